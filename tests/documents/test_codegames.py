"""CodeGames by its document: /providers, /stock and /buy send what it allows and read its examples."""

import sys
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.conversations.play import Play
from tests.documents.coverage import promised
from tests.documents.desk import desk_with
from tests.documents.server import DocumentServer, serving
from tests.furnished import Furnished
from tests.one_day import one_day

TOKEN = "##I##.#LOVE#.###GAMES###"
KEY = "XBBRF-MR09R-NX8V"

pytestmark = pytest.mark.usefixtures("by_the_document")


@pytest.fixture
async def server() -> AsyncIterator[DocumentServer]:
    """CodeGames by its document, which knows its callers by the token of its example."""
    async with serving("codegames", bearer=TOKEN) as made:
        yield made


@pytest.fixture
async def play(furnished: Furnished, server: DocumentServer) -> AsyncIterator[Play]:
    """A desk that sells the offer of the document's examples."""
    settings = {
        "KEYDESK_CODEGAMES__BASE_URL": server.url,
        "KEYDESK_CODEGAMES__LOGIN": "cc_user",
        "KEYDESK_CODEGAMES__PASSWORD": "strong_password",
    }
    async with desk_with(furnished, settings) as made:
        await made.say(made.town.max, '/catalog add "GTA V" | codegames 562 KZT', made.desk)
        yield made


@pytest.mark.operations("1.1")
async def test_a_sign_of_life_signs_in(play: Play, server: DocumentServer) -> None:
    """/providers signs in with the settings' login and password."""
    card = await play.say(play.town.max, "/providers", play.desk)
    assert "✅ CodeGames – working" in card.text
    assert server.called("1.1")[0].body == {"login": "cc_user", "password": "strong_password"}


@pytest.mark.operations("1.1", "1.2")
async def test_stock_and_price_of_the_example_are_read(play: Play, server: DocumentServer) -> None:
    """/stock asks for the offer by its id as a text, and shows what the example says."""
    card = await play.say(play.town.sam, "/stock gta", play.desk)
    assert "KZT\u00a0956.30, 7 in stock" in card.text
    assert server.called("1.2")[0].body == {"id": "562", "currency": "KZT"}


@pytest.mark.operations("1.1", "1.2", "1.3", "1.4")
@pytest.mark.parametrize("form", ["one", "list"])
async def test_a_key_is_bought_and_shown(play: Play, server: DocumentServer, form: str) -> None:
    """/buy pays the price that was read and fetches the key by the order's number."""
    server.answers("1.4", form)
    sam = play.town.sam
    card = await play.buy()
    assert "✅ Bought." in card.text
    (paid,) = server.called("1.3")
    assert {**paid.body, "txnId": ""} == {
        "id": "562",
        "price": 956.3,
        "currency": "KZT",
        "txnId": "",
    }
    assert [call.body for call in server.called("1.4")] == [{"orderId": 782}]
    await play.tap(sam, "Show to me", play.desk)
    assert play.spoilers(play.shown(sam.private)) == [KEY]
    assert play.showing(KEY) == [sam.private]


@pytest.mark.operations("1.1", "1.2", "1.3", "1.4")
async def test_each_of_several_keys_is_a_purchase_of_its_own(
    play: Play, server: DocumentServer
) -> None:
    """Three keys are three purchases with three transaction ids."""
    orders = iter([{"orderId": 782}, {"orderId": 783}, {"orderId": 784}])
    server.changes("1.3", lambda call, answer: next(orders))
    server.changes("1.4", lambda call, answer: {"keys": f"{KEY}-{call.body['orderId']}"})
    card = await play.buy(count=3)
    assert "✅ Bought. 3 keys are ready to hand over." in card.text
    assert len({call.body["txnId"] for call in server.called("1.3")}) == 3


@pytest.mark.operations("1.1")
@pytest.mark.parametrize("code", ["credentials", "user"])
async def test_a_refused_sign_in_is_said(play: Play, server: DocumentServer, code: str) -> None:
    """Both codes of the sign-in mean that our credentials are not accepted."""
    server.answers("1.1", code)
    card = await play.say(play.town.max, "/providers", play.desk)
    assert "⚠️ CodeGames – does not accept our credentials" in card.text


@pytest.mark.operations("1.2")
@pytest.mark.parametrize(
    ("code", "said"), [("unknown", "does not sell it any more"), ("none", "sold out")]
)
async def test_refused_checks_are_said(
    play: Play, server: DocumentServer, code: str, said: str
) -> None:
    """/stock says of an offer which of the two codes it got."""
    server.answers("1.2", code)
    card = await play.say(play.town.sam, "/stock gta", play.desk)
    assert said in card.text


@pytest.mark.operations("1.3")
@one_day(
    ("code", "said"),
    [
        ("unknown", "Nothing was charged.\nCodeGames knows no such offer."),
        ("none", "Nothing was charged.\nCodeGames has no more of it."),
        ("price", "CodeGames did not accept the price. Nothing has been bought."),
        ("duplicate", "one purchase may have been charged.\nCodeGames confirms the charge"),
    ],
)
async def test_refused_purchases_are_said(
    play: Play, server: DocumentServer, code: str, said: str
) -> None:
    """Each code of a purchase has its words, and no key is asked for."""
    server.answers("1.3", code)
    card = await play.buy()
    assert said in card.text
    assert server.called("1.4") == []


@pytest.mark.operations("1.3", "1.4")
async def test_an_order_id_from_a_person_is_sent_as_a_number(
    play: Play, server: DocumentServer
) -> None:
    """A transaction id that was used before: its order is looked up by hand, and its key fetched."""
    server.answers("1.3", "duplicate")
    max_, desk = play.town.max, play.desk
    card = await play.buy()
    await play.tap(max_, "Enter order id", desk, card)
    asked = play.shown(desk)
    for typed in ("K12-a", "0"):
        wrong = await play.say(max_, typed, desk, asked)
        assert wrong.text.startswith("The order ids of CodeGames are numbers, such as 782.")
    done = await play.say(max_, "0782", desk, asked)
    assert "✅ Bought." in done.text
    assert [call.body for call in server.called("1.4")] == [{"orderId": 782}]


@pytest.mark.operations("1.4")
async def test_keys_that_are_not_there_yet_come_later(play: Play, server: DocumentServer) -> None:
    """An order that the provider does not find keeps waiting, and gets its key when it is there."""
    server.answers("1.4", "unknown", "one")
    card = await play.buy()
    assert "💳 Paid. The key is on its way" in card.text
    await play.later(timedelta(seconds=10))
    assert "✅ Bought." in play.shown(play.desk).text
    assert len(server.called("1.3")) == 1


def test_every_operation_is_covered(server: DocumentServer) -> None:
    """No call of the document is left out here."""
    assert promised(sys.modules[__name__]) == server.document.numbers
    assert len(server.document.numbers) == 4

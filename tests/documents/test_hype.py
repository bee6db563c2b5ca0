"""PIN Hype by its document: catalog, purchases, reversals and books, asked from the chat."""

import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from sandbox.telegram import Message
from tests.conversations.play import Play
from tests.documents.coverage import promised
from tests.documents.desk import desk_with
from tests.documents.server import Call, DocumentServer, serving
from tests.furnished import Furnished
from tests.one_day import one_day

TOKEN = "aaAA.bbBB.ccCC"
KEY = "HYPE-1000-0035-PIN7"
HERE = {"country": "BR", "currency": "BRL", "language": "pt-BR"}
SOON, GRACE = timedelta(seconds=10), timedelta(minutes=3)

pytestmark = pytest.mark.usefixtures("by_the_document")


@pytest.fixture
async def server() -> AsyncIterator[DocumentServer]:
    """Hype by its document; a pin and a sale bear the reference that was asked for."""
    async with serving("hype", bearer=TOKEN) as made:
        made.changes("5.8", _booked)
        made.changes("5.13", _found)
        yield made


@pytest.fixture
async def play(furnished: Furnished, server: DocumentServer) -> AsyncIterator[Play]:
    """A desk that sells the product of the document's examples."""
    settings = {
        "KEYDESK_HYPE__BASE_URL": server.url,
        "KEYDESK_HYPE__IDENTIFIER": "partner",
        "KEYDESK_HYPE__SECRET": "strong_secret",
    }
    async with desk_with(furnished, settings) as made:
        await made.say(made.town.max, '/catalog add "GTA V" | hype 1 BRL BR', made.desk)
        yield made


def _booked(call: Call, answer: Any) -> Any:
    reference = call.body["partnerReference"]
    if not answer:
        return answer
    return {**answer, "transaction": {**answer["transaction"], "partnerReference": reference}}


def _found(call: Call, answer: Any) -> Any:
    reference = call.path["partnerReferenceId"]
    return [{**sale, "partnerReference": reference} if sale else sale for sale in answer]


async def reversed_by_max(play: Play) -> Message:
    """Let Max reverse the order whose card is the newest, and give its card."""
    await play.tap(play.town.max, "Reverse", play.desk)
    await play.tap(play.town.max, "Confirm", play.desk)
    return play.shown(play.desk)


@pytest.mark.operations("5.1", "5.15")
async def test_a_sign_of_life(play: Play, server: DocumentServer) -> None:
    """/providers asks the echo and signs in with identifier and secret."""
    card = await play.say(play.town.max, "/providers", play.desk)
    assert "✅ Hype – working" in card.text
    signed_in = server.called("5.1")[0].body
    assert signed_in == {"identifier": "partner", "secret": "strong_secret"}


@pytest.mark.operations("5.1")
@pytest.mark.parametrize("answer", ["stranger", "400"])
async def test_a_refused_sign_in_is_said(play: Play, server: DocumentServer, answer: str) -> None:
    """A status and a plain no of the body mean the same."""
    server.answers("5.1", answer)
    card = await play.say(play.town.max, "/providers", play.desk)
    assert "⚠️ Hype – does not accept our credentials" in card.text


@pytest.mark.operations("5.1", "5.2", "5.3", "5.7")
async def test_the_token_is_refreshed_before_its_day_ends(
    play: Play, server: DocumentServer
) -> None:
    """Twenty-two hours later the pair of tokens is exchanged; the secret is not sent again."""
    await play.say(play.town.sam, "/stock gta", play.desk)
    play.clock.forward_to(play.clock() + timedelta(hours=22))
    await play.say(play.town.sam, "/stock gta", play.desk)
    (refreshed,) = server.called("5.2")
    assert refreshed.body == {"accessToken": TOKEN, "refreshToken": "abc123def456"}
    assert len(server.called("5.1")) == 1


@pytest.mark.operations("5.3", "5.7")
@one_day(
    ("stock", "said"),
    [
        ("unlimited", "R$66.49, always in stock"),
        ("five", "R$66.49, 5 in stock"),
        ("none", "sold out"),
    ],
)
async def test_stock_and_price_are_read(
    play: Play, server: DocumentServer, stock: str, said: str
) -> None:
    """The price is the tree's; an amount of -1 has no end. Both are asked for our region."""
    server.answers("5.7", stock)
    card = await play.say(play.town.sam, "/stock gta", play.desk)
    assert said in card.text
    assert server.called("5.3")[0].query == HERE
    asked = server.called("5.7")[0]
    assert asked.path == {"productId": 1}
    assert HERE.items() >= asked.query.items()


@pytest.mark.operations("5.7")
async def test_too_many_requests_are_asked_again(play: Play, server: DocumentServer) -> None:
    """The 503 of the rate limit does not reach the person."""
    server.answers("5.7", "503", "five")
    card = await play.say(play.town.sam, "/stock gta", play.desk)
    assert "5 in stock" in card.text


@pytest.mark.operations("5.3", "5.6")
@pytest.mark.parametrize("answer", ["printed", "nameless"])
async def test_the_tree_is_walked_to_a_product(
    play: Play, server: DocumentServer, answer: str
) -> None:
    """/browse shows the collections within each other, and what buyers are told of a product."""
    server.answers("5.6", answer)
    server.changes("5.6", lambda call, shown: {**shown, "id": call.path["productId"]})
    owner = play.town.olga
    card = await play.say(owner, "/browse")
    for label in ("📁 Games (1)", "📁 Rockstar (1)", "Grand Theft Auto V – R$66.49"):
        await play.tap(owner, label, None, card)
    assert "Price for customers: R$66.49 (BRL)" in card.text
    assert "Costs us: R$63.69 (BRL)" in card.text
    await play.tap(owner, "Details", None, card)
    assert card.text.startswith("Grand Theft Auto V\nHype, id 1\n")
    assert "How to redeem\nstring" in card.text
    assert ("oferece aos jogadores" in card.text) is (answer == "printed")


@pytest.mark.operations("5.4", "5.5")
@pytest.mark.parametrize("form", ["list", "object"])
async def test_collections_are_read_alone(play: Play, server: DocumentServer, form: str) -> None:
    """Their list, then one of them, in both forms of the answer."""
    server.answers("5.5", form)
    max_, desk = play.town.max, play.desk
    card = await play.say(max_, "/browse", desk)
    await play.tap(max_, "Collections only", desk)
    assert card.labels() == ["📁 Games", "📁 Rockstar", "Back"]
    await play.tap(max_, "📁 Rockstar", desk)
    assert card.labels() == ["Grand Theft Auto V", "Back"]
    assert server.called("5.4")[0].query == HERE
    assert server.called("5.5")[0].path == {"collectionId": 11}


@pytest.mark.operations("5.3", "5.7", "5.8")
async def test_a_pin_is_bought_and_shown(play: Play, server: DocumentServer) -> None:
    """/buy books one pin with a reference of ours and sends nothing about the customer."""
    sam = play.town.sam
    card = await play.buy()
    assert "✅ Bought." in card.text
    (booked,) = server.called("5.8")
    reference = booked.body["partnerReference"]
    assert booked.body == {
        "productId": 1,
        "partnerReference": reference,
        "countryCode": "BR",
        "currencyCode": "BRL",
    }
    await play.tap(sam, "Show to me", play.desk)
    assert play.spoilers(play.shown(sam.private)) == [KEY]
    assert play.showing(KEY) == [sam.private]


@pytest.mark.operations("5.9")
async def test_a_purchase_is_reversed_by_its_id(play: Play, server: DocumentServer) -> None:
    """Reverse sends the transaction id as a number, and shows what Hype said."""
    await play.buy()
    card = await reversed_by_max(play)
    assert "↩️ Reversed." in card.text
    assert "Canceled in stock – Successful cancellation" in card.text
    assert [call.body for call in server.called("5.9")] == [{"transactionId": 1000035}]


@pytest.mark.operations("5.9", "5.12")
async def test_a_refused_reversal_is_looked_up(play: Play, server: DocumentServer) -> None:
    """After a refusal the books are asked by the id, and their word for the sale is shown."""
    server.changes("5.12", lambda call, sale: {**sale, "transactionId": call.path["transactionId"]})
    server.answers("5.9", "400")
    await play.buy()
    card = await reversed_by_max(play)
    assert "not reversed. Hype says: Redeemed by Client" in card.text
    assert server.called("5.12")[0].path == {"transactionId": 1000035}


@pytest.mark.operations("5.8", "5.10", "5.13")
async def test_a_purchase_without_an_id_is_reversed_by_its_reference(
    play: Play, server: DocumentServer
) -> None:
    """The answer that the page prints says nothing: looked up, sent again, refused, reversed."""
    server.answers("5.8", "printed", "400")
    server.answers("5.13", "none")
    await play.buy()
    await play.later(SOON)
    await play.later(GRACE)
    assert "It needs a person" in play.shown(play.desk).text
    first, second = (call.body["partnerReference"] for call in server.called("5.8"))
    assert first == second
    card = await reversed_by_max(play)
    assert "↩️ Reversed." in card.text
    assert [call.path for call in server.called("5.10")] == [{"partnerReference": first}]


@pytest.mark.operations("5.8", "5.13")
async def test_an_empty_answer_is_looked_up_and_never_sent_again(
    play: Play, server: DocumentServer
) -> None:
    """As long as the books answer by the page's empty object nothing is bought; then the key is there."""
    server.answers("5.8", "printed")
    server.answers("5.13", "printed")
    card = await play.buy()
    assert "answered in a way I cannot read" in card.text
    for wait in (SOON, GRACE, GRACE):
        await play.later(wait)
    server.answers("5.13", "sales")
    await play.later(timedelta(minutes=30))
    assert "✅ Bought." in play.shown(play.desk).text
    assert len(server.called("5.8")) == 1
    await play.tap(play.town.sam, "Show to me", play.desk)
    assert play.spoilers(play.shown(play.town.sam.private)) == [KEY]


@pytest.mark.operations("5.11", "5.12", "5.13", "5.14")
async def test_the_books_are_asked_in_each_way(play: Play, server: DocumentServer) -> None:
    """A period, our reference, theirs, a buyer's number without its mask; no key is shown."""
    olga, chat = play.town.olga, play.town.managers
    for said, reference in (
        ("2026-11-01..2026-11-20", "Reference 1000035, our transaction 100000121"),
        ("1000035", "our transaction string"),
        ("txn 100000121", "Reference 1000035, our transaction 100000121"),
        ("document 123.456.789-09", "Reference 1000035, our transaction 100000121"),
    ):
        card = await play.say(olga, f"/books hype {said}", chat)
        assert "one sale" in card.text
        assert reference in card.text
        assert "Redeemed by Client" in card.text
    # With a day around them, since Hype's days are not ours.
    days = [day.isoformat() for call in server.called("5.11") for day in call.path.values()]
    assert (min(days), max(days)) == ("2026-10-31", "2026-11-21")
    assert server.called("5.12")[0].path == {"transactionId": 1000035}
    assert server.called("5.13")[0].path == {"partnerReferenceId": "100000121"}
    assert server.called("5.14")[0].path == {"documentNumber": "12345678909"}
    assert play.showing(KEY) == []


@pytest.mark.operations("5.11")
async def test_a_long_period_is_asked_for_in_parts(play: Play, server: DocumentServer) -> None:
    """No part is longer than the 31 days that the document allows, and none is missing."""
    await play.say(play.town.max, "/books hype 2026-09-01..2026-11-10", play.town.managers)
    parts = [(c.path["startDate"], c.path["finishDate"]) for c in server.called("5.11")]
    assert all((end - start).days < 31 for start, end in parts)
    covered = sorted(
        start + timedelta(days=n) for start, end in parts for n in range((end - start).days + 1)
    )
    assert len(covered) == len(set(covered)) == 71 + 2  # and the days around


@pytest.mark.operations("5.3", "5.4", "5.11", "5.14")
async def test_collapsed_objects_are_told_kindly(play: Play, server: DocumentServer) -> None:
    """Lists as the page prints them, of one empty object, break nothing and are taken for nothing."""
    max_, desk, unreadable = play.town.max, play.desk, "Hype answers, but not in a way I can read."
    for number in ("5.3", "5.4", "5.11", "5.14"):
        server.answers(number, "printed")
    assert "📁" not in str((await play.say(max_, "/browse", desk)).labels())
    for said in ("today", "document 12345678909"):
        card = await play.say(max_, f"/books hype {said}", play.town.managers)
        assert card.text.startswith(unreadable)
    server.answers("5.3", "tree")
    await play.later(timedelta(hours=1))
    card = await play.say(max_, "/browse", desk)
    assert card.labels()[0] == "📁 Games (1)"
    await play.tap(max_, "Collections only", desk)
    assert "📁 Games" not in play.shown(desk).labels()


def test_every_operation_is_covered(server: DocumentServer) -> None:
    """No call of the document is left out here."""
    assert promised(sys.modules[__name__]) == server.document.numbers
    assert len(server.document.numbers) == 15

"""open-api-games by its document: /accounts sends what it allows, and launches are answered by it."""

import hashlib
import json
import sys
from collections.abc import AsyncIterator
from typing import Any

import pytest

from sandbox.telegram import Message
from tests.conversations.play import Play
from tests.documents.coverage import promised
from tests.documents.desk import desk_with
from tests.documents.server import Call, DocumentServer, serving
from tests.documents.webhook import delivered
from tests.furnished import Furnished
from tests.one_day import one_day

SECRET = "the-secret-of-the-test"
PROVIDER = "1ef438b4-9b66-412e-bad0-b61e2b38b8fa"
EMBED = (
    "https://myawesomesite.com/client/launch.html?gameSession={{GAME_SESSION}}"
    "&game_id={{GAME_ID}}&currency={{CURRENCY_NAME}}&lang={{USER_LANGUAGE}}"
)
OURS = {"contentProviderId": PROVIDER, "clientId": "desk"}

pytestmark = pytest.mark.usefixtures("by_the_document")


def signature(body: bytes) -> str:
    """What the document's shell script computes of a request."""
    return hashlib.md5(body + SECRET.encode(), usedforsecurity=False).hexdigest()


def signed(call: Call) -> str | None:
    """Why the platform would not accept a signature."""
    return None if call.headers["Sign"] == signature(call.raw) else "wrong signature"


@pytest.fixture
async def server() -> AsyncIterator[DocumentServer]:
    """The platform by its document, with one account: the one that its example adds."""
    async with serving("openapigames") as made:
        made.checks.append(signed)
        made.answers("3.1", "listed")
        yield made


@pytest.fixture
async def play(furnished: Furnished, server: DocumentServer) -> AsyncIterator[Play]:
    """A desk that keeps accounts at the platform."""
    settings = {
        "KEYDESK_OPENAPIGAMES__BASE_URL": server.url,
        "KEYDESK_OPENAPIGAMES__SECRET": SECRET,
        "KEYDESK_OPENAPIGAMES__CONTENT_PROVIDER_ID": PROVIDER,
        "KEYDESK_OPENAPIGAMES__CLIENT_ID": "desk",
    }
    async with desk_with(furnished, settings) as made:
        yield made


def written(server: DocumentServer) -> list[Any]:
    """The accounts that were sent to be added or changed."""
    return [account for call in server.called("3.1") for account in call.body["accounts"]]


async def added(play: Play, document: dict[str, object]) -> Message:
    """Let Max add an account by a document; gives the card of it."""
    max_, desk = play.town.max, play.desk
    await play.say(max_, "/accounts", desk)
    await play.tap(max_, "Add an account", desk)
    question = await play.answer(max_, json.dumps(document), desk)
    await play.tap(max_, "Confirm", desk, question)
    return question


async def changed(play: Play, field: str, said: str) -> Message:
    """Let Max change a field of account 1001; gives the card of it."""
    max_, desk = play.town.max, play.desk
    await play.say(max_, "/accounts 1001", desk)
    await play.tap(max_, "Change", desk)
    await play.tap(max_, field, desk)
    question = await play.answer(max_, said, desk)
    await play.tap(max_, "Confirm", desk, question)
    return question


@pytest.mark.operations("3.1")
async def test_a_sign_of_life_asks_for_the_accounts(play: Play, server: DocumentServer) -> None:
    """/providers signs an empty list of accounts, which adds none."""
    card = await play.say(play.town.max, "/providers", play.desk)
    assert "✅ Open API Games – working" in card.text
    assert [call.body for call in server.called("3.1")] == [{**OURS, "accounts": []}]


@pytest.mark.operations("3.1")
@one_day(
    ("error", "said"),
    [
        ("unsigned", "does not accept our credentials"),
        ("unauthorized", "does not accept our credentials"),
        ("client", "does not accept our credentials"),
        ("internal", "⚠️ Open API Games"),
        ("invalid", "⚠️ Open API Games"),
    ],
)
async def test_refusals_are_told(play: Play, server: DocumentServer, error: str, said: str) -> None:
    """What the platform says is wrong with us, by the codes of its table."""
    server.answers("3.1", error)
    card = await play.say(play.town.max, "/providers", play.desk)
    assert said in card.text


@pytest.mark.operations("3.1")
async def test_an_account_is_read(play: Play, server: DocumentServer) -> None:
    """The list and the card show the terms of the example; 100 is one percent."""
    max_, desk = play.town.max, play.desk
    card = await play.say(max_, "/accounts", desk)
    assert card.labels()[0] == "1001 · myawesomesite.com · 1%"
    await play.tap(max_, "1001 · myawesomesite.com · 1%", desk)
    for line in (
        f"Embed URL: {EMBED}",
        "Royalty: 1%",
        "Currencies: EUR, USD",
        "Countries: all",
        "Countries not served: US",
        "Pending games URL: none",
    ):
        assert line in card.text.splitlines()
    await play.tap(max_, "Launch link", desk)
    assert "gameSession=sample-session&game_id=sample-game" in play.shown(desk).text
    assert written(server) == []


@pytest.mark.operations("3.1")
async def test_the_documents_example_is_added(play: Play, server: DocumentServer) -> None:
    """What goes out is the page's own request, with the client's id, to the letter."""
    server.answers("3.1", "printed")
    (account,) = server.document.answers("3.1")["listed"].payload["accounts"]
    launch_url = account["gameLaunchMethod"]["providerGameLaunchApiUrl"]
    document = {
        "embed_url": EMBED,
        "royalty": 1,
        "currencies": ["EUR", "USD"],
        "countries_disabled": ["US"],
        "launch_method": "GLM_API",
        "launch_url": launch_url,
    }
    card = await added(play, document)
    assert card.text.startswith("✅ Added. The platform did not tell its number;")
    assert written(server) == [{**account, "accountId": 0}]
    assert {**OURS, "accounts": written(server)} in [call.body for call in server.called("3.1")]


@pytest.mark.operations("3.1")
async def test_an_id_in_the_answer_is_shown(play: Play, server: DocumentServer) -> None:
    """As the text says it, against the example: the new account's id comes back."""
    server.changes("3.1", _made)
    document: dict[str, object] = {"embed_url": "https://games.example/{{GAME_ID}}", "royalty": 3}
    card = await added(play, document)
    assert card.text.startswith("✅ Added.")
    assert "Game account 1002" in card.text


def _made(call: Call, answer: Any) -> Any:
    accounts = [{**account, "accountId": "1002"} for account in call.body["accounts"]]
    return {**answer, "accounts": accounts or answer["accounts"]}


@pytest.mark.operations("3.1")
@one_day(
    ("field", "said", "change"),
    [
        (
            "Embed URL",
            "https://g.example/{{GAME_ID}}",
            {"gameEmbedUrl": "https://g.example/{{GAME_ID}}"},
        ),
        ("Royalty", "1.25", {"royaltyPercent": 125}),
        ("Currencies", "all", {"currenciesAvailable": []}),
        ("Countries", "de at", {"countriesAvailable": ["DE", "AT"]}),
        ("Countries not served", "none", {"countriesDisabled": []}),
        ("Pending games URL", "https://g.example/p", {"pendingGamesUrl": "https://g.example/p"}),
        (
            "Launch",
            "-",
            {
                "gameLaunchMethod": {
                    "launchMethod": "GLM_DEFAULT",
                    "providerGameLaunchApiUrl": "",
                }
            },
        ),
    ],
)
async def test_each_field_is_changed(
    play: Play, server: DocumentServer, field: str, said: str, change: dict[str, object]
) -> None:
    """The account goes out whole, with its id and the one field as it shall be."""
    (account,) = server.document.answers("3.1")["listed"].payload["accounts"]
    before = len(written(server))
    card = await changed(play, field, said)
    assert card.text.startswith("✅ Changed.")
    assert written(server)[before:] == [{**account, **change}]


@pytest.mark.operations("3.1")
async def test_an_unknown_account_is_told(play: Play, server: DocumentServer) -> None:
    """The platform's own word at a change."""
    server.changes(
        "3.1", lambda call, answer: _unknown(server) if call.body["accounts"] else answer
    )
    card = await changed(play, "Royalty", "1.25")
    assert "has no game account 1001" in card.text


def _unknown(server: DocumentServer) -> Any:
    return server.document.answers("3.1")["unknown"].payload


LAUNCH = {
    "ACCOUNT_ID": "1001",
    "GAME_SESSION": "session-1",
    "GAME_ID": "game-7",
    "CURRENCY_NAME": "EUR",
    "USER_LANGUAGE": "de",
    "USER_ID": "player-1",
    "HOME_URL": "https://casino.example/",
    "REFILL_URL": "https://casino.example/refill",
}
LAUNCHED = (
    "https://myawesomesite.com/client/launch.html?gameSession=session-1"
    "&game_id=game-7&currency=EUR&lang=de"
)


@pytest.mark.operations("3.1", "3.2")
async def test_a_launch_is_answered(play: Play, server: DocumentServer) -> None:
    """The platform asks the desk for an account's link and gets it in the document's form."""
    address = f"{play.stage.app.web.address}/open-api-games/launch"
    body = json.dumps(LAUNCH).encode()
    headers = {"Sign": signature(body)}
    answer = await delivered(server, "gameLaunch", address, body, headers)
    assert answer.status_code == 200
    assert answer.json() == {"gameLaunchUrl": LAUNCHED}


@pytest.mark.operations("3.2")
@pytest.mark.parametrize(
    ("values", "sign", "status"),
    [
        (LAUNCH, "0" * 32, 401),
        ({**LAUNCH, "ACCOUNT_ID": "4711"}, "", 404),
    ],
)
async def test_a_launch_is_refused(
    play: Play, server: DocumentServer, values: dict[str, str], sign: str, status: int
) -> None:
    """A wrong signature or an unknown account gets no link."""
    address = f"{play.stage.app.web.address}/open-api-games/launch"
    body = json.dumps(values).encode()
    headers = {"Sign": sign or signature(body)}
    answer = await delivered(server, "gameLaunch", address, body, headers)
    assert (answer.status_code, answer.json()["gameLaunchUrl"]) == (status, "")


async def test_a_launch_that_breaks_the_document_is_complained_of(
    play: Play, server: DocumentServer
) -> None:
    """Neither an unsigned request nor an answer of another kind would pass for a launch."""
    await delivered(server, "gameLaunch", f"{play.stage.app.web.address}/healthz", b"{}", {})
    unsigned, answered = server.complaints
    assert "Security not found" in unsigned
    assert "405" in answered
    server.complaints.clear()


def test_every_operation_is_covered(server: DocumentServer) -> None:
    """No call of the document is left out here."""
    assert promised(sys.modules[__name__]) == server.document.numbers
    assert len(server.document.numbers) == 2

"""Gamebase's refusals, and answers in each way its document writes them; all 24 calls are played."""

import json
from types import ModuleType
from typing import Any

import pytest

from tests.conversations.play import Play
from tests.documents.coverage import promised
from tests.documents.desk import desk_with
from tests.documents.gamebase import test_dialogues, test_leaderboards
from tests.documents.gamebase.desk import APP_ID, words
from tests.documents.server import Call, DocumentServer, serving
from tests.furnished import Furnished
from tests.one_day import one_day

pytestmark = pytest.mark.usefixtures("by_the_document")

ROWS = "/scores\n1,user1,1001\n1,user2,1101"
BY_COMMAND = {
    "4.1": "/token String tok",
    "4.2": "/launching AOS GG 1.4.2",
    "4.3": "/player String",
    "4.4": "/players String",
    "4.5": "/idp String",
    "4.6": "/authkey String",
    "4.7": "/bans",
    "4.8": "/unbans",
    "4.9": "/transfer 198704206255 Zw548q7zE",
    "4.10": "/withdraw String",
    "4.11": "/maintenance",
    "4.12": "/coupon String CODE",
    "4.13": "/consume 1 tok",
    "4.14": "/payments String GG",
    "4.15": "/subscriptions String GG com.toast.gamebase",
    "4.16": "/top 1",
    "4.17": "/rank 1 user1",
    "4.18": "/rank 1 user1 user2",
    "4.19": "/top 1",
    "4.20": "/score 1 user1 10",
    "4.21": "/score 1 user1 10 extra",
    "4.22": ROWS,
    "4.23": f"{ROWS},extra",
    "4.24": "/rank 1 user1",
}


async def ask(play: Play, typed: str, *, delete: bool = False) -> str:
    """What the owner reads in the end; what asks first is confirmed."""
    olga, desk = play.town.olga, play.desk
    card = await play.say(olga, typed, desk)
    if delete:
        await play.tap(olga, "Delete score", desk)
        card = play.shown(desk)
    if "Confirm" in card.labels():
        await play.tap(olga, "Confirm", desk)
    return words(play.shown(desk))


def test_every_call_of_the_document_is_promised_by_a_dialogue(server: DocumentServer) -> None:
    """The document has 24 of them."""
    played: list[ModuleType] = [test_dialogues, test_leaderboards]
    assert set().union(*map(promised, played)) == server.document.numbers
    assert len(server.document.numbers) == 24


async def test_the_sample_of_a_refusal_is_told(play: Play, server: DocumentServer) -> None:
    """Each of the 24 calls in turn is refused as the page shows it: in words."""
    assert set(BY_COMMAND) == server.document.numbers
    for number, typed in BY_COMMAND.items():
        server.answers(number, "refused")
        shown = await ask(play, typed, delete=number == "4.24")
        assert "Gamebase does not accept our credentials" in shown, f"{number}: {shown}"
        assert server.called(number), number
        server.answers(number, "sample")
    assert server.numbers == server.document.numbers


@pytest.mark.parametrize(
    ("number", "example", "said"),
    [
        ("4.1", "expired", "⌛ The token has expired. Code -4010208"),
        ("4.2", "unregistered", "This version is not registered for this operating system"),
        ("4.3", "absent", "game has no player String."),
        ("4.9", "used", "❌ The transfer account is used up. Code -4100402"),
        ("4.10", "absent", "There is no such player. Code -4040401"),
        ("4.12", "used", "This coupon is used up. Nothing was given. Code -100005"),
        ("4.13", "consumed", "This payment was consumed before, and not by this desk."),
        ("4.16", "unregistered", "There is no such leaderboard. Code 462851"),
        (
            "4.20",
            "unregistered",
            "❌ The score 10 of user1 on leaderboard 1 of game was not written",
        ),
        ("4.24", "unregistered", "The player has no score there. Code 462850"),
    ],
)
async def test_what_did_not_succeed_is_told(
    play: Play, server: DocumentServer, number: str, example: str, said: str
) -> None:
    """By the code in the header, or by the one inside an answer that is a success as a whole."""
    server.answers(number, example)
    assert (await ask(play, BY_COMMAND[number], delete=number == "4.24")).startswith(said)
    assert server.called(number)


def _long_date(_: Call, answer: Any) -> Any:
    answer["member"]["regDate"] = 1566895265000
    return answer


def _other_spelling(_: Call, answer: Any) -> Any:
    answer["memberInfo"]["usmCountryCode"] = answer["memberInfo"].pop("usimCountryCode")
    return answer


def _array(_: Call, answer: Any) -> Any:
    answer["userInfosByRange"] = [answer["userInfosByRange"]]
    return answer


def _texts(_: Call, answer: Any) -> Any:
    dates = {"beginDate", "endDate", "releaseDate"}
    for ban in answer["result"]:
        ban.update({name: str(ban[name]) for name in dates})
    return answer


@one_day(
    ("number", "change"),
    [("4.1", _long_date), ("4.3", _other_spelling), ("4.8", _texts), ("4.19", _array)],
)
async def test_table_and_sample_are_read_alike(
    play: Play, server: DocumentServer, number: str, change: Any
) -> None:
    """Where a table of the page contradicts its sample, people read the same of both."""
    sample = await ask(play, BY_COMMAND[number])
    server.changes(number, change)
    assert await ask(play, BY_COMMAND[number]) == sample
    assert len(server.called(number)) == 2


async def test_moments_of_a_ban_are_read(play: Play, server: DocumentServer) -> None:
    """Epoch time, which the sample leaves at 0, in milliseconds as elsewhere on the page."""

    def dated(_: Call, answer: Any) -> Any:
        moments = {"beginDate": 1489726350287, "endDate": 1540522998289}
        answer["result"][0].update(moments, releaseDate=1541134994548)
        answer["pagingInfo"].update(numberOfElements=1, size=6, totalElements=1, totalPages=1)
        return answer

    server.changes("4.7", dated)
    shown = await ask(play, "/bans")
    assert "One, page 1 of 1.\n\nString · String" in shown
    assert "From 17 Mar 2017, 04:52 UTC to 26 Oct 2018, 03:03 UTC" in shown
    assert "🟢 Taken back 2 Nov 2018, 05:03 UTC by String (CONSOLE)\n“String”" in shown


async def test_each_app_is_asked_by_its_own_id_and_key(furnished: Furnished) -> None:
    """Two apps stand side by side, and each of their calls has a transaction id of its own."""
    apps = {
        "game": {"app_id": APP_ID, "secret_key": "key-one"},
        "other": {"app_id": "String", "secret_key": "key-two"},
    }
    async with serving("gamebase") as both:
        settings = {
            "KEYDESK_GAMEBASE__BASE_URL": both.url,
            "KEYDESK_GAMEBASE__APPS": json.dumps(apps),
        }
        async with desk_with(furnished, settings) as play:
            shown = words(await play.say(play.town.sam, "/maintenance", play.desk))
        assert "🔴 game – under maintenance" in shown
        assert "🔴 other – under maintenance" in shown
        calls = both.called("4.11")
        asked = {(call.path["appId"], call.headers["X-Secret-Key"]) for call in calls}
        assert asked == {(APP_ID, "key-one"), ("String", "key-two")}
        assert len({call.headers["X-TCGB-Transaction-Id"] for call in calls}) == 2
        assert both.complaints == []

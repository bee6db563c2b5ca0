"""What is only read of the games: bans, clients, lists of players, tokens, transfer accounts."""

from datetime import timedelta

import pytest
from pydantic import SecretStr

from providers.games import LaunchState, TokenVerdict, TransferVerdict
from sandbox.faults import Fault
from services.errors import NeedAppError, ProviderTroubleError, UnknownAppError
from services.games.bans import Bans
from services.games.errors import BadValueError
from services.periods import Period
from tests.services.games.conftest import EAST, GameRoom


def days(room: GameRoom, count: int) -> Period:
    """So many days from the clock's moment on."""
    return Period(room.clock(), room.clock() + timedelta(days=count))


async def test_bans_in_pages(room: GameRoom) -> None:
    """Pages count from 1; one behind the last is the last; a period ends before its end."""
    period = days(room, 1)
    for number in range(5):
        room.world.bans.ban(EAST, f"P{number}", begin=period.since + timedelta(hours=number))
    room.world.bans.ban(EAST, "LATER", begin=period.until)
    bans = room.games.bans
    first = await bans.page("East", "bans", period, "", 1, 2)
    assert [ban.user_id for ban in first.items] == ["P4", "P3"]
    assert (first.number, first.pages, first.total) == (1, 3, 5)
    last = await bans.page("East", "bans", period, "", 9, 2)
    assert [ban.user_id for ban in last.items] == ["P0"]
    assert (last.number, last.pages) == (3, 3)
    nothing = await bans.page("East", "unbans", period, "", 1, 2)
    assert (nothing.items, nothing.number, nothing.pages, nothing.total) == ((), 1, 1, 0)


async def test_bans_of_one_player(room: GameRoom) -> None:
    """All pages are read for one player, and for the file."""
    period = days(room, 30)
    for number in range(450):
        player = "WANTED" if number % 90 == 0 else f"P{number}"
        room.world.bans.ban(EAST, player, begin=period.since + timedelta(minutes=number))
    assert len(await room.games.bans.everything("East", "bans", period)) == 450
    found = await room.games.bans.page("East", "bans", period, "WANTED", 2, 2)
    assert (len(found.items), found.number, found.pages, found.total) == (2, 2, 3, 5)
    ban = room.world.bans.all[0]
    room.world.bans.release(ban, at=room.clock())
    (released,) = await room.games.bans.everything("East", "unbans", period, "WANTED")
    assert released.released_at == room.clock()


async def test_trouble_with_bans(room: GameRoom) -> None:
    """Trouble has its kind and its code; the app must be known."""
    room.world.faults.add("bans", Fault.refusal(-4010004))
    bans: Bans = room.games.bans
    with pytest.raises(ProviderTroubleError) as caught:
        await bans.page("East", "bans", days(room, 1), "", 1, 5)
    assert caught.value.facts == {
        "provider": "gamebase",
        "kind": "not-allowed",
        "reason": "credentials",
        "code": -4010004,
        "since": None,
    }
    with pytest.raises(NeedAppError):
        await bans.page(None, "bans", days(room, 1), "", 1, 5)
    with pytest.raises(UnknownAppError):
        await bans.everything("North", "bans", days(room, 1))


async def test_launching(room: GameRoom) -> None:
    """Codes in any case; what is no code is told with those there are."""
    room.world.launching.client(EAST, "AOS", "GG", "1.4.2", 201)
    found = await room.games.launchings.look_up("East", "aos", "gg", " 1.4.2 ")
    assert found.state is LaunchState.UPDATE_RECOMMENDED
    with pytest.raises(BadValueError) as caught:
        await room.games.launchings.look_up("East", "Android", "GG", "1")
    assert caught.value.facts["known"] == ["AOS", "IOS", "WEB", "WINDOWS"]
    with pytest.raises(ProviderTroubleError) as trouble:
        await room.games.launchings.look_up("East", "AOS", "GG", "9")
    assert trouble.value.facts["reason"] == "no-client"


async def test_lists_of_players(room: GameRoom) -> None:
    """Lists leave out who is not known; empty and endless ones are told before anything is sent."""
    room.world.member(EAST, "P1", idps=["payco"])
    members = room.games.members
    assert [one.user_id for one in await members.players("East", ["P1", "P2", "P1"])] == ["P1"]
    logins = await members.identities("East", ["P1"])
    key = logins["P1"][0].auth_key
    assert await members.by_key("East", [key, "none"]) == {key: "P1"}
    calls = len(room.world.calls)
    for ids in ([], ["a\nb"], ["x" * 101], [f"P{number}" for number in range(301)]):
        with pytest.raises(BadValueError):
            await members.players("East", ids)
    assert len(room.world.calls) == calls


async def test_tokens_and_transfers(room: GameRoom) -> None:
    """A wrong token or password is an answer; a text that can be neither is told without it."""
    room.world.member(EAST, "P1")
    token = room.world.tokens.issue(EAST, "P1")
    room.world.transfers.issue(EAST, "P1", "555", "pass-word")
    check = await room.games.tokens.check("East", "P1", SecretStr(token.text))
    assert check.verdict is TokenVerdict.VALID
    check = await room.games.tokens.check("East", "P1", SecretStr("other"))
    assert check.verdict is TokenVerdict.WRONG
    moved = await room.games.transfers.check("East", "555", SecretStr("pass-word"))
    assert moved.verdict is TransferVerdict.VALID
    moved = await room.games.transfers.check("East", "555", SecretStr("other"))
    assert moved.verdict is TransferVerdict.WRONG
    with pytest.raises(BadValueError) as caught:
        await room.games.tokens.check("East", "P1", SecretStr("se/cret"))
    assert "cret" not in str(caught.value.facts)
    with pytest.raises(BadValueError):
        await room.games.transfers.check("East", "555", SecretStr(""))
    assert await room.actions() == []

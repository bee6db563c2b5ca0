"""Each kind of fault at every call of open-api-games: what it ends in, and that nothing happens twice."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from providers.errors import (
    NotAllowed,
    NotFound,
    OutcomeUnknown,
    ProviderError,
    Rejected,
    Unavailable,
)
from providers.openapigames.provider import OpenApiGames
from sandbox.faults import Fault, When
from sandbox.openapigames import adds, changes, lists
from tests.providers.discreet import assert_hides, everything_of
from tests.providers.games_desk import CONTENT, SECRET, platform

CALLS: dict[str, tuple[When, Callable[[OpenApiGames], Awaitable[object]]]] = {
    "list": (lists, lambda p: p.game_accounts()),
    "add": (adds, lambda p: p.add_game_account(CONTENT)),
    "change": (changes, lambda p: p.change_game_account("1001", CONTENT)),
}


def _json(status: int, body: str, *, acted: bool = False) -> Fault:
    return Fault.status(status, body, content_type="application/json", acted=acted)


@dataclass(frozen=True)
class Row:
    """A fault, what the list makes of it after how many tries, and the clear no it may be."""

    fault: Fault
    read: type[ProviderError]
    tries: int = 1
    refusal: type[ProviderError] | None = None


TABLE = {
    "not done": Row(Fault.lost_before(), Unavailable, 3),
    "lost": Row(Fault.lost_after(), Unavailable, 3),
    "unknown account": Row(Fault.refusal("UNKNOWN_ACCOUNT"), NotFound, 1, NotFound),
    "200 list": Row(_json(200, "[]", acted=True), Unavailable),
}
"""One of each kind of outcome, for every call."""

READINGS = {
    "wrong sign": Row(Fault.refusal("INVALID_SIGN"), NotAllowed, 1, NotAllowed),
    "no sign": Row(Fault.refusal("SIGN_NOT_FOUND"), NotAllowed, 1, NotAllowed),
    "wrong client": Row(Fault.refusal("INVALID_CLIENT_ID"), NotAllowed, 1, NotAllowed),
    "wrong body": Row(Fault.refusal("INVALID_BODY"), Rejected, 1, Rejected),
    "own fault": Row(Fault.refusal("INTERNAL_ERROR"), Unavailable, 3),
    "unlisted": Row(Fault.refusal("NOBODY_KNOWS"), Unavailable),
    "no error": Row(_json(200, '{"isSuccess": false, "error": "NO_ERROR"}'), Unavailable),
    "contradiction": Row(_json(200, '{"isSuccess": true, "error": "INVALID_SIGN"}'), Unavailable),
    "400": Row(_json(400, '{"message": "?"}'), Rejected),
    "401": Row(_json(401, "{}"), NotAllowed, 1, NotAllowed),
    "200 empty": Row(Fault.status(200, acted=True), Unavailable),
    "200 silent": Row(_json(200, '{"isSuccess": true}', acted=True), Unavailable),
    "200 no list": Row(_json(200, '{"isSuccess": true, "accounts": {}}', acted=True), Unavailable),
    "200 wrong types": Row(
        _json(200, '{"isSuccess": true, "accounts": [{"accountId": []}]}', acted=True), Unavailable
    ),
    "500 success": Row(
        _json(500, '{"isSuccess": true, "error": "NO_ERROR", "accounts": []}', acted=True),
        Unavailable,
        3,
    ),
}
"""Words are read in one place: for a read and what is sent once."""

ALL = TABLE | READINGS
PLAYED = [(name, fault) for name in CALLS for fault in TABLE]
PLAYED += [(name, fault) for name in ("list", "add") for fault in READINGS]


@pytest.mark.parametrize(("name", "fault"), PLAYED)
async def test_under_a_lasting_fault(name: str, fault: str) -> None:
    """A no is a no; what may have been done is looked for, and never added again."""
    row = ALL[fault]
    when, call = CALLS[name]
    async with platform() as (stand_in, provider):
        stand_in.faults.add("accounts", row.fault, times=None, when=when)
        acted = row.fault.acted
        found = acted and name != "list"
        if found:
            await call(provider)
        else:
            with pytest.raises(ProviderError) as caught:
                await call(provider)
            lost = row.read if name == "list" else row.refusal or OutcomeUnknown
            assert type(caught.value) is lost
            assert_hides(everything_of(caught.value), [SECRET])
        tries = [each for each in stand_in.calls if when(each.body)]
        again = 2 if name == "change" and not found and row.refusal is None else 1
        assert len(tries) == (row.tries if name == "list" else again)
        assert [change.kind for change in stand_in.changes] == ([name] if found else [])
        assert stand_in.complaints == []


async def test_a_lost_creation_is_found() -> None:
    """It is new, and told apart from an older account with the same games on other terms."""
    async with platform() as (stand_in, provider):
        older = await provider.add_game_account(replace(CONTENT, royalty=Decimal(9)))
        stand_in.faults.add("accounts", Fault.lost_after(), when=adds)
        made = await provider.add_game_account(CONTENT)
        assert not made.found
        assert made.what.content == CONTENT
        assert made.what.id != older.what.id
        assert len(stand_in.changes) == 2


async def test_a_lost_creation_that_did_not_happen() -> None:
    """It is unknown to the person, and whoever asks again gets one account, not two."""
    async with platform() as (stand_in, provider):
        stand_in.faults.add("accounts", Fault.lost_before(), when=adds)
        with pytest.raises(OutcomeUnknown):
            await provider.add_game_account(CONTENT)
        assert stand_in.changes == []
        assert not (await provider.add_game_account(CONTENT)).found
        assert len(stand_in.changes) == 1


async def test_a_creation_asked_for_again_after_all_was_dark() -> None:
    """Done, but neither answered nor to be looked for: the next try finds it."""
    async with platform() as (stand_in, provider):

        def dark(_: object) -> bool:
            return bool(stand_in.changes)

        stand_in.faults.add("accounts", Fault.lost_after(), when=adds)
        stand_in.faults.add("accounts", Fault.status(500), times=3, when=dark)
        with pytest.raises(OutcomeUnknown):
            await provider.add_game_account(CONTENT)
        assert (await provider.add_game_account(CONTENT)).found
        assert len(stand_in.changes) == 1


async def test_without_a_list_a_creation_is_sent_once() -> None:
    """The form of the list is assumed: where there is none, a creation works, and is not repeated."""
    async with platform(empty_answers=True) as (stand_in, provider):
        stand_in.faults.add("accounts", Fault.refusal("INVALID_BODY"), times=None, when=lists)
        made = await provider.add_game_account(CONTENT)
        assert (made.what.id, made.found) == ("", False)
        stand_in.faults.add("accounts", Fault.lost_after(), when=adds)
        with pytest.raises(OutcomeUnknown):
            await provider.add_game_account(CONTENT)
        assert len(stand_in.changes) == 2


async def test_two_at_once_make_one() -> None:
    """Two people who add the same account together get the same one."""
    async with platform() as (stand_in, provider):
        both = await asyncio.gather(*(provider.add_game_account(CONTENT) for _ in range(2)))
        assert [made.found for made in both] == [False, True]
        assert len(stand_in.changes) == 1

"""A process is cut off in a change of a game account: it is found, made again, or not known."""

from dataclasses import replace
from decimal import Decimal

import pytest

from providers.administration import GameAccountContent
from providers.openapigames.provider import OpenApiGames
from sandbox import openapigames
from services.administration import GameAccountChange, GameAccounts
from services.administration.conflicts import (
    marks_of_account,
)
from services.deeds import NotKnownError
from tests.deeds_made import CutOff
from tests.providers.games_desk import CONTENT
from tests.services.administration.cutting_off import MAX, OLGA, cut_off

KEEPER = "openapigames"
Games = tuple[openapigames.OpenApiGames, OpenApiGames]


def sends(body: object) -> bool:
    """Whether a request to the game platform changes something."""
    return isinstance(body, dict) and bool(body["accounts"])


async def account(accounts: GameAccounts) -> GameAccountContent:
    """What stands there."""
    return (await accounts.read("1001", keeper=KEEPER)).content


@pytest.mark.parametrize("acted", [True, False])
async def test_an_account_is_never_added_again(
    accounts: GameAccounts, og: Games, deed: CutOff, acted: bool
) -> None:
    """It has no key by which the platform would know it again: one looks, and is told or not."""
    wanted = replace(CONTENT, currencies=("USD", "FUN"))

    async def add() -> str:
        return (await accounts.add(MAX, wanted, keeper=KEEPER)).what.id

    await cut_off(deed, og[0], "accounts", add(), acted=acted, when=sends)
    there = len(og[0].accounts)
    async with deed.process():
        if acted:
            assert await add()
        else:
            with pytest.raises(NotKnownError):
                await add()
    assert len(og[0].accounts) == there
    end = "found-done" if acted else None
    assert await deed.outcomes() == [("game-account.add", "", end)]


@pytest.mark.parametrize(("acted", "end"), [(True, "found-done"), (False, "done")])
async def test_an_account_is_changed_once(
    accounts: GameAccounts, og: Games, deed: CutOff, acted: bool, end: str
) -> None:
    """Found, or made again on top of what stood there; what somebody else has put there is left alone."""
    change = GameAccountChange(royalty=Decimal("3.00"))
    seen = marks_of_account(await account(accounts), change.named())

    async def ask() -> object:
        return await accounts.change(MAX, "1001", change, keeper=KEEPER, seen=seen)

    await cut_off(deed, og[0], "accounts", ask(), acted=acted, when=sends)
    async with deed.process():
        await ask()
    assert await deed.outcomes() == [("game-account.change", "", end)]
    assert len(og[0].changes) == 1


async def test_an_account_that_somebody_else_has_changed_since_is_left_alone(
    accounts: GameAccounts, og: Games, deed: CutOff
) -> None:
    """Nobody knows, and nothing is sent."""
    change = GameAccountChange(royalty=Decimal("3.00"))
    seen = marks_of_account(await account(accounts), change.named())

    async def ask() -> object:
        return await accounts.change(MAX, "1001", change, keeper=KEEPER, seen=seen)

    await cut_off(deed, og[0], "accounts", ask(), acted=False, when=sends)
    theirs = GameAccountChange(royalty=Decimal("7.00"))
    await accounts.change(OLGA, "1001", theirs, keeper=KEEPER)
    async with deed.process():
        with pytest.raises(NotKnownError):
            await ask()
    assert (await account(accounts)).royalty == Decimal("7.00")

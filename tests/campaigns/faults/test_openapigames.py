"""Every fault at both endpoints of open-api-games: ours to it met from the chat, its to us by its caller."""

import asyncio
import io
from datetime import timedelta

import pytest

from services.administration.known_accounts import NOT_AGAIN_FOR
from tests.campaigns.faults.cells import cells, play_cells
from tests.campaigns.faults.hand import FaultyPlay
from tests.campaigns.faults.launches import CALLS, NUMBER, Call, Platform
from tests.campaigns.faults.openapigames import GAMES, ROWS
from tests.campaigns.faults.table import Column, Row

REMEMBERED = timedelta(seconds=NOT_AGAIN_FOR)
"""For so long no reading follows one that failed."""


@pytest.mark.parametrize(("row", "columns"), cells(ROWS))
async def test_cells(faulty: FaultyPlay, row: Row, columns: tuple[Column, ...]) -> None:
    """What the person reads and what remains are those of the table; no account is added twice."""
    await play_cells(faulty, row, columns)


@pytest.mark.parametrize(
    ("column", "call"),
    [pytest.param(c, call, id=f"{NUMBER}-{c.value}") for c, call in CALLS.items()],
)
async def test_a_launch(faulty: FaultyPlay, log: io.StringIO, column: Column, call: Call) -> None:
    """The platform gets a link or the refusal of the docs; nothing changes, and no person hears of it."""
    platform = Platform(faulty)
    await platform.agreed()
    games, shown = platform.games, len(faulty.town.world.calls)
    before = games.accounts, len(games.changes), len(log.getvalue())
    assert await call.make(platform) == call.reply
    games.faults.clear()
    faulty.clock.forward_to(faulty.clock() + REMEMBERED)
    assert await platform.launched() == await platform.launched()
    assert (games.accounts, len(games.changes)) == before[:2]
    assert await GAMES.ends(faulty) == "done"
    assert not [each for each in faulty.town.world.calls[shown:] if each.method != "getUpdates"]
    assert '"level": "error"' not in log.getvalue()[before[2] :]


async def test_launches_that_come_together(faulty: FaultyPlay) -> None:
    """3.2, too many: forty players at once get their links, and the accounts are read once."""
    platform = Platform(faulty)
    await platform.agreed()
    asked = len(platform.games.calls)
    links = await asyncio.gather(*(platform.launched() for _ in range(40)))
    assert len(set(links)) == 1
    assert len(platform.games.calls) - asked == 1

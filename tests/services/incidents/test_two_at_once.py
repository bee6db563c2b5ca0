"""Two transactions that would open incidents of one group at once: one does, and the other goes by that.

On SQLite nobody writes beside another.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from services.actor import Actor
from services.incidents import IncidentHandling, Incidents, Signal
from services.incidents.errors import NothingToUndoError
from storage.database import Database
from storage.incidents import OPEN, RESOLVED
from storage.transaction import Tx
from tests.clock import ManualClock
from tests.services.incidents.signalled import CHAT, last, over, say

SAM = Actor(5, CHAT, "Sam")
GROUP = "mill"


def signal(key: str, severity: str = "warning") -> Signal:
    """One thing of the group."""
    return Signal("omen", key, severity, {}, group=GROUP)  # type: ignore[arg-type]


@pytest.fixture
def database_url(server_url: str) -> str:
    """Of these races there are none on SQLite."""
    return server_url


@pytest.fixture
async def first(
    database: Database, incidents: Incidents, handling: IncidentHandling, clock: ManualClock
) -> int:
    """An incident that Sam resolved though it lasts; another one of its group has come and gone since."""
    await say(database, incidents, signal("old"))
    row = await last(database, GROUP)
    await handling.resolve(SAM, row.id)
    await say(database, incidents, signal("since"))
    await over(database, incidents, "since")
    assert (await last(database, GROUP)).id > row.id
    clock.now += timedelta(minutes=5)
    return row.id


@asynccontextmanager
async def meanwhile(db: Database, other: Coroutine[Any, Any, Any]) -> AsyncIterator[Tx]:
    """A transaction in which another one begins that has to wait for its end."""
    async with db.write() as tx:
        yield tx
        task = asyncio.create_task(other)
        waits = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        while not task.done() and not await tx.connection.scalar(waits):
            pass  # the question lets others go on
        assert not task.done()
    await task


async def test_reopen_while_another_is_opened(
    database: Database,
    incidents: Incidents,
    handling: IncidentHandling,
    clock: ManualClock,
    first: int,
) -> None:
    """Whoever presses Reopen in that moment reads that there is nothing to undo any more."""
    clock.now += timedelta(hours=2)
    with pytest.raises(NothingToUndoError):
        async with meanwhile(database, handling.reopen(SAM, first)) as tx:
            await incidents.signal(tx, CHAT, None, signal("new"))
    assert (await handling.view(SAM, first)).status == RESOLVED


async def test_what_comes_again_while_somebody_reopens(
    database: Database, incidents: Incidents, handling: IncidentHandling, first: int
) -> None:
    """It is on the card of the one that was reopened, and not lost."""
    async with meanwhile(database, say(database, incidents, signal("since"))) as tx:
        row = await tx.incidents.get(first)
        assert row is not None
        back: dict[str, Any] = {"resolved_at": None, "resolved_by": None}
        assert await tx.incidents.change(row, status=OPEN, open_key=GROUP, **back)
    async with database.read() as tx:
        assert {each.key for each in await tx.incidents.lasting(first)} == {"old", "since"}


async def test_what_gets_worse_while_another_is_opened(
    database: Database,
    incidents: Incidents,
    handling: IncidentHandling,
    clock: ManualClock,
    first: int,
) -> None:
    """It is on the card of the other, which tells that it got worse."""
    clock.now += timedelta(hours=2)
    async with meanwhile(database, say(database, incidents, signal("old", "urgent"))) as tx:
        await incidents.signal(tx, CHAT, None, signal("new"))
    row = await last(database, GROUP)
    async with database.read() as tx:
        assert {each.key for each in await tx.incidents.lasting(row.id)} == {"old", "new"}
    assert (row.status, row.severity) == (OPEN, "urgent")
    assert (await handling.view(SAM, first)).status == RESOLVED


async def test_what_changes_together_is_locked_in_one_order(
    database: Database, incidents: Incidents
) -> None:
    """Whatever order it is told in: so two that change the same do not wait for each other for ever."""
    for group in ("b", "a"):
        await say(database, incidents, Signal("omen", group, "warning", {}, group=group))
    worse = [Signal("omen", group, "urgent", {}, group=group) for group in ("a", "b")]
    second = (await last(database, "a")).id
    async with database.write() as tx:
        assert await tx.incidents.open_of(CHAT, "b") is not None
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(say(database, incidents, *worse))
            waits = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
            while not await tx.connection.scalar(waits):
                pass
            free = text("SELECT id FROM incidents WHERE id = :id FOR UPDATE SKIP LOCKED")
            assert await tx.connection.scalar(free, {"id": second}) == second
            await tx.connection.rollback()
    assert (await last(database, "a")).severity == "urgent"

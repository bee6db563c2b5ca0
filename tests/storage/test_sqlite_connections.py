"""SQLite's connections: how often a transaction goes to their thread, and what a cancelled one leaves."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import Database

NOW = datetime(2026, 11, 30, tzinfo=UTC)
ENDLESS = text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 600000) SELECT sum(i) FROM n"
)
"""Long enough to be cancelled in."""


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """One in a file, open."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}")
    await database.open()
    yield database
    await database.close()


def trips(caplog: pytest.LogCaptureFixture) -> int:
    """How often a connection was waited for since this was asked: nobody waits for the end of a read."""
    said = [record.getMessage() for record in caplog.records]
    caplog.clear()
    return sum(each.startswith("executing") and "rollback" not in each for each in said)


async def test_a_statement_is_one_trip(db: Database, caplog: pytest.LogCaptureFixture) -> None:
    """A read waits for its statements only; a write for the lock and for the disk besides."""
    async with db.read() as tx:  # its connection is made here
        await tx.users.get(1)
    async with db.write() as tx:
        await tx.users.get(1)
    with caplog.at_level(logging.DEBUG, logger="aiosqlite"):
        trips(caplog)
        async with db.read() as tx:
            await tx.users.get(1)
            await tx.users.get(2)
        async with db.read() as tx:
            await tx.users.get(1)
        async with db.read():
            pass
        assert trips(caplog) == 3
        async with db.write() as tx:
            await tx.users.rename(1, "Nobody", None)
            await tx.users.get(1)
        assert trips(caplog) == 4


async def test_what_was_opened_is_kept(db: Database, caplog: pytest.LogCaptureFixture) -> None:
    """Eight who read at once find open what eight before them have opened."""

    async def look() -> None:
        async with db.read() as tx:
            await tx.users.get(1)
            await tx.users.get(2)

    with caplog.at_level(logging.DEBUG, logger="aiosqlite"):
        for opened in (8, 0):
            caplog.clear()
            await asyncio.gather(*(look() for _ in range(8)))
            said = [record.getMessage() for record in caplog.records]
            made = [each for each in said if each.startswith("executing") and "_set_up" in each]
            assert len(made) == opened


async def test_one_moment_from_the_first_statement_on(db: Database) -> None:
    """A read sees what stood there at its first statement, whatever is committed meanwhile."""
    async with db.write() as tx:
        await tx.users.note(1, "Before", None, NOW)
    async with db.read() as tx:
        assert await tx.users.names({1}) == {1: "Before"}
        async with db.write() as writing:
            await writing.users.note(1, "After", None, NOW)
        assert await tx.users.names({1}) == {1: "Before"}
    async with db.read() as tx:
        assert await tx.users.names({1}) == {1: "After"}


async def test_a_cancelled_read_leaves_nothing_open(db: Database) -> None:
    """Whoever is cancelled in a statement, or before the first, leaves no transaction to the next."""

    async def slow() -> None:
        async with db.read() as tx:
            await tx.connection.execute(ENDLESS)

    for pause in (0, 0.001, 0.02):
        tasks = [asyncio.create_task(slow()) for _ in range(8)]
        await asyncio.sleep(pause)
        for task in tasks:
            task.cancel()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(end, asyncio.CancelledError) for end in ends)
    async with db.write() as tx:
        await tx.users.note(1, "Later", None, NOW)

    async def look() -> dict[int, str]:
        async with db.read() as tx:
            return await tx.users.names({1})

    assert await asyncio.gather(*(look() for _ in range(8))) == [{1: "Later"}] * 8

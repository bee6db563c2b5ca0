"""Writers that wait together share a commit, and each still gets what it would alone."""

import asyncio
import sqlite3
from contextlib import closing

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, insert
from sqlalchemy import event as sql_event
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.errors import NotKeptError
from storage.shared_commits import MOST_TOGETHER
from storage.tables.chats import users
from storage.transaction import Tx
from tests.clock import ManualClock
from tests.databases import SqliteFiles, run
from tests.statements import counted_commits
from tests.storage.two_rows import NOW, ids, note


async def test_those_who_wait_together_share_commits(sqlite_database: Database) -> None:
    """A hundred writers at once take a handful of commits, and when they return all is there."""
    with counted_commits() as commits:
        await asyncio.gather(*(note(sqlite_database, n) for n in range(1, 101)))
    assert len(commits) <= 1 + 100 // MOST_TOGETHER + 1
    assert len(await ids(sqlite_database)) == 200


async def test_one_alone_is_committed_at_once(sqlite_database: Database) -> None:
    """Nobody waits for company."""
    with counted_commits() as commits:
        for number in range(1, 4):
            await note(sqlite_database, number)
            assert len(commits) == number


async def test_none_returns_before_the_commit(sqlite_database: Database) -> None:
    """Not the first one either, nor one that fails over what an uncommitted one has written."""
    told: list[str] = []

    async def first() -> None:
        await note(sqlite_database, 1)
        told.append("first")

    async def second() -> None:
        with pytest.raises(ZeroDivisionError):
            await note(sqlite_database, 2, ZeroDivisionError())
        told.append("second")

    async def third() -> None:
        async with sqlite_database.write() as tx:
            assert await tx.users.get(1) is not None, "it is in the same transaction"
            assert await ids(sqlite_database) == set(), "others see nothing yet"
            assert told == []

    await asyncio.gather(first(), second(), third())
    assert await ids(sqlite_database) == {1, -1}


async def test_who_waits_together_for_a_lock_waits_once(
    sqlite_files: SqliteFiles, clock: ManualClock
) -> None:
    """Another program holds the file: a hundred answers in hand do not each wait for it in turn."""
    db = Database(sqlite_files.fresh(), busy_ms=300)
    await db.open()
    waits: list[float] = []

    def count(*_: object) -> None:
        waits.append(0)

    async def answer(tx: Tx) -> None:
        await tx.users.note(1, "Ann", None, NOW)

    with closing(sqlite3.connect(str(db.url.database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        sql_event.listen(Engine, "begin", count)
        try:
            db.keeper.hurry(0)
            kept = [db.keep(answer, "bought") for _ in range(100)]
            ended = await asyncio.gather(*kept, return_exceptions=True)
        finally:
            sql_event.remove(Engine, "begin", count)
    assert {type(each) for each in ended} == {NotKeptError}
    assert len(waits) <= 3
    await db.close()


async def test_a_write_inside_a_write_is_an_error(sqlite_database: Database) -> None:
    """It would wait for itself for ever; the outer one is undone like by any error."""
    with pytest.raises(RuntimeError, match="inside another"):
        async with sqlite_database.write() as tx:
            await tx.users.note(1, "Ann", None, NOW)
            await note(sqlite_database, 2)
    assert await ids(sqlite_database) == set()
    await note(sqlite_database, 3)


ACTS = ("writes", "fails", "clashes", "forgives", "is cancelled")


async def act(database: Database, number: int, kind: str) -> None:
    """One writer. A clash is an error of the database; to forgive one is to go on after it."""
    clash = insert(users).values(id=number, name="Bob", seen_at=NOW)
    async with database.write() as tx:
        await tx.users.note(number, "Ann", None, NOW)
        if kind == "fails":
            raise ZeroDivisionError
        if kind == "clashes":
            await tx.connection.execute(clash)
        if kind == "forgives":
            with pytest.raises(IntegrityError):
                await tx.connection.execute(clash)
        await tx.users.note(-number, "Ann", None, NOW)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 60)), min_size=1, max_size=12),
)
def test_grouping_loses_and_mixes_nothing(
    sqlite_files: SqliteFiles, acts: list[tuple[str, int]]
) -> None:
    """Whoever returned is there, whoever failed is not, whoever was cancelled is there whole or not."""

    async def campaign() -> None:
        url = sqlite_files.fresh()
        database = Database(url)
        await database.open()

        async def begin(number: int, kind: str, steps: int) -> asyncio.Task[None]:
            task = asyncio.create_task(act(database, number, kind))
            if kind == "is cancelled":
                for _ in range(steps):
                    await asyncio.sleep(0)
                task.cancel()
            elif steps % 3 == 0:
                await asyncio.sleep(0)
            return task

        with counted_commits() as commits:
            tasks = [await begin(at, *each) for at, each in enumerate(acts, start=1)]
            ended = await asyncio.gather(*tasks, return_exceptions=True)
            event(f"{len(commits)} commits for {len(acts)} writers")
        await database.close()
        again = Database(url)
        await again.open()
        there = await ids(again)
        await again.close()
        sqlite_files.drop(url)
        assert {-number for number in there} == there, "one row of two"
        for number, ((kind, _), end) in enumerate(zip(acts, ended, strict=True), start=1):
            match kind:
                case "writes" | "forgives":
                    assert end is None
                    assert number in there
                case "fails":
                    assert isinstance(end, ZeroDivisionError)
                    assert number not in there
                case "clashes":
                    assert isinstance(end, IntegrityError)
                    assert number not in there
                case "is cancelled":
                    assert end is None or isinstance(end, asyncio.CancelledError)
                    assert end is not None or number in there

    run(campaign())

"""Writers that wait together share a commit, and each still gets what it would alone."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, insert, text
from sqlalchemy import event as sql_event
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.database import Database
from storage.errors import NotKeptError, NotWritableError
from storage.shared_commits import MOST_TOGETHER
from storage.tables.chats import users
from storage.transaction import Tx
from tests.clock import ManualClock
from tests.databases import SqliteFiles, run

NOW = ManualClock()()
UNDOES = text("INSERT OR ROLLBACK INTO users SELECT * FROM users")
"""Fails, and SQLite undoes the whole transaction with it, as with a full disk."""


@contextmanager
def commits_counted() -> Iterator[list[Connection]]:
    """Every commit of any engine meanwhile: on SQLite each is a sync."""
    seen: list[Connection] = []

    def count(connection: Connection) -> None:
        seen.append(connection)

    sql_event.listen(Engine, "commit", count)
    try:
        yield seen
    finally:
        sql_event.remove(Engine, "commit", count)


async def note(database: Database, user_id: int, error: Exception | None = None) -> None:
    """Two rows, of which there must never be one alone; then the error, if there is one."""
    async with database.write() as tx:
        await tx.users.note(user_id, "Ann", None, NOW)
        await tx.users.note(-user_id, "Ann", None, NOW)
        if error is not None:
            raise error


async def ids(database: Database) -> set[int]:
    """Who is there."""
    async with database.read() as tx:
        return set((await tx.connection.execute(users.select())).scalars())


async def test_those_who_wait_together_share_commits(sqlite_database: Database) -> None:
    """A hundred writers at once take a handful of commits, and when they return all is there."""
    with commits_counted() as commits:
        await asyncio.gather(*(note(sqlite_database, n) for n in range(1, 101)))
    assert len(commits) <= 1 + 100 // MOST_TOGETHER + 1
    assert len(await ids(sqlite_database)) == 200


async def test_one_alone_is_committed_at_once(sqlite_database: Database) -> None:
    """Nobody waits for company."""
    with commits_counted() as commits:
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


async def test_a_commit_that_fails_has_failed_for_all(sqlite_database: Database) -> None:
    """A promise that is only looked at in the end is broken by one: all three hear of it."""

    async def breaks() -> None:
        async with sqlite_database.write() as tx:
            await tx.connection.execute(text("PRAGMA defer_foreign_keys=ON"))
            await tx.connection.execute(
                text(
                    "INSERT INTO claims (order_id, token_hash, made_by, made_at, expires_at)"
                    " VALUES (999, 'h', 1, 0, 0)"
                )
            )

    ended = await asyncio.gather(
        note(sqlite_database, 1),
        breaks(),
        note(sqlite_database, 2, ZeroDivisionError()),
        return_exceptions=True,
    )
    assert [type(each) for each in ended] == [IntegrityError] * 3
    assert await ids(sqlite_database) == set()
    await note(sqlite_database, 3)
    assert await ids(sqlite_database) == {3, -3}


async def test_a_transaction_that_sqlite_undoes_has_failed_for_all_in_it(
    sqlite_database: Database,
) -> None:
    """As with a full disk: the whole transaction is gone, and nobody is told that he was served."""

    async def undone() -> None:
        async with sqlite_database.write() as tx:
            await tx.connection.execute(UNDOES)

    ended = await asyncio.gather(
        note(sqlite_database, 1),
        undone(),
        note(sqlite_database, 2),
        return_exceptions=True,
    )
    assert isinstance(ended[0], NotWritableError)
    assert isinstance(ended[1], NotWritableError)
    assert ended[2] is None
    assert await ids(sqlite_database) == {2, -2}


async def test_nobody_is_told_that_he_was_served_where_another_forgave_the_undoing(
    sqlite_database: Database,
) -> None:
    """Whoever goes on after an error of a statement may not know that it has undone everything."""

    async def forgives() -> None:
        async with sqlite_database.write() as tx:
            with pytest.raises(DBAPIError):
                await tx.connection.execute(UNDOES)

    ended = await asyncio.gather(
        note(sqlite_database, 1), forgives(), note(sqlite_database, 2), return_exceptions=True
    )
    assert [type(each) for each in ended[:2]] == [NotWritableError] * 2
    assert ended[2] is None
    assert await ids(sqlite_database) == {2, -2}
    with pytest.raises(NotWritableError):
        await forgives()


async def test_what_another_has_undone_is_kept_in_hand(sqlite_database: Database) -> None:
    """One that is cut off in the statement that undoes everything takes no answer along."""
    tried = 0

    async def answer(tx: Tx) -> None:
        nonlocal tried
        tried += 1
        await tx.users.note(1, "Ann", None, NOW)

    async def undone() -> None:
        async with sqlite_database.write() as tx:
            asyncio.get_running_loop().call_soon(undoing.cancel)
            await tx.connection.execute(UNDOES)

    kept = asyncio.create_task(sqlite_database.keep(answer, "bought"))
    await asyncio.sleep(0)
    undoing = asyncio.create_task(undone())
    await kept
    assert undoing.cancelled()
    assert tried == 2
    assert await ids(sqlite_database) == {1}


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

        with commits_counted() as commits:
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


@contextmanager
def refused(beginning: str) -> Iterator[None]:
    """Statements that begin so meet a full disk, once."""
    left = [1]

    def full(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(beginning) and left:
            left.clear()
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise DBAPIError("", {}, error)

    sql_event.listen(Engine, "before_cursor_execute", full)
    try:
        yield
    finally:
        sql_event.remove(Engine, "before_cursor_execute", full)


async def test_a_savepoint_that_cannot_be_begun_fails_its_unit_alone(
    sqlite_database: Database,
) -> None:
    """It has written nothing, so nothing is to be undone; and it is the database's trouble, not a mistake."""
    with refused("SAVEPOINT"):
        results = await asyncio.gather(
            note(sqlite_database, 1), note(sqlite_database, 2), return_exceptions=True
        )
    assert results[0] is None
    assert isinstance(results[1], NotWritableError)
    assert await ids(sqlite_database) == {1, -1}


async def test_what_cannot_be_taken_out_alone_is_not_committed_with_the_others(
    sqlite_database: Database,
) -> None:
    """A unit fails when it has written, and going back fails too: nobody's words are half there."""
    with refused("ROLLBACK TO"):
        results = await asyncio.gather(
            note(sqlite_database, 1),
            note(sqlite_database, 2, ValueError("changed my mind")),
            return_exceptions=True,
        )
    assert [type(each) for each in results] == [NotWritableError, NotWritableError]
    assert await ids(sqlite_database) == set()

"""Whoever shares a commit hears of its failure, and of nobody else's mistake."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, text
from sqlalchemy import event as sql_event
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.database import Database
from storage.errors import NotWritableError
from storage.transaction import Tx
from tests.storage.two_rows import NOW, ids, note

UNDOES = text("INSERT OR ROLLBACK INTO users SELECT * FROM users")
"""Fails, and SQLite undoes the whole transaction with it, as with a full disk."""


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

"""A database that raises at a statement of one's choice, as a disk does that is full just then."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from storage.database import Database


class DiskFullError(Exception):
    """PostgreSQL's word for it."""

    sqlstate = "53100"


@dataclass
class Statements:
    """How many there have been so far, of those that write, and how many failed."""

    seen: int = 0
    failed: int = 0


@contextmanager
def failing(database: Database, first: int, times: int = 1) -> Iterator[Statements]:
    """Let the ``first`` statement of the writing connections from now on fail, and so many in a row.

    Statements and commits are counted alike.
    """
    assert database._writing is not None
    engine, count = database._writing.sync_engine, Statements()

    def strike() -> None:
        count.seen += 1
        if first <= count.seen < first + times:
            count.failed += 1
            raise OperationalError("a statement", None, _full(database))

    def at_statement(*_: Any) -> None:
        strike()

    def at_commit(_: Connection) -> None:
        strike()

    event.listen(engine, "before_cursor_execute", at_statement)
    event.listen(engine, "commit", at_commit)
    try:
        yield count
    finally:
        event.remove(engine, "before_cursor_execute", at_statement)
        event.remove(engine, "commit", at_commit)


def _full(database: Database) -> Exception:
    if not database.is_sqlite:
        return DiskFullError("disk full")
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error

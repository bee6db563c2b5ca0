"""A copy of a database file while others read and write it, and a look through such a copy."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event

from storage import durable

PAGES = 512
"""Pages (2 MB) of a step. Between two steps a copy that is no longer wanted can be ended."""


Progress = Callable[[int, int], object]
"""Is told how many pages are left, and how many there are."""


class _StoppedError(Exception):
    """Nobody waits for the copy any more."""


class DamagedError(Exception):
    """A file is no whole database. ``str`` says what SQLite found."""


async def copy(
    source: Path, target: Path, progress: Progress = lambda left, total: None, *, pages: int = PAGES
) -> None:
    """Copy one moment of ``source`` into a new file of mode 0600, durable. sqlite3.Error, OSError.

    ``progress`` is told after each step of ``pages``, in the thread that copies.

    Nobody is kept waiting by it. All of it is read in one transaction: without one, SQLite begins the
    copy anew whenever somebody else writes between two steps, and never ends on a busy desk.
    """
    unwanted = Event()
    try:
        await asyncio.to_thread(_copy, source, target, progress, pages, unwanted)
    except asyncio.CancelledError:
        unwanted.set()
        raise


def _copy(source: Path, target: Path, progress: Progress, pages: int, unwanted: Event) -> None:
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))

    def step(_status: int, left: int, total: int) -> None:
        if unwanted.is_set():
            raise _StoppedError
        progress(left, total)

    with closing(_connected(source, "rw")) as here, closing(_connected(target, "rw")) as there:
        here.execute("PRAGMA query_only=ON")
        here.execute("BEGIN")
        here.execute("SELECT count(*) FROM sqlite_master").fetchone()
        here.backup(there, pages=pages, progress=step)
        # One file that needs no other beside it: whoever opens it as a desk switches the log on again.
        there.execute("PRAGMA journal_mode=DELETE")
    settle(target)


def settle(path: Path) -> None:
    """Have a file on the disk. OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        durable.sync_file(descriptor)
    finally:
        os.close(descriptor)


def look_through(path: Path) -> dict[str, int]:
    """Read every page of a file and give how many rows each table has. DamagedError, OSError."""
    try:
        with closing(_connected(path, "ro")) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
            if found != ["ok"]:
                raise DamagedError("; ".join(map(str, found)))
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise DamagedError("rows point to rows that are not there")
            names = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
            return {
                name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - its own name
                for (name,) in names.fetchall()
            }
    except sqlite3.DatabaseError as error:
        raise DamagedError(str(error)) from error


def fold_log(path: Path) -> None:
    """Bring what stands in the log of a file into the file itself, which nobody has open.

    DamagedError where SQLite cannot read it.
    """
    try:
        with closing(_connected(path, "rw")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.DatabaseError as error:
        raise DamagedError(str(error)) from error


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=10
    )

"""SQLite without its threads: each statement runs in the loop, at the moment it is let go on."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Engine, event

from storage.sqlite_connections import Connection, ReadingConnection
from tests.campaigns.interleaved.stepping import Points

BEGINS = "BEGIN"
"""A transaction on SQLite is one step for everybody else: it is alone, or sees one moment."""
WORDS = (BEGINS, "SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


class _Hand:
    """Takes what would be put in the thread's queue, and does it itself."""

    def __init__(self, points: Points) -> None:
        self._points = points

    def put_nowait(self, work: "tuple[Any, Callable[[], Any]]") -> None:
        """Do it now, or when it is let go on."""
        what = _statement(work[1])
        if self._points.dead:
            _die(work[0])
        elif what is None or not (self._points.fine or what.startswith(BEGINS)):
            _do(*work)
        else:
            self._points.hold(what, partial(_do, *work), partial(_die, work[0]))


class _NoThread:
    def start(self) -> None:
        """There is nothing to start."""


def _do(future: Any, function: Callable[[], Any]) -> None:
    try:
        result = function()
    except BaseException as error:  # noqa: BLE001 - as aiosqlite's thread does
        if future is not None and not future.done():
            future.set_exception(error)
    else:
        if future is not None and not future.done():
            future.set_result(result)


def _die(future: Any) -> None:
    """The process is killed: nothing more is done, and what was not committed never was."""
    if future is not None and not future.done():
        future.set_exception(sqlite3.OperationalError("disk I/O error"))


def _statement(function: Callable[[], Any]) -> str | None:
    """The first words of the SQL that is to be run, if it is that."""
    if not isinstance(function, partial):
        return None
    sql = function.args[0] if function.args else None
    if isinstance(sql, str):
        words = " ".join(sql.split())[:60] if sql.startswith(WORDS) else None
        reader = getattr(function.func, "__self__", None)
        begins = isinstance(reader, ReadingConnection) and reader.begins
        return f"{BEGINS} {words}" if begins else words
    name = getattr(function.func, "__name__", "")
    return "COMMIT" if name == "commit" else None


@contextmanager
def held_sqlite(points: Points, made: list[sqlite3.Connection]) -> Iterator[None]:
    """Every connection to SQLite that is made within the block is worked by hand; ``made`` has them."""

    def connect(dialect: Any, record: Any, args: Any, params: dict[str, Any]) -> None:
        creator = params.get("async_creator_fn")
        if creator is None:  # a server's
            return

        def opened(path: str, **options: Any) -> Connection:
            connection: Connection = creator(path, **options)
            connects: Callable[[], sqlite3.Connection] = connection._connector

            def noted() -> sqlite3.Connection:
                made.append(connects())
                return made[-1]

            held: Any = connection
            held._connector, held._tx, held._thread = noted, _Hand(points), _NoThread()
            return connection

        params["async_creator_fn"] = opened

    event.listen(Engine, "do_connect", connect)
    try:
        yield
    finally:
        event.remove(Engine, "do_connect", connect)

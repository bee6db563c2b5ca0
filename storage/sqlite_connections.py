"""Connections to SQLite on which a statement is one trip to their thread.

Each connection has a thread of its own (aiosqlite), and a trip there and back costs more than most
statements. By itself a statement takes four: a cursor, the statement, its rows, and the cursor's end. Here
they are one. The BEGIN of what only reads goes with its first statement, whose moment it is anyhow, and its
end, which comes before the connection's next statement, is not waited for; and nothing is rolled back where
no transaction is open.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import aiosqlite

Result = tuple[Any, int, int | None, list[Any]]
"""Of a statement: its description, how many rows it changed, the last one's id, and all the rows it gives."""

CHUNK = 64
"""Rows that aiosqlite's own cursors read at a time; nothing here asks for one of them."""


def connecting(pragmas: Sequence[str], *, writes: bool) -> Callable[..., "Connection"]:
    """What SQLAlchemy opens a connection with (``async_creator_fn``), and these pragmas in one trip."""
    kind = Connection if writes else ReadingConnection

    def connect(path: str, **options: Any) -> Connection:
        made = kind(partial(sqlite3.connect, path, **options), pragmas)
        made._thread.daemon = True  # as SQLAlchemy has it: one that was forgotten holds up no end
        return made

    return connect


class Connection(aiosqlite.Connection):
    """aiosqlite's, but for its cursors."""

    def __init__(self, connector: Callable[[], sqlite3.Connection], pragmas: Sequence[str]) -> None:
        super().__init__(connector, CHUNK)
        self._pragmas = pragmas
        self._away = 0
        """Trips that nobody has come back from: one whose task was cancelled may still run."""

    async def _connect(self) -> "Connection":
        await super()._connect()
        try:
            await self._execute(self._set_up)
        except BaseException:
            await self.close()
            raise
        return self

    def _set_up(self) -> None:
        """In the thread."""
        for pragma in self._pragmas:
            self._conn.execute(f"PRAGMA {pragma}").close()

    def cursor(self) -> "Cursor":  # type: ignore[override]  # SQLAlchemy asks for no more than this
        """A cursor, which costs nothing."""
        return Cursor(self)

    async def rollback(self) -> None:
        """Roll back, where a transaction is open."""
        if self._away or self.in_transaction:
            await super().rollback()

    async def statement(self, sql: str, parameters: Any, *, many: bool = False) -> Result:
        """Run a statement, or one for each of many."""
        result: Result = await self._execute(self._statement, sql, parameters, many)
        return result

    def _statement(self, sql: str, parameters: Any, many: bool) -> Result:
        """In the thread."""
        cursor = self._conn.cursor()
        try:
            if many:
                cursor.executemany(sql, parameters)
            else:
                cursor.execute(sql, parameters)
            rows = cursor.fetchall() if cursor.description else []
            return cursor.description, cursor.rowcount, cursor.lastrowid, rows
        finally:
            cursor.close()

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self._away += 1
        try:
            result = await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        except Exception:
            self._away -= 1
            raise
        self._away -= 1
        return result


class ReadingConnection(Connection):
    """One whose transactions only read."""

    def __init__(self, connector: Callable[[], sqlite3.Connection], pragmas: Sequence[str]) -> None:
        super().__init__(connector, pragmas)
        self._begins = self._begun = False

    @property
    def begins(self) -> bool:
        """Whether the next statement is a transaction's first."""
        return self._begins

    def begin(self) -> None:
        """Begin a transaction when its first statement comes."""
        self._begins = True

    async def commit(self) -> None:
        """End the transaction before anything else is done here; nobody waits for that."""
        if self._begun or self._away:
            self._tx.put_nowait((None, self._conn.rollback))
        self._begins = self._begun = False

    rollback = commit

    def _statement(self, sql: str, parameters: Any, many: bool) -> Result:
        if self._begins:
            self._conn.execute("BEGIN").close()
            self._begins, self._begun = False, True
        return super()._statement(sql, parameters, many)


class Cursor:
    """What a statement gave, already read: what SQLAlchemy expects of aiosqlite's."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> "Cursor":
        """There is nothing to begin."""
        return self

    async def execute(self, sql: str, parameters: Any = ()) -> None:
        """Run a statement."""
        self._take(await self._connection.statement(sql, parameters))

    async def executemany(self, sql: str, parameters: Iterable[Any]) -> None:
        """Run a statement once for each of many rows."""
        self._take(await self._connection.statement(sql, parameters, many=True))

    async def fetchall(self) -> list[Any]:
        """The rows, once."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """There is nothing to end."""

    def _take(self, result: Result) -> None:
        self.description, self.rowcount, self.lastrowid, self._rows = result

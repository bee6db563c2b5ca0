"""The database: opened once, then read and written in transactions."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import engines
from storage import revision as schema
from storage.transaction import Tx

SQLITE = "sqlite+aiosqlite"
POSTGRES = "postgresql+asyncpg"


class Database:
    """SQLite in a file, or PostgreSQL, by its URL.

    Nothing is touched before ``open()``. Raises ValueError for a URL of another kind.
    """

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        if self._url.drivername not in {SQLITE, POSTGRES}:
            raise ValueError(f"a database URL begins with {SQLITE} or {POSTGRES}")
        if self.is_sqlite and self._url.database in {None, "", ":memory:"}:
            raise ValueError("SQLite needs a file: the desk's rows must outlive the process")
        self._reading: AsyncEngine | None = None
        self._writing: AsyncEngine | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a file of our own, rather than a server."""
        return self._url.drivername == SQLITE

    @property
    def url(self) -> URL:
        """Where the database is. Its text form hides the password."""
        return self._url

    def exists(self) -> bool:
        """Whether the file is there. A server's database counts as there: only asking it tells."""
        return not self.is_sqlite or Path(self._url.database or "").exists()

    async def open(self) -> None:
        """Bring the schema to the newest revision and make the pools.

        Raises revision.NewerSchemaError when a newer Keydesk has written this database.
        """
        await self.migrate()
        if self.is_sqlite:
            self._reading = engines.sqlite_readers(self._url)
            self._writing = engines.sqlite_writer(self._url)
        else:
            self._writing = engines.postgres(self._url)
            # One moment of the database for all of a read, as on SQLite.
            self._reading = self._writing.execution_options(
                postgresql_readonly=True, isolation_level="REPEATABLE READ"
            )

    async def close(self) -> None:
        """Let all connections go. May be called more than once."""
        for engine in (self._reading, self._writing):
            if engine is not None:
                await engine.dispose()
        self._reading = self._writing = None

    async def migrate(self, target: str = "head") -> None:
        """Walk the schema up or down to a revision ("head", "base" or a revision's id)."""
        if self.is_sqlite:
            engines.make_sqlite_file(self._url)
        engine = self._migrator()
        try:
            async with engine.begin() as connection:
                if target == "head" and await schema.current(connection) == schema.HEAD:
                    return
                from storage import migrating  # only now: see storage.revision

                await migrating.walk(connection, target)
        finally:
            await engine.dispose()

    async def revision(self) -> tuple[str | None, str]:
        """Tell the schema's revision (None: empty) and the newest one this Keydesk knows."""
        engine = self._migrator()
        try:
            async with engine.connect() as connection:
                return await schema.current(connection), schema.HEAD
        finally:
            await engine.dispose()

    async def answers(self) -> bool:
        """Ask for a row that is always there. Raises what the driver does where nobody answers."""
        async with self.read() as tx:
            return await schema.current(tx.connection) is not None

    async def lossy_settings(self) -> tuple[str, ...]:
        """Name the server's settings by which a power cut could take back what was committed.

        None on SQLite: there we set them ourselves. May be asked of a database that is not open.
        """
        if self.is_sqlite:
            return ()
        engine = self._migrator()
        try:
            async with engine.connect() as connection:
                return await engines.lossy_settings(connection)
        finally:
            await engine.dispose()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """Begin a transaction that only reads. A write in it is an error of the database."""
        async with _opened(self._reading).begin() as connection:
            yield Tx(connection)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Tx]:
        """Begin a transaction that writes: committed at the end, rolled back on any error.

        On SQLite it is the only writer from its first moment, so it must not be begun inside another
        one, and nothing slow (a provider, Telegram) may be awaited in it.
        """
        async with _opened(self._writing).begin() as connection:
            yield Tx(connection)

    def _migrator(self) -> AsyncEngine:
        return engines.sqlite_migrator(self._url) if self.is_sqlite else engines.postgres(self._url)


def _opened(engine: AsyncEngine | None) -> AsyncEngine:
    if engine is None:
        raise RuntimeError("the database is not open")
    return engine

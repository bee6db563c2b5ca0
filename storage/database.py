"""The database: opened once, then read and written in transactions."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage import engines, schema_revision
from storage.errors import Cause, NotReadableError, NotWritableError, translated
from storage.kept_answers import Keeper, T, Unit
from storage.process_lock import Occupied
from storage.shared_commits import SharedCommits
from storage.transaction import Tx
from storage.writability import Condition

SQLITE = "sqlite+aiosqlite"
POSTGRES = "postgresql+asyncpg"

_ONE_MOMENT: dict[str, Any] = {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
"""One moment of the database for all of a read, as on SQLite."""


class Database:
    """SQLite in a file, or PostgreSQL, by its URL.

    Nothing is touched before ``open()``. ``busy_ms`` is how long SQLite waits for the lock of another
    process, ``answer_in`` how many seconds a server has for a statement. Raises ValueError for a URL of
    another kind.
    """

    def __init__(
        self,
        url: str,
        *,
        busy_ms: int = engines.BUSY_MS,
        answer_in: float = engines.ANSWER_TIME,
    ) -> None:
        self._url = make_url(url)
        self._busy_ms = busy_ms
        self._answer_in = answer_in
        if self._url.drivername not in {SQLITE, POSTGRES}:
            raise ValueError(f"a database URL begins with {SQLITE} or {POSTGRES}")
        if self.is_sqlite and self._url.database in {None, "", ":memory:"}:
            raise ValueError("SQLite needs a file: the desk's rows must outlive the process")
        self._reading: AsyncEngine | None = None
        self._writing: AsyncEngine | None = None
        self._shared: SharedCommits | None = None
        self._file = Path(self._url.database or "") if self.is_sqlite else None
        self.condition = Condition(self._beat, None if self._file is None else self._file.parent)
        self.keeper = Keeper(self)
        self._occupied: Occupied | None = None

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

    def occupy(self) -> None:
        """Be the only desk on this file until ``close()``. Raises OccupiedError, OSError."""
        if self.is_sqlite and self._occupied is None:
            self._occupied = Occupied(self._url)

    async def open(self) -> None:
        """Bring the schema to the newest revision and make the pools.

        Raises revision.NewerSchemaError when a newer Keydesk has written this database.
        """
        await self.migrate()
        if self.is_sqlite:
            self._reading = engines.sqlite_readers(self._url)
            self._writing = engines.sqlite_writer(self._url, self._busy_ms)
            self._shared = SharedCommits(self._writing)
        else:
            self._writing = engines.postgres(self._url, self._answer_in)
            self._reading = self._writing.execution_options(**_ONE_MOMENT)

    async def close(self) -> None:
        """Write down what is in hand, then let all connections go. May be called more than once."""
        await self.keeper.end()
        await self.condition.close()
        if self._shared is not None:
            await self._shared.close()
        for engine in (self._reading, self._writing):
            if engine is not None:
                await engine.dispose()
        self._reading = self._writing = self._shared = None
        if self._occupied is not None:
            self._occupied.leave()
            self._occupied = None

    async def migrate(self, target: str = "head") -> None:
        """Walk the schema up or down to a revision ("head", "base" or a revision's id).

        Raises NotWritableError where the database cannot do its work, OSError where the file of
        SQLite or its folder cannot be made.
        """
        if self.is_sqlite:
            engines.make_sqlite_file(self._url)
        engine = self._migrator()
        try:
            with translated(NotWritableError, self._file):
                async with engine.begin() as connection:
                    if (
                        target == "head"
                        and await schema_revision.current(connection) == schema_revision.HEAD
                    ):
                        return
                    from storage import schema

                    await schema.walk(connection, target)
        finally:
            await engine.dispose()

    @asynccontextmanager
    async def peek(self) -> AsyncIterator[Tx]:
        """Read before ``open()``, and change nothing: the schema may be an older one, or none yet.

        A file has to be there already. Raises NotReadableError.
        """
        if self.is_sqlite:
            engine = engines.sqlite_readers(self._url)
        else:
            engine = engines.postgres(self._url).execution_options(**_ONE_MOMENT)
        try:
            with translated(NotReadableError, self._file):
                async with engine.begin() as connection:
                    yield Tx(connection)
        finally:
            await engine.dispose()

    async def revision(self) -> tuple[str | None, str]:
        """Tell the schema's revision (None: empty) and the newest one this Keydesk knows.

        Raises NotReadableError.
        """
        engine = self._migrator()
        try:
            with translated(NotReadableError, self._file):
                async with engine.connect() as connection:
                    return await schema_revision.current(connection), schema_revision.HEAD
        finally:
            await engine.dispose()

    async def try_write(self) -> None:
        """Commit a write of no meaning to a database that is not open. Raises NotWritableError.

        Its schema has to be the newest one.
        """
        engine = engines.sqlite_writer(self._url) if self.is_sqlite else self._migrator()
        try:
            with translated(NotWritableError, self._file):
                for heavy in (True, False):
                    async with engine.begin() as connection:
                        await Tx(connection).heartbeat.beat(heavy=heavy)
        finally:
            await engine.dispose()

    async def lossy_settings(self) -> tuple[str, ...]:
        """Name the server's settings by which a power cut could take back what was committed.

        None on SQLite: there we set them ourselves. May be asked of a database that is not open.
        Raises NotReadableError.
        """
        if self.is_sqlite:
            return ()
        engine = self._migrator()
        try:
            with translated(NotReadableError, self._file):
                async with engine.connect() as connection:
                    return await engines.lossy_settings(connection)
        finally:
            await engine.dispose()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """Begin a transaction that only reads. A write in it is an error of the database.

        Raises NotReadableError where the database cannot do its work.
        """
        try:
            with translated(NotReadableError, self._file):
                async with _opened(self._reading).begin() as connection:
                    yield Tx(connection)
        except NotReadableError as error:
            self.condition.failed(error)
            raise

    @asynccontextmanager
    async def write(self, *, anyway: bool = False) -> AsyncIterator[Tx]:
        """Begin a transaction that writes: committed at the end, rolled back on any error.

        Once this has ended it is on the disk. On SQLite it is the only writer from its first moment, so
        it must not be begun inside another one, and nothing slow (a provider, Telegram) may be awaited
        in it; writers that wait together share a commit (storage/shared_commits.py).

        Raises NotWritableError where the database cannot do its work; at once while that is known,
        unless this is to be tried ``anyway``.
        """
        if not anyway:
            self.condition.check()
        done = False
        try:
            with translated(NotWritableError, self._file):
                # Checked once more in its turn, for which it may have waited long.
                async with self._writer(_always if anyway else self.condition.check) as connection:
                    yield Tx(connection)
                    done = True
        except NotWritableError as error:
            error.unsure = done and error.cause is Cause.GONE
            if not error.crossed:
                self.condition.failed(error)
            raise
        self.condition.works()

    async def keep(self, unit: Unit[T], about: str, **facts: object) -> T:
        """Commit what was answered, however long that takes: see ``storage.kept_answers``."""
        return await self.keeper.keep(unit, about, **facts)

    def _writer(self, ready: Callable[[], None]) -> AbstractAsyncContextManager[AsyncConnection]:
        engine = _opened(self._writing)
        return _alone(engine, ready) if self._shared is None else self._shared.unit(ready)

    async def mark(self, tx: Tx) -> int | None:
        """Give what ``was_committed`` tells this transaction by, should its end remain unknown.

        None on SQLite, where a commit that fails has not been made.
        """
        if self.is_sqlite:
            return None
        return int((await tx.connection.execute(text("SELECT txid_current()"))).scalar_one())

    async def was_committed(self, mark: int) -> bool:
        """Whether a transaction was committed. Raises NotReadableError, also while it still runs."""
        async with self.read() as tx:
            said = text("SELECT txid_status(:mark)")
            status = (await tx.connection.execute(said, {"mark": mark})).scalar_one()
        if status == "in progress":
            raise NotReadableError(Cause.GONE, "the server has not ended the transaction yet")
        return bool(status == "committed")

    async def _beat(self, heavy: bool) -> None:
        async with self.write(anyway=True) as tx:
            await tx.heartbeat.beat(heavy=heavy)

    def _migrator(self) -> AsyncEngine:
        return engines.sqlite_migrator(self._url) if self.is_sqlite else engines.postgres(self._url)


@asynccontextmanager
async def _alone(engine: AsyncEngine, ready: Callable[[], None]) -> AsyncIterator[AsyncConnection]:
    """A transaction of one's own: a server shares its syncs by itself."""
    async with engine.connect() as connection:
        ready()
        async with connection.begin():
            yield connection


def _always() -> None:
    """Refuse nobody."""


def _opened(engine: AsyncEngine | None) -> AsyncEngine:
    if engine is None:
        raise RuntimeError("the database is not open")
    return engine

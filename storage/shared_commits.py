"""SQLite's one writing connection: who waits for it together shares a commit, and with it a sync.

A durable commit takes as long as the disk needs, and one at a time would make fifty writers wait for
fifty syncs. So the transaction stays open for those who were waiting when it began. Each is a *unit*: it
has a savepoint of its own, its error undoes nothing but itself, and it returns only when the commit of
them all is on the disk. If that fails, it has failed for each of them; so has the beginning, when another
program holds the lock for too long: they have all waited for it.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from sqlalchemy import CursorResult
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncTransaction

from storage.errors import Cause, NotWritableError, cause_of
from storage.shielding import settled

MOST_TOGETHER = 32
"""Units of one commit: the first of them waits for the work of all."""


class SharedCommits:
    """Gives the writing connection to one task at a time, in the order in which they asked."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._turn = asyncio.Lock()
        self._group: _Group | None = None
        self._inside: asyncio.Task[Any] | None = None
        self._ending: set[asyncio.Task[None]] = set()
        self._not_begun: tuple[int, Cause | None] = 0, None
        """How often a transaction could not be begun, and why not the last time."""

    @asynccontextmanager
    async def unit(self, ready: Callable[[], None]) -> AsyncIterator[AsyncConnection]:
        """A connection to write on; committed when this ends, undone on any error.

        ``ready`` is called when the turn has come, and may refuse by an error. Raises RuntimeError for
        a unit inside another one, which would wait for itself, and what the driver raises.
        """
        if self._inside is not None and self._inside is asyncio.current_task():
            raise RuntimeError("a write was begun inside another one")
        failure: Exception | None = None
        asked_at, _ = self._not_begun
        async with self._turn:
            ready()
            times, cause = self._not_begun
            if times != asked_at and cause is not None:
                raise NotWritableError(cause, "so found another writer, while this one waited")
            group = await self._open_group()
            self._inside = asyncio.current_task()
            try:
                async with group.unit() as connection:
                    yield connection
            except Exception as error:  # noqa: BLE001 - raised below
                failure = error
            finally:
                self._inside = None
        # A unit that failed waits too: it may have failed over what another one has written.
        try:
            await asyncio.shield(group.ended)
        except Exception as error:
            if failure is not None:
                raise error from failure
            raise
        if failure is not None:
            raise failure

    async def close(self) -> None:
        """Wait until what was begun has ended."""
        while self._ending:
            await asyncio.wait(self._ending)

    async def _open_group(self) -> "_Group":
        if self._group is not None and self._group.takes_more:
            return self._group
        if self._group is not None:
            await settled(self._group.end())
        self._group = group = _Group(self._engine)
        # It asks for its turn behind those who wait now, whatever becomes of them.
        ending = asyncio.create_task(self._end(group))
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)
        try:
            await settled(group.begin())
        except Exception as error:
            self._not_begun = self._not_begun[0] + 1, cause_of(error)
            raise
        return group

    async def _end(self, group: "_Group") -> None:
        async with self._turn:
            if self._group is group:
                self._group = None
                await settled(group.end())


class _Group:
    """One transaction. ``ended`` is done when it was committed, or has the error."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._connection = _Unhurried(engine)
        self._units = 0
        self._driver: Any = None
        self._held = self._begun = False
        self._error: Exception | None = None
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def takes_more(self) -> bool:
        """Whether another unit may join."""
        return self._begun and self._units < MOST_TOGETHER

    async def begin(self) -> None:
        """BEGIN IMMEDIATE. Whether that works or not, ``end`` lets the connection go."""
        await self._connection.start()
        self._held = True
        await self._connection.begin()
        self._driver = (await self._connection.get_raw_connection()).driver_connection
        self._begun = True

    async def end(self) -> None:
        """Commit what is there, once, and let the connection go."""
        if self.ended.done():
            return
        try:
            if self._begun:
                await self._connection.commit()
        except Exception as error:  # noqa: BLE001 - each unit raises it
            self._error = error
        if self._error is None:
            self.ended.set_result(None)
        else:
            self.ended.set_exception(self._error)
            self.ended.exception()  # looked at: there may be no unit left to raise it
        self._begun = False
        if self._held:
            with suppress(SQLAlchemyError):
                await self._connection.rollback()  # a commit that fails leaves the transaction open
            await self._connection.close()

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[AsyncConnection]:
        """Work between two savepoints; the first has the transaction itself to go back to."""
        first = self._units == 0
        self._units += 1
        savepoint = None if first else self._connection.begin_nested()
        begun = first
        try:
            if savepoint is not None:
                await settled(savepoint.start())
                begun = True
            yield self._connection
            self._check_open()  # whoever forgave an error that undid it does not know
            if savepoint is not None:
                await settled(savepoint.commit())
        except BaseException as error:
            await settled(self._undo(savepoint, error, begun=begun))
            raise

    def _check_open(self) -> None:
        if not self._driver.in_transaction:
            raise _undone()

    async def _undo(
        self, savepoint: AsyncTransaction | None, error: BaseException, *, begun: bool
    ) -> None:
        if savepoint is None:
            self._begun = False
            await self._connection.rollback()
            return
        if self._driver.in_transaction:
            if begun:
                await self._take_out(savepoint)
            return
        # A full disk or a failing one has undone the transaction, and all that was in it. The others did
        # nothing wrong: what they have in hand is to be tried again.
        self._begun = False
        self._error = error if isinstance(error, DBAPIError) and cause_of(error) else _undone()

    async def _take_out(self, savepoint: AsyncTransaction) -> None:
        """Go back to a savepoint. Where not even that works, nothing may be committed of what there is."""
        try:
            await savepoint.rollback()
        except SQLAlchemyError as error:
            self._begun = False
            self._error = error if isinstance(error, DBAPIError) and cause_of(error) else _undone()


def _undone() -> NotWritableError:
    return NotWritableError(Cause.IO, "the transaction was undone with all that was in it")


class _Unhurried(AsyncConnection):
    """A connection whose statements run to their end, though the task that waits is cancelled.

    SQLAlchemy gives a connection up that was cancelled in a statement, and with it would go what the
    other units have written.
    """

    async def execute(self, *args: Any, **options: Any) -> CursorResult[Any]:
        return await settled(super().execute(*args, **options))

    async def exec_driver_sql(self, *args: Any, **options: Any) -> CursorResult[Any]:
        return await settled(super().exec_driver_sql(*args, **options))

    async def run_sync(self, *args: Any, **options: Any) -> Any:
        return await settled(super().run_sync(*args, **options))

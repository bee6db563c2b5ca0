"""Whether the database takes writes just now: what the last attempts have shown, and looking again."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog

from storage.errors import Cause, NotWritableError, TroubleError, translated

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 5.0
"""Seconds between two looks whether a database in trouble takes writes again."""
FRESH = 5.0
"""Seconds for which a committed write is proof enough that the next would be committed too."""
LEAST_ROOM = 1024 * 1024
"""Bytes that a disk has to have free to count as one that can be written to for a while yet."""

log = structlog.get_logger(__name__)


class Condition:
    """Remembers the trouble a write or read has met until some write is committed again.

    While there is trouble nothing new is begun: ``check`` refuses at once instead of letting everybody
    wait for the same lock in turn. ``beat(heavy)`` commits a write of no meaning; ``folder`` is that of
    a database file.
    """

    def __init__(self, beat: Callable[[bool], Awaitable[None]], folder: Path | None) -> None:
        self._beat = beat
        self._folder = folder
        self._cause: Cause | None = None
        self._well = asyncio.Event()
        self._well.set()
        self._wrote_at = float("-inf")
        self._beating: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None

    @property
    def cause(self) -> Cause | None:
        """What the matter is; None: nothing known."""
        return self._cause

    def check(self) -> None:
        """Raise NotWritableError while there is trouble."""
        if self._cause is not None:
            raise NotWritableError(self._cause, "known from an earlier attempt")

    def failed(self, error: TroubleError) -> None:
        """An attempt has met this. From now on a write is tried until one is committed."""
        if self._cause is None:
            log.warning("the database is in trouble", cause=str(error.cause), said=str(error))
        self._cause = error.cause
        self._well.clear()
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(), name="database in trouble")

    def works(self) -> None:
        """A write was committed."""
        self._wrote_at = asyncio.get_running_loop().time()
        if self._cause is not None:
            self._cause = None
            self._well.set()
            log.info("the database takes writes")

    async def well(self) -> None:
        """Wait until there is no trouble known."""
        await self._well.wait()

    async def proof(self) -> None:
        """Make sure that writes are committed, by one where none was lately. Raises NotWritableError.

        However many ask, and however impatient they are, one write is tried at a time.
        """
        self.check()
        self._check_room()
        if asyncio.get_running_loop().time() - self._wrote_at < FRESH:
            return
        if self._beating is None or self._beating.done():
            self._beating = asyncio.create_task(self._once(), name="database beat")
        await asyncio.shield(self._beating)
        self.check()

    async def close(self) -> None:
        """Look no more."""
        tasks = [task for task in (self._looking, self._beating) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _once(self) -> None:
        try:
            await self._beat(False)
        except TroubleError:
            return  # ``failed`` has been told, and whoever waits will check

    async def _look(self) -> None:
        pause = FIRST_PAUSE
        while self._cause is not None:
            try:
                await self._beat(True)
            except TroubleError:
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            except Exception:  # whatever it is, it must not keep everybody from trying for ever
                log.exception("the database could not be looked at")
                self.works()

    def _check_room(self) -> None:
        if self._folder is None:
            return
        with translated(NotWritableError):
            disk = os.statvfs(self._folder)
        # Some file systems do not say how large they are.
        if disk.f_blocks and disk.f_bavail * disk.f_frsize < LEAST_ROOM:
            raise NotWritableError(Cause.FULL, "hardly any room is left on the disk")

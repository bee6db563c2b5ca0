"""Work that comes round again: one supervisor, so that nothing runs unseen and all of it ends."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from services.complaints import Complaints
from storage.errors import TroubleError

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Loop:
    """A piece of work, how many seconds to rest between two rounds, and what ends the rest early."""

    name: str
    work: Callable[[], Awaitable[object]]
    seconds: float
    wake: asyncio.Event | None = None


class Loops:
    """Runs loops until they are stopped. A round that fails is logged; the next comes all the same.

    What fails with every round is a line a minute, and that the database is in trouble none.
    """

    def __init__(self) -> None:
        self._complaints = Complaints(__name__)
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, *loops: Loop, rested: bool = False) -> None:
        """Begin, each with a round at once; with a rest, where all was looked at a moment ago."""
        for loop in loops:
            self._tasks.append(asyncio.create_task(self._run(loop, rested), name=loop.name))

    async def stop(self) -> None:
        """End all loops. A round under way is cut off at its next await."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    async def _run(self, loop: Loop, rested: bool) -> None:
        if rested:
            await _rest(loop)
        while True:
            if loop.wake is not None:
                loop.wake.clear()
            try:
                await loop.work()
            except TroubleError as error:  # the database has told the log itself, once
                log.debug("a round was put off", loop=loop.name, cause=str(error.cause))
            except Exception as error:  # noqa: BLE001 - whatever it is, this loop is the last to hear of it
                self._complaints.tell("a round failed", loop.name, level=logging.ERROR, error=error)
            await _rest(loop)


async def _rest(loop: Loop) -> None:
    if loop.wake is None:
        await asyncio.sleep(loop.seconds)
        return
    try:
        async with asyncio.timeout(loop.seconds):
            await loop.wake.wait()
    except TimeoutError:
        return

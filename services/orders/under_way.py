"""The calls about purchases of one order that are under way together."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import structlog

from storage.purchases import PurchaseRow

log = structlog.get_logger(__name__)

T = TypeVar("T")

Progress = Callable[[int, int], Awaitable[None]]
"""Hears how many of how many purchases are settled."""


async def no_progress(done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Ended(Generic[T]):
    """A purchase and how its call ended."""

    row: PurchaseRow
    end: T | Exception


class UnderWay(Generic[T]):
    """Runs calls side by side and gives what has ended. ``send`` makes the call of a purchase."""

    def __init__(self, send: Callable[[PurchaseRow], Awaitable[T]]) -> None:
        self._send = send
        self._running: set[asyncio.Task[Ended[T]]] = set()

    def __len__(self) -> int:
        return len(self._running)

    def start(self, rows: Sequence[PurchaseRow]) -> None:
        """Make these calls too."""
        self._running |= {asyncio.create_task(self._run(row)) for row in rows}

    async def ended(self) -> list[Ended[T]]:
        """Wait until one has ended, and give all that have, in the order of their purchases."""
        done, self._running = await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
        return sorted((task.result() for task in done), key=lambda ended: ended.row.position)

    async def abandon(self) -> list[Ended[T]]:
        """Cancel what still runs: the process stops, and the recovery pass will ask after it.

        Gives what has ended meanwhile and was not given yet.
        """
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        left = [task.result() for task in self._running if not task.cancelled()]
        self._running.clear()
        return left

    async def _run(self, row: PurchaseRow) -> Ended[T]:
        try:
            return Ended(row, await self._send(row))
        except Exception as error:  # noqa: BLE001 - one that breaks must not hide how the others ended
            return Ended(row, error)


class Teller:
    """Tells of progress beside the work: who is slow to listen hears less often, and the last."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._news: int | None = None
        self._telling: asyncio.Task[None] | None = None

    def tell(self, done: int) -> None:
        """Tell that so many are settled, as soon as what was told before has been heard."""
        self._news = done
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell())

    async def end(self) -> None:
        """Wait until all is told."""
        if self._telling is not None:
            await self._telling

    async def _tell(self) -> None:
        while self._news is not None:
            done, self._news = self._news, None
            try:
                await self._progress(done, self._total)
            except Exception as error:  # noqa: BLE001 - an unheard word must not stop the work
                log.warning("progress was not told", error=type(error).__name__)

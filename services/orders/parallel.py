"""The calls about purchases of one order that are under way together."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from storage.purchases import PurchaseRow

T = TypeVar("T")


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
        """Cancel what still runs: the process stops, and who goes on with the order asks after it.

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

"""Calls made together: what comes while others are at the database goes with the next trip there.

Thirty messages a second leave and arrive, and each says so in a row before and after. One at a time these
would be sixty transactions a second, which costs more than all the rest of telling a chat something.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from storage.errors import TroubleError

T = TypeVar("T")
R = TypeVar("R")

MOST = 50
"""Calls of one trip."""


class Together(Generic[T, R]):
    """Does for one what ``act`` does for several at once: the results of it are in the order of what it got.

    Where it breaks over one of several each is tried alone, so that only that one hears of it.
    """

    def __init__(self, act: Callable[[Sequence[T]], Awaitable[Sequence[R]]]) -> None:
        self._act = act
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._trips: asyncio.Task[None] | None = None

    async def __call__(self, item: T) -> R:
        """Have it done; raises what ``act`` does. Whoever is cancelled before it began has not asked."""
        done: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        if self._trips is None:
            self._trips = asyncio.create_task(self._go())
        return await done

    async def _go(self) -> None:
        try:
            while self._waiting:
                some, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                await self._trip([each for each in some if not each[1].done()])
        finally:
            self._trips = None

    async def _trip(self, some: Sequence[tuple[T, asyncio.Future[R]]]) -> None:
        if not some:
            return
        try:
            results = await self._act([item for item, _ in some])
        except Exception as error:  # noqa: BLE001 - raised where it was asked for
            if len(some) == 1 or isinstance(error, TroubleError):
                for _, done in some:
                    if not done.done():
                        done.set_exception(error)
                return
            for each in some:
                await self._trip([each])
            return
        for (_, done), result in zip(some, results, strict=True):
            if not done.done():
                done.set_result(result)

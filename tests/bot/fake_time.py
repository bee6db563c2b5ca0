"""Monotonic time that tests move by hand, with sleepers that wake in their order."""

import asyncio
from heapq import heappop, heappush
from itertools import count

from tests.clock import ManualClock

STEPS = 30
"""How often the loop comes round until everything that can happen has: no chain here is longer."""


class FakeTime:
    """``now`` in seconds. The object is the clock, ``sleep`` its sleep."""

    def __init__(self, now: float = 1000.0) -> None:
        self.now = now
        self.slept: list[float] = []
        """What was asked of ``sleep``, in order."""
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = count()

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Return when the time has been moved so far."""
        self.slept.append(seconds)
        wake: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._sleepers, (self.now + seconds, next(self._numbers), wake))
        await wake

    async def advance(self, seconds: float) -> None:
        """Move on, waking each sleeper at its moment and letting it do what it does then."""
        until = self.now + seconds
        await self.settle()
        while self._sleepers and self._sleepers[0][0] <= until:
            at, _, wake = heappop(self._sleepers)
            if not wake.done():
                self.now = max(self.now, at)
                wake.set_result(None)
                await self.settle()
        self.now = until

    async def settle(self) -> None:
        """Let every task come to its next wait."""
        for _ in range(STEPS):
            await asyncio.sleep(0)


class JumpingTime:
    """Time in which sleeping is what moves it: nobody waits, and who slept finds it later."""

    def __init__(self) -> None:
        self.calendar = ManualClock()
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.calendar.now.timestamp()

    async def sleep(self, seconds: float) -> None:
        """Move the time on and let the others run."""
        self.slept.append(seconds)
        self.calendar.advance(seconds)
        await asyncio.sleep(0)

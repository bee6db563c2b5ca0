"""The rate limit of one provider, over all tasks of the process.

Two rules hold for the moments at which requests leave: they keep a distance, so that a burst is
spread out, and of any ``most`` + 1 in a row the first and the last lie more than a second apart. The
second rule looks at the real moments, so it also holds after the process was held up for a while.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable

MARGIN = 1.03
"""How much wider than the provider's second ours is: requests leave evenly and arrive less so."""
CATCH_UP = 0.1
"""Seconds of lateness that are made up for by leaving closer together."""


class Limiter:
    """Lets at most ``rate`` requests a second go, in the order in which they came.

    ``clock`` gives seconds that never run backwards. Raises ValueError for a rate that is none.
    """

    def __init__(
        self,
        rate: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        if not 0 < rate < float("inf"):
            raise ValueError("a rate is a number of requests a second")
        most = max(1, int(rate))
        self._window = max(1.0, most / rate) * MARGIN
        self._distance = self._window / most
        self._recent: deque[float] = deque(maxlen=most)
        self._next = float("-inf")
        self._turn = asyncio.Lock()  # its waiters are served in the order in which they came
        self._clock = clock
        self._sleep = sleep

    async def wait(self) -> None:
        """Return when this request may leave. Whoever gives up while waiting uses up nothing."""
        async with self._turn:
            due = self._next
            if len(self._recent) == self._recent.maxlen:
                due = max(due, self._recent[0] + self._window)
            while (now := self._clock()) < due:
                await self._sleep(due - now)
            self._recent.append(now)
            self._next = max(due, now - CATCH_UP) + self._distance

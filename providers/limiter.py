"""The rate limit of one provider, over all tasks of the process.

What counts is when requests arrive, and only their leaving is ours. Three rules keep any second at
the provider within its limit:

- Requests leave at a distance, so that a burst is spread out.
- Of any ``most`` + 1 in a row the last leaves more than a second after the first. This looks at the
  real moments, so it also holds after the process was held up.
- A request whose answer took longer than the quickest ever of its kind may have arrived late by as
  much: the one that is ``most`` behind it waits that much longer.

How much room that leaves below the limit: three hundredths of a second always, which covers what no
answer shows (clocks that differ, a timer that wakes early, the jitter of a path whose quickest is not
known yet), and where packets are late as much as their answers show, up to seven tenths. A packet that
is lost is sent again by TCP after a fifth of a second and, if that is lost too, after two fifths more
(Linux's least time-out, doubled): a burst that was held up by two losses in a row, or by a process that
stood still as long, and then arrives together still passes no limit. More room at all times would cost
more than it saves: each hundredth is a hundredth of the rate, of which 0.95 is to be reached (measured:
0.955, and 0.947 with four of them), while lateness that is seen costs only when it is there. One that is
later still may meet a 503; like every answer that is not clear it is looked up by its reference, and
nothing is bought twice.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable

WINDOW = 1.03
"""Our second, in the provider's."""
PACE = 1.025
"""How much longer the distance is than the rate would have it, so that lateness can be made up for."""
CATCH_UP = 0.25
"""Seconds of lateness that are made up for by leaving closer together."""
LATEST = 0.7
"""Seconds a request is thought to be late at most, and while it has no answer."""


class Slot:
    """One request's leave to go."""

    def __init__(self, limiter: "Limiter", kind: str, left_at: float) -> None:
        self._limiter = limiter
        self.kind = kind
        self.left_at = left_at
        self.took: float | None = None

    def answered(self) -> None:
        """Say that the answer has begun to come."""
        self.took = self._limiter.note(self)


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
        second = max(1.0, most / rate)
        self._window = second * WINDOW
        self._distance = second * PACE / most
        self._recent: deque[Slot] = deque(maxlen=most)
        self._next = float("-inf")
        self._quickest: dict[str, float] = {}
        self._turn = asyncio.Lock()  # its waiters are served in the order in which they came
        self._clock = clock
        self._sleep = sleep

    async def wait(self, kind: str = "") -> Slot:
        """Return when this request may leave. Whoever gives up while waiting uses up nothing.

        Requests of a ``kind`` take the provider about the same time.
        """
        async with self._turn:
            while wait := self._wait(now := self._clock()):
                await self._sleep(wait)
            slot = Slot(self, kind, now)
            self._recent.append(slot)
            self._next = max(self._next, now - CATCH_UP) + self._distance
            return slot

    def note(self, slot: Slot) -> float:
        """Note that one is answered, and give how long that took."""
        took = self._clock() - slot.left_at
        self._quickest[slot.kind] = min(took, self._quickest.get(slot.kind, took))
        return took

    def _wait(self, now: float) -> float:
        """How long to wait and then look again: an answer that comes meanwhile may shorten the rest."""
        if len(self._recent) < (self._recent.maxlen or 0):
            return max(0.0, self._next - now)
        first = self._recent[0]
        soonest = max(self._next, first.left_at + self._window)
        if now < soonest:
            return soonest - now
        late = LATEST
        if first.took is not None:
            late = min(late, first.took - self._quickest[first.kind])
        return max(0.0, first.left_at + self._window + late - now)

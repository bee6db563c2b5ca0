"""The orders this process is at work on: nobody else takes them up, however the clock is set.

An order's next look is a moment by the wall, which a clock set forward reaches at once; while its calls
are under way that must make nobody ask about them a second time.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class InHand:
    """Counts who is at work on which order, by its row number."""

    def __init__(self) -> None:
        self._workers: Counter[int] = Counter()

    @contextmanager
    def hold(self, order_id: int) -> Iterator[None]:
        """Be at work on an order; whoever is already may begin another part of it."""
        self._workers[order_id] += 1
        try:
            yield
        finally:
            self._workers[order_id] -= 1
            if not self._workers[order_id]:
                del self._workers[order_id]

    def __contains__(self, order_id: int) -> bool:
        return order_id in self._workers

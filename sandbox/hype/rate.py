"""The rate limit: so many requests in any one second, over all endpoints together."""

from collections import deque
from collections.abc import Callable

WINDOW = 1.0
"""In seconds; two requests exactly this far apart are not in one window."""


class Rate:
    """A sliding window over the moments at which requests came.

    Only admitted requests fill it: whoever was refused may come back a second later, as the
    document promises, however often he asked in between. ``limit`` None admits everything.
    """

    def __init__(self, limit: int | None, monotonic: Callable[[], float]) -> None:
        self.limit = limit
        self.max_seen = 0
        """The most requests within one window so far, refused ones too."""
        self._monotonic = monotonic
        self._came: deque[float] = deque()
        self._admitted: deque[float] = deque()

    def admit(self) -> bool:
        """Count a request that comes now and tell whether it is within the limit."""
        now = self._monotonic()
        for moments in (self._came, self._admitted):
            while moments and now - moments[0] >= WINDOW:
                moments.popleft()
        self._came.append(now)
        self.max_seen = max(self.max_seen, len(self._came))
        if self.limit is not None and len(self._admitted) >= self.limit:
            return False
        self._admitted.append(now)
        return True

"""Telegram's limits on sends and edits (Bots FAQ, "My bot is hitting limits"), and three meters.

A meter cannot see when Telegram counts a request: somewhere between its leaving and the arrival of
its answer. So a request counts from when it is let go until the limit's time after its *answer*;
then what Telegram counts can never be more than what the meter does.
"""

from collections import deque
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, slots=True)
class Rates:
    """The limits to keep; ``inf`` for one that is not there. Times in seconds."""

    overall_per_second: float = 30
    chat_per_second: float = 1
    chat_burst: int = 3
    group_per_minute: float = 20
    group_for_people: int = 5
    """How many of a group's sends a minute alerts leave to people."""
    strangers_per_second: float = 3
    """What all strangers together may cause."""
    group_for_strangers: int = 5
    """How many of a group's sends a minute may be answers to strangers."""
    alerts_together: int = 5
    """So many alerts leave at once, the next when these have had their time: a broadcast that leaves by the
    second would keep people waiting for one, and leave a second's worth unsure where the process dies."""
    margin: float = 0.005
    """Added to every time, for a clock at the other end that does not run quite like ours."""
    longest_pause: float = 60
    """A pause longer than this is told to who waits, instead of being waited for."""

    @classmethod
    def telegram(cls) -> "Rates":
        """The limits that Telegram names."""
        return cls()

    @classmethod
    def unlimited(cls) -> "Rates":
        """No limits; what Telegram refuses is still obeyed."""
        return cls(
            overall_per_second=inf,
            chat_per_second=inf,
            group_per_minute=inf,
            strangers_per_second=inf,
            margin=0,
        )


class Window:
    """At most ``limit`` in any ``span`` seconds."""

    def __init__(self, limit: float, span: float) -> None:
        self._limit = limit
        self._span = span
        self._done: deque[float] = deque()
        self.in_flight = 0

    def ready_at(self, now: float, spare: int = 0) -> float:
        """When one more may go and ``spare`` are left; ``inf`` if first an answer must come."""
        done = self._done
        while done and done[0] + self._span <= now:
            done.popleft()
        excess = self.in_flight + len(done) + 1 + spare - self._limit
        if excess <= 0:
            return now
        return done[int(excess) - 1] + self._span if excess <= len(done) else inf

    def settle(self, now: float) -> None:
        """The answer of one in flight has come."""
        self.in_flight -= 1
        if self._limit != inf:
            self._done.append(now)

    def idle(self, now: float) -> bool:
        """Whether nothing counts any more."""
        return not self.in_flight and (not self._done or self._done[-1] + self._span <= now)


class Pace:
    """A steady pace of one in ``interval`` seconds that forgives a burst of ``burst``."""

    def __init__(self, interval: float, burst: int) -> None:
        self._interval = interval
        self._burst = burst
        self._earned_at = -inf
        self.in_flight = 0

    def ready_at(self, now: float) -> float:
        """When one more may go; ``inf`` if first an answer must come."""
        if not self._interval:
            return now
        if self.in_flight >= self._burst:
            return inf
        ahead = self.in_flight + 1 - self._burst
        return max(now, self._earned_at + ahead * self._interval)

    def settle(self, now: float) -> None:
        """The answer of one in flight has come."""
        self.in_flight -= 1
        self._earned_at = max(self._earned_at, now) + self._interval

    def idle(self, now: float) -> bool:
        """Whether nothing counts any more."""
        return not self.in_flight and self._earned_at <= now


class Bunches:
    """``size`` at once, then none for as long as so many take at a ``rate``: a little faster than is allowed,
    so that what the limits themselves leave is never left unused.
    """

    FASTER = 1.1

    def __init__(self, rate: float, size: int) -> None:
        self._size = size
        self._interval = size / (rate * self.FASTER)
        self._left = 0
        self._next_at = -inf

    def ready_at(self, now: float) -> float:
        """When one more may go."""
        return now if self._left else max(now, self._next_at)

    def take(self, now: float) -> None:
        """One goes."""
        if not self._left:
            self._left = self._size
            self._next_at = now + self._interval
        self._left -= 1

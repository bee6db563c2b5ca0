"""The circuit breaker of one provider: while it is down nobody waits for a time-out to learn it.

::

    closed ──(``limit`` failures in a row)──> open ──(``pause`` later)──> half open: one call tries
      ^                                        ^                             │
      └──────────────(it answered)─────────────┼───────(it answered)─────────┤
                                               └───────(it failed)───────────┘

A failure is what means that the provider is down: no connection, a connection that breaks, no answer
in time, a status of 500 or above. A refusal is an answer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from providers.clock import Clock, system_clock


class OpenError(Exception):
    """The provider is down, so the call was not made. ``since`` is the first failure of the row."""

    def __init__(self, since: datetime) -> None:
        super().__init__(f"down since {since:%Y-%m-%d %H:%M:%S} UTC")
        self.since = since


class DownError(Exception):
    """What a guarded call raises, or an heir of it, where its failure means "down"."""


class Breaker:
    """Counts failures in a row over all calls to one provider."""

    def __init__(
        self,
        *,
        limit: int = 5,
        pause: timedelta = timedelta(seconds=10),
        clock: Clock = system_clock,
    ) -> None:
        self._limit = limit
        self._pause = pause.total_seconds()
        self._clock = clock
        self._failures = 0
        self._since: datetime | None = None
        self._tried_at: float | None = None
        self._trying = False

    @property
    def down_since(self) -> datetime | None:
        """When the failures began, if it counts as down; None while calls are let through."""
        return self._since if self._failures >= self._limit else None

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Make a call inside: OpenError in its place while the provider is down.

        DownError out of it counts as a failure, every other end but being cancelled as an answer.
        """
        trying = self._admit()
        try:
            yield
        except DownError:
            self._fail()
            raise
        except Exception:
            self._answered()
            raise
        else:
            self._answered()
        finally:
            if trying:
                self._trying = False

    def _admit(self) -> bool:
        """Whether this call is the one that tries; OpenError if it may not be made."""
        since = self.down_since
        if since is None:
            return False
        waits = self._tried_at is not None
        early = waits and self._clock.steady() - (self._tried_at or 0.0) < self._pause
        if self._trying or early:
            raise OpenError(since)
        self._trying = True
        return True

    def _fail(self) -> None:
        self._tried_at = self._clock.steady()
        if self._failures == 0:
            self._since = self._clock()
        self._failures += 1

    def _answered(self) -> None:
        self._failures = 0
        self._since = self._tried_at = None

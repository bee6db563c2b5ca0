"""The circuit breaker of one provider: while it is down nobody waits for a time-out to learn it.

::

    closed ──(``limit`` failures in a row)──> open ──(``pause`` later)──> half open: one call tries
      ^                                        ^                             │
      └──────────────(it answered)─────────────┼───────(it answered)─────────┤
                                               └───────(it failed)───────────┘

A failure is what means that the provider is down: no connection, a connection that breaks, no answer
in time, a status of 500 or above, and a call that is given up by whoever waits for it when the provider
has kept it waiting for long. A refusal is an answer. What the provider had no part in is neither: a call
that never left, or was given up early.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from providers.clock import Clock, system_clock

LONG = 5.0
"""Seconds; see ``Breaker.guard``. Shorter than any reading is waited for (services/provider_reads.py)."""


class OpenError(Exception):
    """The provider is down, so the call was not made. ``since`` is the first failure of the row."""

    def __init__(self, since: datetime) -> None:
        super().__init__(f"down since {since:%Y-%m-%d %H:%M:%S} UTC")
        self.since = since


class DownError(Exception):
    """What a guarded call raises, or an heir of it, where its failure means "down"."""


class NotAskedError(Exception):
    """What a guarded call raises, or an heir of it, where the provider was never asked."""


class Waiting:
    """How long the provider has kept one call waiting; what holds it up at our end does not count."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._since: float | None = None

    def begin(self) -> None:
        """From here on the next word is the provider's."""
        self._since = self._clock.steady()

    def end(self) -> None:
        """It has said something."""
        self._since = None

    @property
    def seconds(self) -> float | None:
        """For so long, or None where it is not waited for."""
        return None if self._since is None else self._clock.steady() - self._since


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
    def guard(self, long: float = LONG) -> Iterator[Waiting]:
        """Make a call inside: OpenError in its place while the provider is down.

        DownError out of it counts as a failure, and being cancelled where the provider has kept it waiting
        for ``long`` seconds, of which the call itself says when they begin. NotAskedError and an earlier
        cancellation count as nothing, every other end as an answer.
        """
        trying = self._admit()
        waiting = Waiting(self._clock)
        try:
            yield waiting
        except DownError:
            self._fail()
            raise
        except asyncio.CancelledError:
            if (waiting.seconds or 0.0) >= long:
                self._fail()
            raise
        except NotAskedError:
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

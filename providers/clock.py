"""Where the time comes from: always handed in, so that a test can hold it.

The wall's time is what people read and what is written down. It may be wrong, and be set right at any
moment, by years and either way: so what is measured in memory, a pause or an age, goes by the steady
seconds instead. They count the time that the machine sleeps, too: what was sent before is no younger for it.
"""

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Protocol


class Clock(Protocol):
    """The wall's time, and steady seconds beside it."""

    def __call__(self) -> datetime:
        """Give the moment by the wall, aware and in UTC."""

    def steady(self) -> float:
        """Give seconds that never run backwards and do not care what the wall is set to."""


def _counter() -> Callable[[], float]:
    if sys.platform == "linux":
        with suppress(OSError):  # some that are Linux by name alone have no such clock
            time.clock_gettime(time.CLOCK_BOOTTIME)
            return partial(time.clock_gettime, time.CLOCK_BOOTTIME)
    return time.monotonic


_since_start = _counter()


class SystemClock:
    """The machine's clocks."""

    def __call__(self) -> datetime:
        """Give the moment by the machine's clock."""
        return datetime.now(UTC)

    def steady(self) -> float:
        """Give the seconds since the machine was started, or since some moment where it does not tell."""
        return _since_start()


system_clock = SystemClock()

"""Where the time comes from: always handed in, so that a test can hold it.

The wall's time is what people read and what is written down. It may be wrong, and be set right at any
moment, by years and either way: so what is measured in memory, a pause or an age, goes by the steady
seconds instead. They count the time that the machine sleeps, too: what was sent before is no younger for it.
"""

import secrets
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Protocol

SLIP = timedelta(minutes=1)
"""By so much a clock may be set back, or two machines' differ, without anybody having to wonder."""


class Clock(Protocol):
    """The wall's time, and steady seconds beside it."""

    def __call__(self) -> datetime:
        """Give the moment by the wall, aware and in UTC."""

    def steady(self) -> float:
        """Give seconds that never run backwards and do not care what the wall is set to."""

    @property
    def counted_from(self) -> str:
        """Name what the steady seconds are counted from: with those of another name they do not compare."""


def _counter() -> tuple[Callable[[], float], str]:
    if sys.platform == "linux":
        with suppress(OSError):  # some that are Linux by name alone have no such clock
            time.clock_gettime(time.CLOCK_BOOTTIME)
            # proc(5): another one after each start of the machine.
            start = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
            return partial(time.clock_gettime, time.CLOCK_BOOTTIME), start
    return time.monotonic, secrets.token_hex(8)  # of this process, for all we know


_since_start, _start = _counter()


class SystemClock:
    """The machine's clocks."""

    def __call__(self) -> datetime:
        """Give the moment by the machine's clock."""
        return datetime.now(UTC)

    def steady(self) -> float:
        """Give the seconds since the machine was started, or since some moment where it does not tell."""
        return _since_start()

    @property
    def counted_from(self) -> str:
        """Name this start of the machine; this process, where the machine has no name for it."""
        return _start


system_clock = SystemClock()

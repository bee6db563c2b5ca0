"""Where the time comes from: always handed in, so that a test can hold it.

The wall's time is what people read and what is written down. It may be wrong, and be set right at any
moment, by years and either way: so what is measured in memory, a pause or an age, goes by the steady
seconds instead.
"""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """The wall's time, and steady seconds beside it."""

    def __call__(self) -> datetime:
        """Give the moment by the wall, aware and in UTC."""

    def steady(self) -> float:
        """Give seconds that never run backwards and do not care what the wall is set to."""


class SystemClock:
    """The machine's clocks."""

    def __call__(self) -> datetime:
        """Give the moment by the machine's clock."""
        return datetime.now(UTC)

    def steady(self) -> float:
        """Give the machine's monotonic seconds."""
        return time.monotonic()


system_clock = SystemClock()

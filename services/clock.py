"""Where the time comes from: always handed in, so that a test can hold it; and how a stored moment is held
against it.
"""

from datetime import datetime, timedelta

from providers.clock import SLIP, Clock, system_clock

__all__ = ["APART", "SLIP", "Clock", "is_over", "system_clock"]

APART = timedelta(minutes=5)
"""Runs so far ahead of now are those of another machine whose clock differs; further, of a wrong clock."""


def is_over(began: datetime, length: timedelta, now: datetime) -> bool:
    """Whether a length of time is over that began at a moment which is stored.

    One that lies ahead was written by a clock that was wrong, and how long ago nobody knows. Then it is over:
    rather is a thing said too soon than hours late.
    """
    return now - began >= length or began > now + SLIP

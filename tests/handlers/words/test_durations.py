"""Durations that were set are told exactly, in the largest units."""

from datetime import UTC, datetime

import pytest

from handlers.words.durations import duration
from handlers.words.texts import Library
from tests.clock import ManualClock

T = Library.load(ManualClock(datetime(2030, 1, 1, tzinfo=UTC)), strict=True).texts("en", "UTC")


@pytest.mark.parametrize(
    ("minutes", "long", "short"),
    [
        (0, "0 minutes", "0 min"),
        (1, "1 minute", "1 min"),
        (15, "15 minutes", "15 min"),
        (60, "1 hour", "1 h"),
        (90, "1 hour 30 minutes", "1 h 30 min"),
        (240, "4 hours", "4 h"),
        (1440, "1 day", "1 day"),
        (7 * 1440, "7 days", "7 days"),
        (1441, "1 day 1 minute", "1 day 1 min"),
    ],
)
def test_a_duration_is_told_in_the_largest_units(minutes: int, long: str, short: str) -> None:
    """Whole days are days, and nothing is rounded."""
    assert duration(T, minutes) == long
    assert duration(T, minutes, short=True) == short

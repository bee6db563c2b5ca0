"""Spans of days by a zone's own clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from services.periods import previous_days


def test_the_previous_day_is_as_long_as_it_was() -> None:
    """23 hours where clocks were put on, 25 where they were put back."""
    berlin = ZoneInfo("Europe/Berlin")
    spring = previous_days(datetime(2026, 3, 30, 7, tzinfo=UTC), berlin, 1)
    autumn = previous_days(datetime(2026, 10, 26, 7, tzinfo=UTC), berlin, 1)
    assert spring.since == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert spring.until - spring.since == timedelta(hours=23)
    assert autumn.until - autumn.since == timedelta(hours=25)

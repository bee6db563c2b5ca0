"""Spans of days by a zone's own clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.charts.chart import MOST_BARS
from services.periods import Period, points, previous_days


def test_the_previous_day_is_as_long_as_it_was() -> None:
    """23 hours where clocks were put on, 25 where they were put back."""
    berlin = ZoneInfo("Europe/Berlin")
    spring = previous_days(datetime(2026, 3, 30, 7, tzinfo=UTC), berlin, 1)
    autumn = previous_days(datetime(2026, 10, 26, 7, tzinfo=UTC), berlin, 1)
    assert spring.since == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert spring.until - spring.since == timedelta(hours=23)
    assert autumn.until - autumn.since == timedelta(hours=25)


@pytest.mark.parametrize(
    "days", [1, 2, 61, 62, 63, 366, 367, 1000, 1950, 2000, 3600, 3700, 7305, 17000]
)
def test_however_long_a_period_is_its_parts_fit_on_a_chart(days: int) -> None:
    """A chart shows so many bars; of ten years by the month it would leave out the last."""
    until = datetime(2030, 1, 15, tzinfo=UTC)
    parts = points(Period(until - timedelta(days=days), until), UTC)
    assert 2 <= len(parts) <= MOST_BARS + 1

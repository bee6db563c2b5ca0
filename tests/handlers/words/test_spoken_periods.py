"""Periods as people say them, where nothing but a period is asked for."""

from datetime import UTC, date, datetime

import pytest

from handlers.words.periods import Days
from handlers.words.spoken_periods import spoken_ahead, spoken_past
from handlers.words.texts import Library
from tests.clock import ManualClock

T = Library.load(ManualClock(datetime(2030, 1, 15, 12, 0, tzinfo=UTC)), strict=True).texts(
    "en", "UTC"
)
"""A Tuesday."""


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("last week", "20300107..20300113"),
        ("Last  Month", "20291201..20291231"),
        ("last year", "20290101..20291231"),
        ("this week", "20300114..20300115"),
        ("this month", "20300101..20300115"),
        ("this year", "20300101..20300115"),
        ("year", "20290116..20300115"),
        ("2030", "20300101..20300115"),
        ("2028", "20280101..20281231"),
        ("1 day", "20300115..20300115"),
        ("last 14 days", "20300102..20300115"),
        ("90d", "20291018..20300115"),
        ("2029-12", "20291201..20291231"),
        ("October", "20291001..20291031"),
        ("oct.  2028", "20281001..20281031"),
        ("jan", "20300101..20300115"),
        ("2029-12-01 - 2029-12-24", "20291201..20291224"),
    ],
)
def test_what_has_been_is_read_as_it_is_said(said: str, days: str) -> None:
    """What goes on ends today; a week of the calendar begins on Monday."""
    assert str(spoken_past(T, said)) == days


def test_what_is_to_come_begins_today_or_later() -> None:
    """For who stands in: a week is the coming one; and nothing odd is a period."""
    assert spoken_ahead(T, "Tomorrow") == Days(date(2030, 1, 16), date(2030, 1, 16))
    assert spoken_ahead(T, "next week") == Days(date(2030, 1, 21), date(2030, 1, 27))
    assert spoken_ahead(T, "week") == Days(date(2030, 1, 15), date(2030, 1, 21))
    assert spoken_ahead(T, "2030-02-01") == Days(date(2030, 2, 1), date(2030, 2, 1))
    assert spoken_ahead(T, "today") == "today"
    for odd in (
        "tomorrow",
        "2031",
        "0d",
        "next week",
        "9999",
        "last",
        "feb 2030",
        "oct 7",
        "week last",
        "d",
    ):
        assert spoken_past(T, odd) is None
    assert (spoken_past(T, "7d"), spoken_past(T, "month")) == ("week", "month")

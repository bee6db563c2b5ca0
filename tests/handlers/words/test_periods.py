"""Periods as people type them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words.markup import plain
from handlers.words.periods import (
    PERIODS,
    Days,
    days_of,
    days_text,
    like_days,
    period,
    wanted_period,
)
from handlers.words.spoken_periods import period_problem, spoken_past
from handlers.words.texts import Library
from tests.clock import ManualClock

NOW = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)
T = Library.load(ManualClock(NOW), strict=True).texts("en", "UTC")
DAYS = st.dates(date(1980, 1, 1), date(2999, 12, 31))


@pytest.mark.parametrize("word", sorted(PERIODS))
def test_a_word_is_read_in_any_case(word: str) -> None:
    """In English, and in the words on the buttons."""
    assert wanted_period(T, word.upper()) == word
    assert wanted_period(T, f" {T.plain(f'period-{word}')} ") == word


def test_a_month_and_so_many_days_back_are_periods_too() -> None:
    """A whole month of the calendar; a week and thirty days as bots are asked elsewhere."""
    assert wanted_period(T, "2028-02") == Days(date(2028, 2, 1), date(2028, 2, 29))
    assert (wanted_period(T, "7d"), wanted_period(T, "30D")) == ("week", "month")
    spaced = wanted_period(T, "2026-10-01 .. 2026-11-01")
    assert spaced == Days(date(2026, 10, 1), date(2026, 11, 1))
    assert [wanted_period(T, text) for text in ("2028-13", "1979-12", "9d")] == [None] * 3


@given(DAYS, DAYS)
def test_days_are_read_as_people_and_as_buttons_write_them(one: date, other: date) -> None:
    """Both days are included; a period that ends before it begins is none."""
    for text in (f"{one}..{other}", str(Days(one, other))):
        assert wanted_period(T, text) == (Days(one, other) if one <= other else None)
    assert wanted_period(T, str(one)) == Days(one, one)


@pytest.mark.parametrize("text", ["", "soon", "2030-02-30", "2030-1-1", "1979-12-31", "3000-01-01"])
def test_what_is_no_period_is_none(text: str) -> None:
    """It may be a player's id."""
    assert wanted_period(T, text) is None


@pytest.mark.parametrize(
    "text",
    ["30.02.2026", "1/2/2026", "2026-02-30", "01.01.2026-31.12.2026", "1/1/26–2/1/26", "1..2"],
)
def test_a_slip_in_a_date_is_no_players_id(text: str) -> None:
    """Nobody is told that a date was never banned; ids that only look a little like one are ids."""
    assert like_days(text)
    assert not like_days("PZ1001") and not like_days("12345678") and not like_days("10.5")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "2025-01-01..2099-01-01",
            "2099-01-01 lies ahead, {}. Until today it is 2025-01-01..2030-01-15.",
        ),
        ("2030-01-16", "2030-01-16 lies ahead, {}."),
        ("2099-01", "2099-01-01 lies ahead, {}."),
        ("2030-01", None),
        ("2029-12-01..2030-01-31", None),
        ("2030-01-15", None),
    ],
)
def test_of_what_has_been_no_day_lies_ahead(text: str, why: str | None) -> None:
    """But for the rest of the month that goes on; the answer has what can be asked until today."""
    assert wanted_period(T, text) is not None
    assert (spoken_past(T, text) is None) is (why is not None)
    said = period_problem(T, text)
    expected = None if why is None else why.format("and nothing is known of it yet")
    assert (None if said is None else plain(said)) == expected
    assert like_days(text)


@given(st.text(max_size=40))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    """Whatever is typed is a period or none."""
    wanted_period(T, text)
    spoken_past(T, text)


def test_days_are_whole_where_the_zone_is() -> None:
    """From midnight to midnight, and told as one day where they are one."""
    zone = ZoneInfo("Asia/Almaty")
    asked = period(Days(date(2030, 1, 10), date(2030, 1, 11)), NOW, zone)
    assert asked.since == datetime(2030, 1, 9, 19, tzinfo=UTC)
    assert asked.until - asked.since == timedelta(days=2)
    assert days_of("today", NOW, zone) == Days(date(2030, 1, 15), date(2030, 1, 15))
    assert days_text(T, days_of("today", NOW, zone)) == "15 Jan 2030"
    assert days_text(T, days_of("week", NOW, zone)) == "9 Jan 2030 – 15 Jan 2030"

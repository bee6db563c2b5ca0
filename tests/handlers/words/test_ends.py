"""Ends as people type them: what is read, what is refused and why, and that it is the calendar's."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handlers.words.ends import MOST_YEARS, end_meant, end_words, split_end
from handlers.words.texts import Library
from services.access.errors import BadEndError
from tests.clock import ManualClock

NOW = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [BERLIN, *map(ZoneInfo, ("UTC", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Apia"))]
T = Library.load(ManualClock(NOW), strict=True).texts("en", "Europe/Berlin")
MOMENTS = st.integers(1_577_836_800, 3_786_912_000).map(lambda at: datetime.fromtimestamp(at, UTC))
"""From 2020 to 2089."""


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("12h", datetime(2030, 1, 16, 0, 0, tzinfo=UTC)),
        ("7d", datetime(2030, 1, 22, 12, 0, tzinfo=UTC)),
        ("for 7 Days", datetime(2030, 1, 22, 12, 0, tzinfo=UTC)),
        ("a week", datetime(2030, 1, 22, 12, 0, tzinfo=UTC)),
        ("2w", datetime(2030, 1, 29, 12, 0, tzinfo=UTC)),
        ("1mo", datetime(2030, 2, 15, 12, 0, tzinfo=UTC)),
        ("30min", datetime(2030, 1, 15, 12, 30, tzinfo=UTC)),
        ("10 years", datetime(2040, 1, 15, 12, 0, tzinfo=UTC)),
        ("until 2030-01-24", datetime(2030, 1, 24, 23, 0, tzinfo=UTC)),
        ("20300124", datetime(2030, 1, 24, 23, 0, tzinfo=UTC)),
        ("24.1.2030", datetime(2030, 1, 24, 23, 0, tzinfo=UTC)),
        ("2030-01-15", datetime(2030, 1, 15, 23, 0, tzinfo=UTC)),
        ("for good", None),
        ("good", None),
    ],
)
def test_what_is_meant(said: str, meant: datetime | None) -> None:
    """A date is the end of that day in Berlin, which is an hour ahead of UTC in winter."""
    assert end_meant(said, NOW, BERLIN) == meant


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("3m", "month"),
        ("2030-01-14", "past"),
        ("0d", "past"),
        ("2030-02-30", "no-day"),
        ("2062-01-01", "far"),
        ("11y", "far"),
        ("99999999999999999999d", "far"),
        ("999999999 mo", "far"),
        ("9999-12-31", "far"),
        ("tomorrowish", "unknown"),
        ("7 moons", "unknown"),
        ("1/2/2030", "unknown"),
        ("", "unknown"),
        ("-7d", "unknown"),
        ("٧d", "unknown"),
    ],
)
def test_what_is_refused_has_its_reason(said: str, problem: str) -> None:
    """By the word that chooses what is told."""
    with pytest.raises(BadEndError) as refused:
        end_meant(said, NOW, BERLIN)
    assert refused.value.facts["problem"] == problem


@given(MOMENTS, st.integers(1, 3000), st.sampled_from(ZONES))
@example(datetime(2030, 3, 30, 12, 0, tzinfo=UTC), 1, BERLIN)
def test_days_end_at_the_same_time_of_day(now: datetime, days: int, zone: ZoneInfo) -> None:
    """Also over a change of clocks, where a day has 23 or 25 hours; in the hour that is skipped, after it."""
    end = end_meant(f"{days}d", now, zone)
    assert end is not None
    begun = now.astimezone(zone).replace(tzinfo=None)
    wall, wanted = end.astimezone(zone).replace(tzinfo=None), begun + timedelta(days=days)
    skipped = wanted.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    assert wall == wanted or wall == skipped != wanted
    assert end > now


@given(MOMENTS, st.integers(1, 10_000), st.sampled_from(ZONES))
def test_hours_are_counted(now: datetime, hours: int, zone: ZoneInfo) -> None:
    """Whatever the clocks do."""
    assert end_meant(f"{hours}h", now, zone) == now + timedelta(hours=hours)


@given(MOMENTS, st.integers(1, 110), st.sampled_from(ZONES))
def test_a_month_later_is_the_same_day_or_its_last(
    now: datetime, count: int, zone: ZoneInfo
) -> None:
    """January the 31st and a month are February the 28th or 29th."""
    end = end_meant(f"{count}mo", now, zone)
    assert end is not None
    begun, ended = now.astimezone(zone), end.astimezone(zone)
    months = (ended.year - begun.year) * 12 + ended.month - begun.month
    assert months == count
    last = (ended + timedelta(days=1)).month != ended.month
    assert ended.day == begun.day or (last and ended.day < begun.day)


@given(MOMENTS, st.integers(0, 3000), st.sampled_from(ZONES))
def test_a_date_is_the_whole_of_that_day(now: datetime, ahead: int, zone: ZoneInfo) -> None:
    """It counts still in the last second of that day there, and no more in the first of the next."""
    day: date = now.astimezone(zone).date() + timedelta(days=ahead)
    end = end_meant(f"until {day}", now, zone)
    assert end is not None
    assert (end - timedelta(seconds=1)).astimezone(zone).date() <= day < end.astimezone(zone).date()


@given(st.text(max_size=60), MOMENTS, st.sampled_from(ZONES))
def test_whatever_is_typed_is_an_end_ahead_or_refused(
    said: str, now: datetime, zone: ZoneInfo
) -> None:
    """Nothing else is raised, and no end lies behind or further ahead than it may."""
    try:
        end = end_meant(said, now, zone)
    except BadEndError:
        return
    assert end is None or (now < end and end.year - now.year <= MOST_YEARS)


@pytest.mark.parametrize(
    ("typed", "left", "end"),
    [
        ("support @sam 7d", "support @sam", "7d"),
        ("support @sam 7 days", "support @sam", "7 days"),
        ("support @sam for a week", "support @sam", "for a week"),
        ("support @sam until 2030-12-24", "support @sam", "2030-12-24"),
        ("support @sam UNTIL 24 Dec", "support @sam", "24 Dec"),
        ("support @sam until", "support @sam", ""),
        ("support @sam 24.12.2030", "support @sam", "24.12.2030"),
        ("support @sam for good", "support @sam", "for good"),
        ("support 7d", "support", "7d"),
        ("support 3m", "support", "3m"),
        ("support 20301224", "support 20301224", None),
        ("support @good", "support @good", None),
        ("support Sam Day", "support Sam Day", None),
        ("", "", None),
    ],
)
def test_an_end_is_told_from_a_person(typed: str, left: str, end: str | None) -> None:
    """Eight digits are somebody's id unless "until" stands before them."""
    assert split_end(typed.split()) == (left.split(), end)


def test_an_end_is_told_as_a_reader_takes_it() -> None:
    """Midnight is the end of the day before; whatever else has its time, in the reader's zone."""
    assert end_words(T, datetime(2030, 1, 24, 23, 0, tzinfo=UTC)) == "the end of 24 Jan 2030"
    assert end_words(T, datetime(2030, 1, 22, 12, 0, tzinfo=UTC)) == "22 Jan 2030, 13:00\u00a0CET"

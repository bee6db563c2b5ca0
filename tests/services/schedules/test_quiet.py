"""Quiet hours: over midnight, over changes of the clocks, and what is none."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.schedules.errors import BadQuietHoursError
from services.schedules.quiet import QuietHours, read_quiet
from tests.services.schedules.fires import CHANGES


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-06-01T21:59", None),
        ("2026-06-01T22:00", "2026-06-02T07:00"),
        ("2026-06-02T06:59", "2026-06-02T07:00"),
        ("2026-06-02T07:00", None),
    ],
)
def test_quiet_hours_go_over_midnight(now: str, until: str | None) -> None:
    """They begin at their first minute and end before their last."""
    berlin = ZoneInfo("Europe/Berlin")
    moment = datetime.fromisoformat(now).replace(tzinfo=berlin)
    ends = read_quiet("22:00 - 7:00").until(moment, berlin)
    assert read_quiet("22-7") == read_quiet("22h-7h00") == read_quiet("22:00-07:00")
    assert ends == (datetime.fromisoformat(until).replace(tzinfo=berlin) if until else None)


@given(
    st.times(),
    st.times(),
    st.sampled_from(CHANGES),
    st.integers(-48 * 60, 48 * 60),
)
def test_the_end_of_quiet_hours_is_ahead(
    begin: object, end: object, change: tuple[str, datetime], minutes: int
) -> None:
    """Quiet is never over before it is noticed, and lasts a day and an hour at most."""
    span = f"{begin:%H:%M}-{end:%H:%M}"
    if f"{begin:%H:%M}" == f"{end:%H:%M}":
        with pytest.raises(BadQuietHoursError):
            read_quiet(span)
        return
    zone, at = change
    moment = at + timedelta(minutes=minutes)
    until = read_quiet(span).until(moment, ZoneInfo(zone))
    assert until is None or moment < until <= moment + timedelta(hours=25)


def _walls(at: datetime, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """Each minute around a change of the clocks, and what the wall shows."""
    minutes = [at + timedelta(minutes=each) for each in range(-50 * 60, 50 * 60)]
    return [(each, each.astimezone(zone).replace(tzinfo=None)) for each in minutes]


def _nights(
    begin: time, end: time, walls: list[tuple[datetime, datetime]]
) -> Iterator[tuple[datetime, datetime]]:
    """Each from the first minute that is not before its beginning to the last that is before its end."""
    first, days = walls[0][1].date(), (walls[-1][1] - walls[0][1]).days
    for day in (first + timedelta(days=each) for each in range(days)):  # also one that is left out
        last = day if begin < end else day + timedelta(days=1)
        begins = [at for at, wall in walls if wall >= datetime.combine(day, begin)]
        quiet = [at for at, wall in walls if wall < datetime.combine(last, end)]
        if begins and quiet:
            yield begins[0], quiet[-1] + timedelta(minutes=1)


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(CHANGES),
    st.integers(-150, 150),
    st.one_of(st.integers(-150, 150), st.integers(300, 700)),
    st.lists(st.integers(-24 * 60, 24 * 60), min_size=30, max_size=30),
)
@example(("Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC)), -180, 30, [-30])
@example(("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC)), -180, 30, [-90, -20, 20])
@example(("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC)), -30, 300, [-20, 10])
@example(("America/St_Johns", datetime(2010, 11, 7, 2, 31, tzinfo=UTC)), 0, 400, [-1, 20])
@example(("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)), -120, 420, [-60, 0, 400])
def test_a_night_in_which_the_clocks_change_is_one_stretch(
    change: tuple[str, datetime], begin: int, end: int, moments: list[int]
) -> None:
    """Its beginning and its end may be skipped or come twice: held against the minutes of the wall."""
    zone, at = ZoneInfo(change[0]), change[1]
    local = [(at + timedelta(minutes=each)).astimezone(zone) for each in (begin, end)]
    hours = QuietHours(*(each.time().replace(second=0, fold=0) for each in local))
    if hours.begin == hours.end:
        return
    nights = list(_nights(hours.begin, hours.end, _walls(at, zone)))
    for each in moments:
        moment = at + timedelta(minutes=each)
        ends = [ends for begins, ends in nights if begins <= moment < ends]
        assert hours.until(moment, zone) == max(ends, default=None), (str(hours), moment)


@pytest.mark.parametrize("text", ["", "22", "22:00", "24:00-07:00", "22:00-22:00", "22-7-3", "off"])
def test_what_is_no_span_of_a_day_is_refused(text: str) -> None:
    """Also one without length."""
    with pytest.raises(BadQuietHoursError):
        read_quiet(text)

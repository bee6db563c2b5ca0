"""Quiet hours: over midnight, over changes of the clocks, and what is none."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.schedules.errors import BadQuietHoursError
from services.schedules.quiet import read_quiet
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


@pytest.mark.parametrize("text", ["", "22", "22:00", "24:00-07:00", "22:00-22:00", "22-7-3", "off"])
def test_what_is_no_span_of_a_day_is_refused(text: str) -> None:
    """Also one without length."""
    with pytest.raises(BadQuietHoursError):
        read_quiet(text)

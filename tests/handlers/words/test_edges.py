"""Moments, days and lengths of time in words, up to the edges of the calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words import formats
from handlers.words.texts import Library
from tests.clock import ManualClock

LIBRARY = Library.load(ManualClock(), strict=True)
ZONES = ["UTC", "Pacific/Kiritimati", "Etc/GMT+12", "America/Sao_Paulo", "Asia/Kolkata"]
moments = st.datetimes(timezones=st.just(UTC)) | st.sampled_from(
    [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]
)


@given(moments, st.sampled_from(ZONES))
def test_every_moment_has_words_in_every_zone(value: datetime, zone: str) -> None:
    """None raises, wherever the reader's zone would shift it."""
    t = LIBRARY.texts("en", zone)
    assert t.moment(value)
    assert t.lately(value)
    assert t.hour(value)
    assert t.day(value.date())
    assert formats.local(value, ZoneInfo(zone)).isoformat()


@given(st.timedeltas())
def test_every_length_of_time_has_words(length: timedelta) -> None:
    """Also the longest there is."""
    assert LIBRARY.texts("en", "UTC").span(length)


@pytest.mark.parametrize("zone", ZONES)
def test_the_edges_have_words_of_their_own(zone: str) -> None:
    """The year 9999 is for ever, the year 1 is no date."""
    t = LIBRARY.texts("en", zone)
    assert t.moment(datetime(9999, 12, 31, 23, 59, tzinfo=UTC)) == "for ever"
    assert t.day(date(9999, 12, 31)) == "for ever"
    assert t.moment(datetime(1, 1, 1, tzinfo=UTC)) == "nobody knows when"
    assert t.moment(datetime(8999, 12, 30, tzinfo=UTC)).startswith(("29", "30"))

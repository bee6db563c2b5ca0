"""Fields of Gamebase's answers: many forms are read, none breaks the reading."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.gamebase.fields import epoch, moment, number, objects, text, texts, whole
from providers.timestamps import FOREVER
from tests.providers.answers import anything

FIRST, LAST = datetime(1971, 1, 1), datetime(8999, 1, 1)  # noqa: DTZ001 - hypothesis wants them so
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(FIRST, LAST, timezones=zones)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2019-08-27T17:41:05+09:00", datetime(2019, 8, 27, 8, 41, 5, tzinfo=UTC)),
        ("2019-08-27T08:41:05Z", datetime(2019, 8, 27, 8, 41, 5, tzinfo=UTC)),
        ("2019-08-27T17:41:05.1234567+0900", datetime(2019, 8, 27, 8, 41, 5, 123456, tzinfo=UTC)),
        (1566895265000, datetime(2019, 8, 27, 8, 41, 5, tzinfo=UTC)),
        (Decimal("1566895265000.0"), datetime(2019, 8, 27, 8, 41, 5, tzinfo=UTC)),
        ("1566895265000", datetime(2019, 8, 27, 8, 41, 5, tzinfo=UTC)),
        ("2019-08-27T17:41:05", None),
        ("2019-08-27", None),
        ("yesterday", None),
        ("0001-01-01T00:00:00+09:00", None),
        ("", None),
        (0, None),
        (-5, None),
        (10**40, FOREVER),
        (10**400, FOREVER),
        (Decimal("1E+999999"), FOREVER),
        ("9" * 5000, None),
        (True, None),
        (None, None),
        ({}, None),
    ],
)
def test_moment(value: object, expected: datetime | None) -> None:
    """ISO 8601 with an offset and epoch milliseconds are read, "for ever" among them; all else is None."""
    assert moment(value) == expected


@given(moments)
def test_iso_moments(then: datetime) -> None:
    """Every moment with an offset survives ISO 8601, as UTC."""
    read = moment(then.isoformat())
    assert read == then
    assert read is not None
    assert read.utcoffset() == timedelta(0)


@given(moments)
def test_epoch_moments(then: datetime) -> None:
    """Every moment survives epoch milliseconds to the millisecond."""
    millis = (then - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    read = moment(millis)
    assert read is not None
    assert abs(read - then) <= timedelta(milliseconds=1)


@given(anything)
def test_any_value(value: object) -> None:
    """No JSON value breaks a field: moments are aware, texts are texts."""
    read = moment(value)
    assert read is None or read.tzinfo is UTC
    assert isinstance(text(value), str)
    assert all(isinstance(part, dict) for part in objects(value))
    assert all(texts(value))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, 5),
        (-5, -5),
        ("5", 5),
        (" -5 ", -5),
        (Decimal("5.0"), 5),
        (Decimal("5.5"), None),
        ("5.0", None),
        ("", None),
        ("--5", None),
        ("9" * 400, None),
        (True, None),
        ([], None),
    ],
)
def test_whole(value: object, expected: int | None) -> None:
    """Whole numbers are read as numbers and as texts; all else is None."""
    assert whole(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, Decimal(5)),
        ("1500.50", Decimal("1500.50")),
        (Decimal("0.1"), Decimal("0.1")),
        ("NaN", None),
        ("Infinity", None),
        ("much", None),
        (True, None),
        ({}, None),
    ],
)
def test_number(value: object, expected: Decimal | None) -> None:
    """Numbers are read as numbers and as texts, to their last digit; all else is None."""
    assert number(value) == expected


@given(st.datetimes(datetime(2016, 1, 1), LAST, timezones=zones))  # noqa: DTZ001 - as above
def test_epoch_in_seconds_or_milliseconds(then: datetime) -> None:
    """A moment since there is Gamebase is the same in seconds, in milliseconds, and as text."""
    seconds = (then - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)
    if seconds >= 10**11:
        return
    expected = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    for value in (seconds, str(seconds), seconds * 1000, str(seconds * 1000)):
        assert epoch(value) == expected


@given(anything)
def test_any_number(value: object) -> None:
    """No JSON value breaks a number or an epoch time."""
    read = epoch(value)
    assert read is None or read.tzinfo is UTC
    assert isinstance(whole(value), int | None)
    assert isinstance(number(value), Decimal | None)

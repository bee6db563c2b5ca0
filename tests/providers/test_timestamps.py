"""Moments of answers: whatever is written there, none raises, and the edges mean what people meant."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.gamebase import fields as gamebase
from providers.hype.fields import moment as hype_moment
from providers.paysuper.fields import moment as paysuper_moment
from providers.timestamps import FOREVER

written = st.text() | st.builds(
    "{:04}-{:02}-{:02}T{:02}:{:02}:00{}".format,
    st.integers(1, 9999),
    st.integers(1, 12),
    st.integers(1, 31),
    st.integers(0, 24),
    st.integers(0, 59),
    st.sampled_from(["", "Z", "+14:00", "-12:00", "+99:99", ".9999999Z"]),
)
numbers = st.integers() | st.decimals() | st.integers(-(10**40), 10**40).map(str)
anything = written | numbers | st.none() | st.booleans() | st.dictionaries(st.text(), st.integers())


@given(anything | numbers.map(lambda value: {"seconds": value}))
def test_no_moment_raises(value: object) -> None:
    """Each is an aware moment, which every zone can be asked for, or None."""
    texts = hype_moment(value) if isinstance(value, str) else None
    for found in (gamebase.moment(value), gamebase.epoch(value), paysuper_moment(value), texts):
        assert found is None or found.utcoffset() is not None


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("9999-12-31T23:59:59-05:00", FOREVER),
        ("9999-12-31T23:59:59.999Z", FOREVER),
        ("9021-06-01T00:00:00Z", FOREVER),
        (253402300799000, FOREVER),
        ("253402300799000", FOREVER),
        (10**30, FOREVER),
        (2**63 - 1, FOREVER),
        ("0001-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        (0, None),
        (-1, None),
        ("-1", None),
        ("0000-00-00T00:00:00Z", None),
        (1767225600000, datetime(2026, 1, 1, tzinfo=UTC)),
    ],
)
def test_the_edges_of_the_calendar(value: object, meant: datetime | None) -> None:
    """The year 9999 and numbers beyond it are for ever; the year 1, zero and less are never."""
    assert gamebase.moment(value) == meant


def test_other_providers_mean_the_same() -> None:
    """PIN Hype's seven digits, PaySuper's texts and seconds."""
    assert hype_moment("9999-12-31T23:59:59.9999999") == FOREVER
    assert hype_moment("0001-01-01T00:00:00") is None
    assert paysuper_moment({"seconds": 253402300800}) == FOREVER
    assert paysuper_moment({"seconds": -62135596800}) is None
    assert paysuper_moment("9999-12-31T00:00:00Z") == FOREVER

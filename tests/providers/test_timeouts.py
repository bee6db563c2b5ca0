"""How long to wait, by what an answer says of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.calls import Kind
from providers.timeouts import Patience, retry_after

DATE = "Wed, 21 Oct 2015 07:28:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 0 "}, 0.0),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:30 GMT", "date": DATE}, 30.0),
        ({"retry-after": "Wed, 21 Oct 2015 07:00:00 GMT", "date": DATE}, 0.0),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:30 GMT"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    """Retry-After is read in both its forms."""
    assert retry_after(headers) == seconds


@given(st.text(), st.text())
def test_any_header(asked: str, date: str) -> None:
    """No header breaks the reading."""
    wait = retry_after({"retry-after": asked, "date": date})
    assert wait is None or wait >= 0


def test_purchase_waits_longer() -> None:
    """A purchase is waited for longer than a read."""
    patience = Patience()
    assert (patience.timeout(Kind.ONCE).read or 0) > (patience.timeout(Kind.READ).read or 0)
    assert patience.in_all(Kind.ONCE) > patience.in_all(Kind.READ)

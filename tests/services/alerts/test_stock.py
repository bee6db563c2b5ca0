"""Low stock: said only where all of it is known, and enough is enough whoever is silent."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.alerts.stock import (
    DAYS,
    LOW,
    OUT,
    OWN_LOW,
    Left,
    ProductStock,
    found_of,
    left_of,
    standing,
    state_of,
)
from services.forecast import Estimate
from storage.quotes import QuoteRow
from tests.services.alerts.made import NOW, read, sold_by

TWO = sold_by("codegames", "hype")


def left(*rows: QuoteRow) -> Left:
    """What is left of the product by these readings."""
    return left_of(TWO, {row.offer_id: row for row in rows}, NOW)


def test_what_is_left_is_all_that_was_read() -> None:
    """Sums over offers; one that is sold out or gone has none, one in trouble or long unread is not
    known.
    """
    old = QuoteRow(
        2, read().unit_price, 4, 0, NOW - timedelta(days=2), None, NOW - timedelta(days=2)
    )
    cases = {
        "both": (left(read(1, 3), read(2, 4)), Left(7, sure=True)),
        "sold out without a price": (
            left(read(1, 3), read(2, 4, trouble="out-of-stock")),
            Left(3, True),
        ),
        "gone": (left(read(1, 0), read(2, 4, trouble="no-such-offer")), Left(0, True)),
        "in trouble": (left(read(1, 3), read(2, 4, trouble="slow")), Left(3, False)),
        "never read": (left(read(1, 3)), Left(3, False)),
        "long ago": (left(read(1, 3), old), Left(3, False)),
        "unlimited": (left(read(1, None), read(2, 4, trouble="slow")), Left(None, True)),
    }
    assert {name: found for name, (found, _) in cases.items()} == {
        name: wanted for name, (_, wanted) in cases.items()
    }


def test_states_by_what_is_left() -> None:
    """Out before low before the own mark before days; nothing without knowing all, days only where
    known.
    """
    soon = Estimate(2.6, 1.4, 4.2, 60, 28)

    def state(
        count: int | None, *, sure: bool = True, own: int | None = None, days: int = 3
    ) -> str | None:
        marked = sold_by("own", "hype", low_mark=2)
        return state_of(ProductStock(marked, Left(count, sure), own, soon), 5, days)

    assert (state(0), state(0, sure=False)) == (OUT, None)
    assert (state(4), state(4, sure=False), state(5, days=0)) == (LOW, None, "")
    assert (state(8, own=2), state(8, own=3)) == (OWN_LOW, DAYS)
    assert (state(8, sure=False), state(None, days=2), state(None, own=1)) == ("", "", OWN_LOW)


@given(st.integers(0, 9), st.integers(0, 9), st.booleans(), st.integers(1, 12))
def test_silence_of_one_provider_never_makes_a_product_low(
    one: int, other: int, silent: bool, below: int
) -> None:
    """Whoever has enough has enough; what is not known to be low or enough is said to be neither."""
    found = left(read(1, one), read(2, other, trouble="unavailable" if silent else None))
    state = state_of(ProductStock(TWO, found), below, 0)
    known = one if silent else one + other
    if known >= below:
        assert state == ""
    elif silent:
        assert state is None
    else:
        assert state == (OUT if known == 0 else LOW)


def test_products_of_one_provider_are_one_card_and_the_number_is_said_anew() -> None:
    """Its group names the provider; each schedule has keys of its own."""
    alone = ProductStock(sold_by("hype"), Left(2, sure=True))
    both = ProductStock(TWO, Left(0, sure=True))
    unread = ProductStock(TWO, Left(0, sure=False))
    [one], [two] = (standing(3, found_of([each], 5, 3), 5).lasting for each in (alone, both))
    assert (one.signal.key, one.signal.group, one.said) == ("stock:3:7", "stock:3:hype", "low 2")
    assert (two.signal.group, two.said, two.signal.severity) == ("stock:3", "out 0", "warning")
    nothing = standing(3, found_of([unread], 5, 3), 5)
    assert not nothing.lasting
    assert nothing.unknown("stock:3:7") and not nothing.unknown("stock:3:8")

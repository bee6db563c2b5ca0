"""Prices: a movement counts for a day and is none when it comes back; elsewhere is what is not bought."""

from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from providers.base import Quote
from services.alerts.price import cheapest_other, found_of, moved_by, standing
from services.alerts.standing import number_in
from services.provider_reads import Trouble
from services.quotes import WINDOW, read_now
from services.stock import SOLD_OUT, StockLine
from storage.quotes import QuoteRow
from tests.services.alerts.made import MINUTE, NOW, read, sold_by

OFFER = sold_by("hype").offers[0]


def quoted(before: QuoteRow | None, price: str, at: datetime) -> QuoteRow:
    """The row after the offer was read at this price."""
    return read_now(before, StockLine(OFFER, Quote(Decimal(price), "EUR", 9), None), at)


def test_a_price_moves_once_and_settles() -> None:
    """The first quote is no movement; further steps within a day are held against the beginning of it."""
    row = quoted(None, "10", NOW)
    assert moved_by(row, NOW) is None
    row = quoted(row, "12", NOW + MINUTE)
    assert moved_by(row, NOW + MINUTE) == 20
    row = quoted(row, "9", NOW + 2 * MINUTE)
    assert moved_by(row, NOW + 2 * MINUTE) == -10
    assert moved_by(row, NOW + MINUTE + WINDOW) is None, "it is the usual price by now"
    assert moved_by(quoted(row, "10", NOW + 3 * MINUTE), NOW + 3 * MINUTE) is None, "it came back"
    later = NOW + 2 * WINDOW
    assert moved_by(quoted(row, "9", later), later) is None
    assert moved_by(quoted(row, "18", later), later) == 100


def test_a_reading_without_a_quote_keeps_the_last_one() -> None:
    """Trouble is noted beside it; sold out without a price is none left at the old one."""
    row = quoted(None, "10", NOW)
    silent = read_now(row, StockLine(OFFER, None, Trouble("slow")), NOW + MINUTE)
    assert (silent.unit_price, silent.stock, silent.read_at) == (Decimal(10), 9, NOW)
    assert (silent.trouble, silent.tried_at) == ("slow", NOW + MINUTE)
    none_left = read_now(row, StockLine(OFFER, None, Trouble(SOLD_OUT)), NOW + MINUTE)
    assert (none_left.stock, none_left.unit_price) == (0, Decimal(10))
    assert read_now(none_left, StockLine(OFFER, Quote(Decimal(10), "EUR", 3), None), NOW).stock == 3


_PRICES = st.lists(st.integers(1, 500), min_size=1, max_size=10)


@given(_PRICES)
def test_a_movement_is_what_a_day_began_with(prices: list[int]) -> None:
    """Read within a day, a price has moved by the way from the first of its quotes to the last."""
    row, at = None, NOW
    for price in prices:
        row = quoted(row, str(price), at)
        at += MINUTE
    assert row is not None
    whole = Decimal(prices[-1] - prices[0]) / prices[0] * 100
    assert (moved_by(row, at) or 0) == whole


def test_cheaper_elsewhere_is_there_in_the_same_currency() -> None:
    """The cheapest that has stock; none that is dearer, sold out, in trouble, long unread or in other
    money.
    """
    both = sold_by("codegames", "hype")
    usual = both.offers[0]

    def found(other: QuoteRow, mine: QuoteRow | None = None) -> object:
        rows = {1: mine or read(1, price="10"), 2: other}
        there = cheapest_other(usual, both, rows, NOW)
        return there and there.percent

    assert found(read(2, price="8")) == -20
    assert found(read(2, stock=None, price="8")) == -20
    long_ago = QuoteRow(2, Decimal(8), 5, 0, NOW - timedelta(days=2), None, NOW)
    for other in (
        read(2, price="10"),
        read(2, price="12"),
        read(2, stock=0, price="8"),
        read(2, price="8", trouble="slow"),
        long_ago,
    ):
        assert found(other) is None
    assert found(read(2, price="8"), read(1, trouble="slow")) is None


def test_what_a_schedule_tells_is_more_than_its_percent() -> None:
    """Exactly as much is not more; what was not read stays as it was told."""
    both = sold_by("codegames", "hype")
    moved = quoted(quoted(None, "10", NOW - MINUTE), "11", NOW)
    found = found_of([both], {1: moved, 2: read(2, price="9")}, {1}, NOW)
    told = standing(4, found, 9, {1}).lasting
    assert [(each.signal.key, each.said) for each in told] == [
        ("price:4:moved:1", "11"),
        ("price:4:cheaper:1", "2 9"),
    ]
    assert [each.signal.facts["percent"] for each in told] == ["10", "18.2"]
    assert [each.signal.key for each in standing(4, found, 10, ()).lasting] == ["price:4:cheaper:1"]
    assert standing(4, found, 10, {1}).unknown("price:4:moved:1")


def test_a_move_the_other_way_or_three_times_as_large_is_another_incident() -> None:
    """Each is told once; a smaller change of the same move only edits its card."""

    def told(price: str) -> tuple[str, str]:
        moved = quoted(quoted(None, "956.30", NOW - MINUTE), price, NOW)
        found = found_of([sold_by("codegames")], {1: moved}, (), NOW)
        [lasting] = standing(4, found, 10, ()).lasting
        signal = lasting.signal
        assert number_in(signal.key, 3) == 1
        assert signal.key.split(":")[4:] == signal.group.split(":")[3:]
        return signal.key, signal.facts["percent"]

    prices = ("1100", "1200", "1434.45", "3824", "840", "95.63", "0.01", "0")
    assert [told(price) for price in prices] == [
        ("price:4:moved:1", "15"),
        ("price:4:moved:1", "25.5"),
        ("price:4:moved:1:up1", "50"),
        ("price:4:moved:1:up3", "299.9"),
        ("price:4:moved:1:down0", "12.2"),
        ("price:4:moved:1:down4", "90"),
        ("price:4:moved:1:down12", "99.9"),
        ("price:4:moved:1:down20", "100"),
    ]

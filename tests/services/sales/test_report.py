"""Sales reports: every digit right, and only what belongs to the span."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from services.money import Money
from services.sales import Sales
from storage.database import Database
from storage.tables.orders import orders, purchases
from tests.services.orders_made import OrderMade, make_orders

pytestmark = pytest.mark.both_databases


DAY = datetime(2026, 5, 4, tzinfo=UTC)
NEXT = DAY + timedelta(days=1)
LAST = NEXT - timedelta(microseconds=1)


async def test_a_report_counts_what_became_of_orders(database: Database) -> None:
    """By currency and provider; what was reversed is no money kept, what is being reversed still is;
    others' days do not count.
    """
    made = [
        OrderMade("codegames", "delivered", "956.30", "KZT", DAY, ("accepted", "accepted")),
        OrderMade("codegames", "keyed", "0.10", "KZT", LAST, ("accepted", "refused")),
        OrderMade("hype", "paying", "49.90", "BRL", DAY, ("accepted", "sent")),
        OrderMade("hype", "failed", "49.90", "BRL", DAY, ("refused",)),
        OrderMade("hype", "uncertain", "49.90", "BRL", DAY, ("uncertain",)),
        OrderMade("hype", "delivered", "3.00", "BRL", DAY, ("reversing", "reversed")),
        OrderMade("hype", "reversed", "7.00", "BRL", DAY, ("reversed",) * 3),
        OrderMade("own", "reversed", "9.00", "BRL", DAY, ("reversed",)),  # nobody was paid
        OrderMade("hype", "awaiting_approval", "1000.00", "BRL", DAY, ()),
        OrderMade("hype", "delivered", "1000.00", "BRL", NEXT, ("accepted",)),
        OrderMade("hype", "delivered", "1000.00", "BRL", DAY - timedelta(seconds=1), ("accepted",)),
        OrderMade("hype", "draft", "1000.00", "BRL", None, ()),
    ]
    await make_orders(database, made)
    report = await Sales(database).report(DAY, NEXT)
    assert (report.orders, report.keys) == (8, 5)
    assert report.money == {
        "KZT": Money(Decimal("1912.70"), "KZT"),
        "BRL": Money(Decimal("52.90"), "BRL"),
    }
    assert report.returned == {"BRL": Money(Decimal("24.00"), "BRL")}
    assert (report.failed, report.uncertain, report.reversed) == (1, 1, 2)
    codegames, hype, own = report.by_provider
    assert (own.reversed, own.returned) == (1, {})
    assert (codegames.provider, codegames.orders, codegames.keys) == ("codegames", 2, 3)
    assert (hype.provider, hype.orders, hype.keys, hype.failed) == ("hype", 5, 2, 1)
    assert hype.money == {"BRL": Money(Decimal("52.90"), "BRL")}


async def test_a_day_without_orders_is_a_report_of_zeros(database: Database) -> None:
    """Nothing sold is no error."""
    report = await Sales(database).report(DAY, NEXT)
    assert (report.orders, report.keys, report.failed, report.by_provider) == (0, 0, 0, ())
    assert report.money == report.returned == {}


PRICE = st.decimals(0, 10**30, allow_nan=False, allow_infinity=False, places=6)
ORDER = st.builds(
    OrderMade,
    st.sampled_from(["codegames", "hype"]),
    st.sampled_from(["delivered", "keyed", "paid", "failed", "uncertain", "reversed"]),
    PRICE.map(lambda price: format(price, "f")),
    st.sampled_from(["KZT", "BRL"]),
    st.just(DAY),
    st.lists(st.sampled_from(["accepted", "refused", "reversed"]), max_size=4).map(tuple),
)


@settings(max_examples=25)
@given(st.lists(ORDER, max_size=12))
async def test_sums_are_exact_to_the_last_digit(
    sqlite_database: Database, made: list[OrderMade]
) -> None:
    """Amounts far beyond what a float or Decimal's usual precision can hold."""
    async with sqlite_database.write() as tx:
        await tx.connection.execute(delete(purchases))
        await tx.connection.execute(delete(orders))
    await make_orders(sqlite_database, made)
    report = await Sales(sqlite_database).report(DAY, NEXT)
    assert report.orders == len(made)
    for currency in ("KZT", "BRL"):
        for status, money in (("accepted", report.money), ("reversed", report.returned)):
            expected = sum(
                Fraction(order.unit_price) * order.purchases.count(status)
                for order in made
                if order.currency == currency
            )
            counted = money.get(currency, Money(Decimal(0), currency)).amount
            assert Fraction(counted) == expected

"""Reports held against what plain SQL says of the same orders."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from services.access import Reach
from services.money import Money
from services.periods import Period, local_days, points
from services.sales import EVERY_CHAT, More, Sales, SalesNumbers
from storage.database import Database
from tests.services.sales.chance import BERLIN, DAYS, LORD_HOWE, SHORT_ENDS, Desk
from tests.services.sales.plain_sql import STATUSES, Counted, counted

NOTHING = Counted()


def by_books(provider: str) -> bool:
    """Of one provider it is not known what a key cost before its books say so."""
    return provider == "hype"


async def holds(database: Database, desk: Desk) -> None:
    """Reports are equal to what plain SQL counts."""
    sales = Sales(database, by_books)
    year = local_days(date(2026, 1, 1), date(2026, 12, 31), BERLIN)
    asked: list[tuple[Period, Any]] = [(local_days(day, day, zone), zone) for day, zone in DAYS]
    asked += [(year, BERLIN), (Period(SHORT_ENDS - timedelta(minutes=7), SHORT_ENDS), BERLIN)]
    asked.append((Period(SHORT_ENDS - timedelta(days=3, seconds=5), SHORT_ENDS), LORD_HOWE))
    reaches: tuple[Reach, ...] = (
        EVERY_CHAT,
        Reach(anywhere=False, chats=frozenset((-2000, -1001))),
    )
    reaches += (Reach(anywhere=True, chats=frozenset((77,))),)
    for period, zone in asked:
        reach = desk.chance.choice(reaches)
        cut = points(period, zone)
        more = More(products=9, buyers=9, buyers_in=EVERY_CHAT, points=cut, before=period)
        report = await sales.report(period.since, period.until, reach, more)
        assert report.before is not None
        assert [report.series[0].since, *(each.until for each in report.series)] == list(cut)
        tables: dict[str, Iterable[tuple[object, SalesNumbers]]] = {
            "'all'": [("all", report)] if report.orders else [],
            "'before'": [("before", report.before)] if report.before.orders else [],
            "o.provider": ((each.provider, each) for each in report.by_provider),
            "f.product_id": ((each.product_id, each) for each in report.by_product),
            "o.buyer_id": ((each.buyer_id, each) for each in report.by_buyer),
        }
        async with database.read() as tx:
            for about, told in tables.items():
                expected, found = await counted(tx.connection, period, reach, about), dict(told)
                assert found.keys() == expected.keys()
                for name, numbers in found.items():
                    assert_same(numbers, expected[name])
            for point in report.series:
                of_it = Period(point.since, point.until)
                said = await counted(tx.connection, of_it, reach)
                assert_same(point, said.get("all", NOTHING))
            (whole,) = (await counted(tx.connection, period, reach)).values() or [NOTHING]
        costs = await sales.costs(period.since, period.until, reach)
        assert (costs.keys, costs.known) == (whole.keys.get("sold", 0), whole.known)
        cost, price = whole.amount("cost"), whole.amount("price known")
        assert _fractions(costs.cost) == cost
        assert _fractions(costs.margin) == {code: price[code] - cost[code] for code in cost}


def assert_same(found: SalesNumbers, expected: Counted) -> None:
    """The numbers that plain SQL gives."""
    for name in ("orders", *STATUSES):
        assert getattr(found, name) == expected.counts.get(name, 0), name
    sold, stocked = (expected.keys.get(fate, 0) for fate in ("sold", "stocked"))
    assert (found.keys, found.stocked) == (sold, stocked)
    assert _fractions(found.money) == expected.amount("sold")
    assert _fractions(found.stocked_for) == expected.amount("stocked")
    assert _fractions(found.returned) == expected.amount("returned")


def _fractions(money: Any) -> dict[str, Fraction]:
    return {code: Fraction(each.amount) for code, each in money.items() if isinstance(each, Money)}

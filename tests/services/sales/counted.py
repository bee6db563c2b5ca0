"""Reports held against what counting every order says, one by one."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from services.access import Reach
from services.money import Money
from services.periods import Period, local_day, local_days, points
from services.sales import EVERY_CHAT, More, Sales, SalesNumbers
from storage.database import Database
from storage.tables.keys import keys
from storage.tables.orders import orders, purchases
from tests.services.sales.chance import BERLIN, DAYS, LORD_HOWE, SHORT_ENDS, Desk


def by_books(provider: str) -> bool:
    """Of one provider it is not known what a key cost before its books say so."""
    return provider == "hype"


@dataclass(frozen=True)
class Bought:
    """A row of the oracle: an order with one of its purchases, or with none."""

    order: Any
    first: bool
    purchase: Any
    stocked: bool


async def holds(database: Database, desk: Desk) -> None:
    """Reports are equal to what Python counts, one by one."""
    sales = Sales(database, by_books)
    rows = await _everything(database)
    year = local_days(date(2026, 1, 1), date(2026, 12, 31), BERLIN)
    asked: list[tuple[Period, Any]] = [(local_day(day, zone), zone) for day, zone in DAYS]
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
        mine = [
            row
            for row in rows
            if row.order.confirmed_at in period and reach.covers(row.order.chat_id)
        ]
        assert_same(report, mine)
        assert report.before is not None
        assert_same(report.before, mine)
        tables: list[tuple[Iterable[tuple[object, SalesNumbers]], Callable[[Bought], object]]] = [
            (
                ((each.provider, each) for each in report.by_provider),
                lambda row: row.order.provider,
            ),
            (
                ((each.product_id, each) for each in report.by_product),
                lambda row: row.order.offer_id // 10,
            ),
            (((each.buyer_id, each) for each in report.by_buyer), lambda row: row.order.buyer_id),
        ]
        for told, of in tables:
            found, expected = dict(told), defaultdict(list)
            for row in mine:
                expected[of(row)].append(row)
            assert found.keys() == expected.keys()
            for about, some in expected.items():
                assert_same(found[about], some)
        assert [report.series[0].since, *(each.until for each in report.series)] == list(cut)
        of_point = defaultdict(list)
        for row in mine:
            of_point[bisect_right(cut, row.order.confirmed_at) - 1].append(row)
        for at, point in enumerate(report.series):
            assert_same(point, of_point[at])
        await _costs_hold(sales, period, reach, mine)


async def _everything(database: Database) -> list[Bought]:
    async with database.read() as tx:
        made = {row.id: row for row in await tx.connection.execute(select(orders))}
        kept = select(keys.c.purchase_id).where(keys.c.kept_at.is_not(None))
        stocked = set(await tx.connection.scalars(kept))
        bought = (await tx.connection.execute(select(purchases))).all()
    rows = [Bought(made[row.order_id], row.position == 1, row, row.id in stocked) for row in bought]
    with_some = {row.order.id for row in rows}
    return rows + [
        Bought(row, True, None, False) for row in made.values() if row.id not in with_some
    ]


def _is_bought(row: Bought) -> bool:
    if row.purchase is None:
        return False
    status, reason = row.purchase.status, row.purchase.reason
    return status == "accepted" or (status == "reversing" and reason is None)


def _price(row: Bought) -> tuple[str, Fraction]:
    charged = row.purchase.charged
    price = row.order.unit_price if charged is None else charged
    return row.purchase.charged_currency or row.order.currency, Fraction(price)


def assert_same(found: SalesNumbers, rows: list[Bought]) -> None:
    """The numbers of these rows."""
    mine = [row.order for row in rows if row.first]
    for name, statuses in {
        "failed": {"failed"},
        "uncertain": {"uncertain"},
        "reversed": {"reversed"},
        "undelivered": {"paid", "keyed"},
    }.items():
        assert getattr(found, name) == sum(order.status in statuses for order in mine), name
    assert found.orders == len(mine)
    bought = [row for row in rows if _is_bought(row)]
    sold, stocked = [[row for row in bought if row.stocked is kept] for kept in (False, True)]
    back = [row for row in rows if row.purchase is not None and row.purchase.status == "reversed"]
    assert (found.keys, found.stocked) == (len(sold), len(stocked))
    for told, some in ((found.money, sold), (found.stocked_for, stocked), (found.returned, back)):
        assert _fractions(told) == _sum(map(_price, some))


async def _costs_hold(sales: Sales, period: Period, reach: Reach, rows: list[Bought]) -> None:
    report = await sales.costs(period.since, period.until, reach)
    sold = [row for row in rows if _is_bought(row) and not row.stocked]
    known = []
    for row in sold:
        currency, price = _price(row)
        cost = row.purchase.cost
        if cost is not None or not by_books(row.order.provider):
            known.append((currency, price, price if cost is None else Fraction(cost)))
    assert (report.keys, report.known) == (len(sold), len(known))
    assert _fractions(report.cost) == _sum((code, cost) for code, _, cost in known)
    assert _fractions(report.margin) == _sum((code, price - cost) for code, price, cost in known)


def _fractions(money: Any) -> dict[str, Fraction]:
    return {code: Fraction(each.amount) for code, each in money.items() if isinstance(each, Money)}


def _sum(amounts: Iterable[tuple[str, Fraction]]) -> dict[str, Fraction]:
    sums: dict[str, Fraction] = {}
    for code, amount in amounts:
        sums[code] = sums.get(code, Fraction(0)) + amount
    return sums

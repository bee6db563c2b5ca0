"""Whatever totals are kept, a report says what counting every order says."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, insert, select, update

from services.access import Reach
from services.money import Money
from services.periods import Period, local_day, local_days, points
from services.sales import EVERY_CHAT, More, Sales, SalesNumbers
from services.sales.totals import TotalsKeeper
from storage.chat_moves import follow
from storage.database import Database
from storage.tables.catalog import offers, products
from storage.tables.keys import keys
from storage.tables.orders import orders, purchases
from storage.tables.sales import sales_changes, sales_totals
from storage.transaction import Tx
from tests.campaigns.length import LONG

pytestmark = pytest.mark.both_databases


ORDERS = 100_000 if LONG else 400
BERLIN, LORD_HOWE = ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe")
SHORT, SHORT_ENDS = date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)
"""A day of 23 hours in Berlin, one of 25 in October, and one of 23.5 in Lord Howe's."""
LONG_ONE, HALF_AN_HOUR = date(2026, 10, 25), date(2026, 10, 4)
DAYS = ((SHORT, BERLIN), (LONG_ONE, BERLIN), (HALF_AN_HOUR, LORD_HOWE))
CHATS, BUYERS = (-1001, -1002, 77), (1, 2, 3)
SELLERS = (("codegames", "KZT"), ("hype", "BRL"), ("own", "EUR"))
STATUSES = ("paying", "paid", "keyed", "delivered", "failed", "uncertain", "reversed")
FATES = ("waiting", "sent", "accepted", "accepted", "refused", "uncertain", "reversing", "reversed")
PRICES = ("956.30", "0.10", "49.90", "3", "0.000001", "12.345")
ODD = ("10000000000000000000000000.5", "0.00000001")
"""Amounts that no row of totals holds."""


def by_books(provider: str) -> bool:
    """Of one provider it is not known what a key cost before its books say so."""
    return provider == "hype"


@dataclass
class Desk:
    """Orders that are made and changed at random."""

    chance: Random
    made: int = 0
    moved: int = 0

    def moment(self) -> datetime:
        """Near a day at which clocks change; often the first moment of a quarter of an hour, or its last."""
        day, zone = self.chance.choice(DAYS)
        asked = local_day(day, zone)
        minutes = self.chance.randint(-3000, 3000)
        at = asked.since + timedelta(minutes=15 * (minutes // 15))
        return at + self.chance.choice(
            (timedelta(), -timedelta(microseconds=1), timedelta(minutes=minutes % 15, seconds=7))
        )

    async def begin(self, tx: Tx) -> None:
        """A catalog of three products, each from every seller."""
        before = datetime(2026, 1, 1, tzinfo=UTC)
        for each in (1, 2, 3):
            name = f"Game {each}"
            row = {"id": each, "name": name, "name_key": name.lower(), "created_at": before}
            await tx.connection.execute(insert(products).values(row))
            for at, (provider, currency) in enumerate(SELLERS):
                offer: dict[str, Any] = {"id": 10 * each + at, "product_id": each}
                offer |= {"provider": provider}
                offer |= {"external_id": str(each), "currency": currency, "created_at": before}
                await tx.connection.execute(insert(offers).values(offer))

    async def order(self, tx: Tx, count: int, *, odd: bool = False) -> None:
        """So many orders more."""
        pick, made, bought, kept = self.chance.choice, [], [], []
        for _ in range(count):
            self.made += 1
            number, seller = self.made, self.chance.randrange(len(SELLERS))
            made.append(
                {
                    "id": number,
                    "number": f"K-{number}",
                    "status": pick(STATUSES),
                    "offer_id": 10 * pick((1, 2, 3)) + seller,
                    "provider": SELLERS[seller][0],
                    "product": "Game",
                    "count": 3,
                    "currency": SELLERS[seller][1],
                    "unit_price": Decimal(pick(ODD if odd else PRICES)),
                    "buyer_id": pick(BUYERS),
                    "chat_id": pick(CHATS),
                    "created_at": self.moment(),
                    "confirmed_at": self.moment(),
                }
            )
            for position in range(1, self.chance.randint(0, 3) + 1):
                each = number * 10 + position
                fate = pick(FATES)
                row = {"id": each, "order_id": number, "position": position, "txn_id": str(each)}
                row |= {"status": fate, "reason": "lost" if fate == "uncertain" else None}
                bought.append(row)
                if fate == "accepted" and self.chance.random() < 0.3:
                    key = {"order_id": number, "purchase_id": each, "position": 1, "sealed": b""}
                    kept.append(
                        key | {"fingerprint": str(each), "mask": "", "arrived_at": self.moment()}
                    )
        for table, rows in ((orders, made), (purchases, bought), (keys, kept)):
            for at in range(0, len(rows), 500):
                await tx.connection.execute(insert(table), rows[at : at + 500])

    async def change(self, tx: Tx) -> None:
        """What happens to orders afterwards."""
        which = self.chance.randint(1, self.made)
        purchase = update(purchases).where(purchases.c.order_id == which)
        what = self.chance.randrange(7)
        if what == 0:
            moved = update(orders).where(orders.c.id == which)
            await tx.connection.execute(moved.values(status=self.chance.choice(STATUSES)))
        elif what == 1:
            read = {
                "charged": Decimal("51.5"),
                "charged_currency": self.chance.choice(("BRL", "EUR")),
            }
            cost = self.chance.choice((None, Decimal("40.25")))
            await tx.connection.execute(purchase.values(**read, cost=cost))
        elif what == 2:
            await tx.connection.execute(purchase.values(status="reversing", reason=None))
        elif what == 3:
            await tx.connection.execute(purchase.values(status="reversed"))
        elif what == 4:
            mine = update(keys).where(keys.c.order_id == which)
            await tx.connection.execute(mine.values(kept_at=self.moment()))
        elif what == 5:
            await self.order(tx, 1, odd=self.chance.random() < 0.2)
        elif self.moved < 2:
            await follow(tx.connection, CHATS[self.moved], -2000 - self.moved)
            self.moved += 1


async def test_a_report_says_what_counting_every_order_says(database: Database) -> None:
    """Over random orders in three currencies that go on changing, while totals are counted now and then:
    days of 23, 25 and 23.5 hours, their parts, a year; by provider, product, buyer and point.
    """
    desk, keeper = Desk(Random(12)), TotalsKeeper(database)  # noqa: S311 - the same each time
    async with database.write() as tx:
        await desk.begin(tx)
        await desk.order(tx, 9, odd=True)
    for turn in range(4):
        async with database.write() as tx:
            await desk.order(tx, ORDERS // 4)
        if turn != 1:
            await keeper.run()
        async with database.write() as tx:
            for _ in range(20):
                await desk.change(tx)
        await holds(database, desk)
    while await keeper.run():
        pass
    async with database.read() as tx:
        assert not await tx.connection.scalar(select(func.count()).select_from(sales_changes))
        kinds = set(await tx.connection.scalars(select(sales_totals.c.kind)))
    assert kinds == {"provider", "offer", "buyer", "apart"}
    await holds(database, desk)


async def test_of_two_that_count_the_same_one_writes(database: Database) -> None:
    """And a change that comes while they count is not lost."""
    desk = Desk(Random(3))  # noqa: S311
    async with database.write() as tx:
        await desk.begin(tx)
        await desk.order(tx, 20)
    async with database.read() as tx:
        names = await tx.sales_totals.changed(1000)
    async with database.write() as tx:
        await tx.connection.execute(update(orders).values(status="failed"))
    await TotalsKeeper(database).run()
    quarters = {each.quarter for each in names if each.quarter is not None}
    late = None
    try:
        async with database.write() as tx:
            await tx.sales_totals.replace(names, quarters, [])
    except Exception as error:  # noqa: BLE001 - looked at below
        late = type(error).__name__
    assert late == "CountedBefore"
    await holds(database, desk)


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
        for point in report.series:
            within = Period(point.since, point.until)
            assert_same(point, [row for row in mine if row.order.confirmed_at in within])
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

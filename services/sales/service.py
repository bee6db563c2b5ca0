"""Counting sales for a report."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Context, Decimal, Inexact

from services.access import Reach
from services.money import Money
from services.orders.states import OrderStatus
from services.sales.report import CostReport, ProviderSales, SalesReport
from storage.database import Database
from storage.sales import SalesGroup, costs_between, keys_sold, sales_between
from storage.transaction import Tx

# Wide enough for every sum of amounts that a column can hold; were it not, an error would say so.
_EXACT = Context(prec=120, traps=[Inexact])
EVERY_CHAT = Reach(anywhere=True, chats=frozenset())
_NEVER_BOUGHT = frozenset(
    {
        OrderStatus.DRAFT,
        OrderStatus.AWAITING_APPROVAL,
        OrderStatus.APPROVED,
        OrderStatus.REJECTED,
        OrderStatus.EXPIRED,
    }
)


class Sales:
    """Counts sales from the orders themselves."""

    def __init__(
        self, db: Database, by_books: Callable[[str], bool] = lambda provider: False
    ) -> None:
        """``by_books`` tells which providers charge what only their books say; all others, the price."""
        self._db = db
        self._by_books = by_books

    async def report(
        self, since: datetime, until: datetime, reach: Reach = EVERY_CHAT
    ) -> SalesReport:
        """Report on the orders confirmed from ``since`` until before ``until``, of the chats in reach."""
        only = None if reach.anywhere else reach.chats
        but = reach.chats if reach.anywhere else frozenset()
        async with self._db.read() as tx:
            rows = await sales_between(tx.connection, since, until, only, but)
        groups = [row for row in rows if row.status not in _NEVER_BOUGHT]
        by_provider: dict[str, list[SalesGroup]] = defaultdict(list)
        for group in groups:
            by_provider[group.provider].append(group)
        each = (ProviderSales(*_count(by_provider[name]), name) for name in sorted(by_provider))
        return SalesReport(*_count(groups), since, until, tuple(each))

    async def keys_by_day(
        self, tx: Tx, products: Collection[int], days: Sequence[datetime]
    ) -> dict[int, list[int]]:
        """How many keys of each product were bought between each of these moments and the next."""
        found = {product: [0] * (len(days) - 1) for product in products}
        for product, moment, keys in await keys_sold(tx.connection, products, days[0], days[-1]):
            found[product][bisect_right(days, moment) - 1] += keys
        return found

    async def costs(self, since: datetime, until: datetime, reach: Reach) -> CostReport:
        """Report on what was bought and kept of the orders confirmed then, of the chats in reach."""
        only = None if reach.anywhere else reach.chats
        but = reach.chats if reach.anywhere else frozenset()
        async with self._db.read() as tx:
            groups = await costs_between(tx.connection, since, until, only, but)
        known = 0
        cost: dict[str, Decimal] = {}
        margin: dict[str, Decimal] = {}
        for group in groups:
            each = group.cost
            if each is None and not self._by_books(group.provider):
                each = group.unit_price  # what was paid is what was confirmed
            if each is None:
                continue
            known += group.keys
            above = _EXACT.subtract(group.unit_price, each)
            for sums, amount in ((cost, each), (margin, above)):
                total = _EXACT.multiply(amount, Decimal(group.keys))
                sums[group.currency] = _EXACT.add(sums.get(group.currency, Decimal(0)), total)
        keys = sum(group.keys for group in groups)
        return CostReport(keys, known, _as_money(cost), _as_money(margin))


def _as_money(sums: Mapping[str, Decimal]) -> dict[str, Money]:
    return {currency: Money(sums[currency], currency) for currency in sorted(sums)}


def _count(
    groups: list[SalesGroup],
) -> tuple[int, int, dict[str, Money], dict[str, Money], int, int, int]:
    """The fields of SalesNumbers, in their order."""
    ended = {
        status: sum(group.orders for group in groups if group.status == status)
        for status in (OrderStatus.FAILED, OrderStatus.UNCERTAIN, OrderStatus.REVERSED)
    }
    return (
        sum(group.orders for group in groups),
        sum(group.bought for group in groups),
        _money((group, group.bought) for group in groups),
        _money((group, group.returned) for group in groups),
        ended[OrderStatus.FAILED],
        ended[OrderStatus.UNCERTAIN],
        ended[OrderStatus.REVERSED],
    )


def _money(counted: Iterable[tuple[SalesGroup, int]]) -> dict[str, Money]:
    sums: dict[str, Decimal] = {}
    for group, keys in counted:
        if keys:
            amount = _EXACT.multiply(group.unit_price, Decimal(keys))
            sums[group.currency] = _EXACT.add(sums.get(group.currency, Decimal(0)), amount)
    return {currency: Money(sums[currency], currency) for currency in sorted(sums)}

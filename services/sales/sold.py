"""The orders behind a sales report, one by one: on pages, and all of them for a file."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.access import Reach
from services.orders.states import PurchaseStatus, standing
from services.page import COUNTED, Page, pages_for
from services.periods import Period
from services.sales.report import CostReport
from services.sales.service import Sales, both, wanted
from services.sales.tally import Tallies, Tally, numbers
from storage.database import Database
from storage.orders import OrderRow
from storage.purchases import PurchaseRow
from storage.sales import ChatsWanted, SalesGroup, quarter_of
from storage.sold_orders import OrdersOf
from storage.transaction import Tx

__all__ = ["Bounds", "OrderSold", "OrdersOf", "SoldOrders"]
AT_ONCE = 200
"""Orders that are read together for a file."""


@dataclass(frozen=True, slots=True)
class OrderSold:
    """An order as a report counts it: keys bought and kept, and for how much; by currency, as charged.

    ``costs`` say what these keys cost.
    """

    number: str
    confirmed_at: datetime
    product: str
    provider: str
    buyer_id: int
    buyer: str
    chat_id: int
    status: str
    count: int
    keys: int
    stocked: int
    tallies: Tallies
    costs: CostReport


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many orders a file has at most; one for a group is looked through for keys, which takes time."""

    private: int = 20_000
    csv_in_group: int = 5_000
    xlsx_in_group: int = 1_000

    def of(self, kind: str, *, private: bool) -> int:
        """That of a file (csv, xlsx) for a private chat, or a group."""
        if private:
            return self.private
        return self.csv_in_group if kind == "csv" else self.xlsx_in_group


class SoldOrders:
    """Reads orders of the chats in which somebody may see both sales and orders.

    ``bounds`` are those of the files that are made of them.
    """

    def __init__(self, db: Database, sales: Sales) -> None:
        self.bounds = Bounds()
        self._db = db
        self._sales = sales
        self._one = asyncio.Semaphore(1)

    @property
    def busy(self) -> bool:
        """Whether a file is being made, and the next has to wait."""
        return self._one.locked()

    def alone(self) -> asyncio.Semaphore:
        """Make a file inside: one at a time, so that nothing else waits for many."""
        return self._one

    async def page(
        self, period: Period, in_sight: Sequence[Reach], of: OrdersOf, number: int, size: int
    ) -> Page[OrderSold]:
        """A page of those of a product, a provider or a buyer, newest first; of ten thousands the newest."""
        span, chats = (period.since, period.until), _among(in_sight)
        async with self._db.read() as tx:
            total = await tx.sold_orders.counted(span, chats, of, COUNTED)
            pages = pages_for(total, size)
            number = min(max(number, 1), pages)
            rows = await tx.sold_orders.page(span, chats, of, size, (number - 1) * size)
            return Page(tuple(await self._sold(tx, rows)), number, pages, total)

    async def count(self, period: Period, in_sight: Sequence[Reach], most: int) -> int:
        """How many orders a file would have, up to ``most``."""
        async with self._db.read() as tx:
            span = (period.since, period.until)
            return await tx.sold_orders.counted(span, _among(in_sight), OrdersOf(), most)

    async def all(
        self, period: Period, in_sight: Sequence[Reach]
    ) -> AsyncIterator[Sequence[OrderSold]]:
        """All of a period, oldest first, some at a time, so that others get their turn between."""
        last: tuple[datetime, int] | None = None
        span, chats = (period.since, period.until), _among(in_sight)
        while True:
            async with self._db.read() as tx:
                rows = await tx.sold_orders.behind(span, chats, last, AT_ONCE)
                sold = await self._sold(tx, rows)
            if sold:
                yield sold
            if len(rows) < AT_ONCE:
                return
            last = sold[-1].confirmed_at, rows[-1].id

    async def _sold(self, tx: Tx, rows: Sequence[OrderRow]) -> list[OrderSold]:
        ids = [row.id for row in rows]
        purchases = await tx.purchases.of_orders(ids)
        stocked = await tx.sold_orders.stocked(ids)
        names = await tx.users.called({row.buyer_id for row in rows})
        return [
            self._order(row, purchases.get(row.id, []), stocked, names.get(row.buyer_id, ""))
            for row in rows
        ]

    def _order(
        self, order: OrderRow, purchases: Sequence[PurchaseRow], stocked: set[int], buyer: str
    ) -> OrderSold:
        at = order.confirmed_at or order.created_at
        tallies: Tallies = {}
        for purchase in purchases:
            group = _group(order, purchase, at, in_stock=purchase.id in stocked)
            tallies.setdefault(group.currency, Tally()).count(group)
        told = numbers(tallies.items())
        return OrderSold(
            number=order.number,
            confirmed_at=at,
            product=order.product,
            provider=order.provider,
            buyer_id=order.buyer_id,
            buyer=buyer,
            chat_id=order.chat_id,
            status=order.status,
            count=order.count,
            keys=told["keys"],
            stocked=told["stocked"],
            tallies=tallies,
            costs=self._sales.cost_of([(order.provider, tallies)]),
        )


def _group(order: OrderRow, purchase: PurchaseRow, at: datetime, *, in_stock: bool) -> SalesGroup:
    """One purchase as the database counts many."""
    bought = standing(purchase.status, purchase.reason) is PurchaseStatus.ACCEPTED
    return SalesGroup(
        quarter=quarter_of(at),
        chat_id=order.chat_id,
        provider=order.provider,
        offer_id=order.offer_id,
        buyer_id=order.buyer_id,
        currency=purchase.charged_currency or order.currency,
        unit_price=order.unit_price if purchase.charged is None else purchase.charged,
        cost=purchase.cost,
        status=order.status,
        orders=int(purchase.position == 1),
        bought=int(bought and not in_stock),
        stocked=int(bought and in_stock),
        returned=int(purchase.status == PurchaseStatus.REVERSED),
    )


def _among(reaches: Sequence[Reach]) -> ChatsWanted:
    chats = wanted(reaches[0])
    for each in reaches[1:]:
        chats = both(chats, wanted(each))
    return chats

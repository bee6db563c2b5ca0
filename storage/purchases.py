"""Purchases: each is one call to a provider for one key, with a transaction id of its own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.orders import orders, purchases


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """A purchase as it stands in the table."""

    id: int
    order_id: int
    position: int
    txn_id: str
    status: str
    reason: str | None
    reference: str | None
    sent_at: datetime | None
    settled_at: datetime | None
    charged: Decimal | None
    charged_currency: str | None
    cost: Decimal | None
    asked_back_at: datetime | None


@dataclass(frozen=True, slots=True)
class ConfirmedPrice:
    """The order of a purchase, and the price of one key that was confirmed."""

    number: str
    unit_price: Decimal
    currency: str
    chat_id: int


_OF_ORDERS = (
    select(purchases)
    .where(purchases.c.order_id.in_(bindparam("orders", expanding=True)))
    .order_by(purchases.c.order_id, purchases.c.position)
)
"""Made once: every card asks it."""


class Purchases:
    """Reads and writes purchases on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, order_id: int, txn_ids: Sequence[str]) -> None:
        """Write the intent to buy: one waiting purchase for each transaction id."""
        await self._connection.execute(
            insert(purchases),
            [
                {"order_id": order_id, "position": position, "txn_id": txn_id, "status": "waiting"}
                for position, txn_id in enumerate(txn_ids, start=1)
            ],
        )

    async def of_order(self, order_id: int) -> list[PurchaseRow]:
        """The purchases of an order in their order."""
        return (await self.of_orders([order_id])).get(order_id, [])

    async def of_orders(self, order_ids: Collection[int]) -> dict[int, list[PurchaseRow]]:
        """The purchases of several orders, by order."""
        asked = {"orders": list(order_ids)}
        found: dict[int, list[PurchaseRow]] = {}
        for row in (await self._connection.execute(_OF_ORDERS, asked)).mappings():
            found.setdefault(row["order_id"], []).append(PurchaseRow(**row))
        return found

    async def move(
        self, purchase_id: int, sources: Collection[str], status: str, **changes: Any
    ) -> bool:
        """Set the status if it is still one of ``sources``; False: somebody else was first."""
        statement = (
            update(purchases)
            .where(purchases.c.id == purchase_id, purchases.c.status.in_(sources))
            .values(status=status, **changes)
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def accept(
        self,
        purchase_id: int,
        sources: Collection[str],
        status: str,
        reference: str,
        at: datetime,
    ) -> bool:
        """Write down the provider's own order id and set the status, if it is still one of ``sources``
        and has no other id yet; False: it was settled otherwise.
        """
        has_no_other = or_(purchases.c.reference.is_(None), purchases.c.reference == reference)
        statement = (
            update(purchases)
            .where(purchases.c.id == purchase_id, purchases.c.status.in_(sources), has_no_other)
            .values(status=status, reference=reference, reason=None, settled_at=at)
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def write_charge(
        self, purchase_id: int, amount: Decimal, currency: str, cost: Decimal | None
    ) -> None:
        """Write down what a purchase was charged at, and what it costs us; None: the books do not say."""
        mine = update(purchases).where(purchases.c.id == purchase_id)
        read = {"charged": amount, "charged_currency": currency, "cost": cost}
        await self._connection.execute(mine.values(**read))

    async def confirmed(self, txn_ids: Collection[str]) -> dict[str, ConfirmedPrice]:
        """Of which orders these transactions are, and at what price they were confirmed."""
        statement = (
            select(
                purchases.c.txn_id,
                orders.c.number,
                orders.c.unit_price,
                orders.c.currency,
                orders.c.chat_id,
            )
            .join(orders, orders.c.id == purchases.c.order_id)
            .where(purchases.c.txn_id.in_(txn_ids))
        )
        rows = await self._connection.execute(statement)
        return {row.txn_id: ConfirmedPrice(*row[1:]) for row in rows}

    async def move_all(
        self,
        order_id: int,
        sources: Collection[str],
        status: str,
        besides: Collection[int] = (),
        only: Collection[int] | None = None,
    ) -> int:
        """Set the status of an order's purchases that are in one of ``sources``; gives their number.

        ``besides``: the ids of some that stay as they are; ``only``: all others than these do.
        """
        statement = (
            update(purchases)
            .where(purchases.c.order_id == order_id, purchases.c.status.in_(sources))
            .where(purchases.c.id.not_in(besides))
            .values(status=status)
        )
        if only is not None:
            statement = statement.where(purchases.c.id.in_(only))
        return (await self._connection.execute(statement)).rowcount

    async def note_asked_back(self, purchase_ids: Collection[int], at: datetime) -> None:
        """Write down that a provider is asked to take these back."""
        asked = update(purchases).where(purchases.c.id.in_(purchase_ids))
        await self._connection.execute(asked.values(asked_back_at=at))

    async def refuse_waiting(self, order_id: int, reason: str, now: datetime) -> None:
        """Give up the purchases of an order that were never sent."""
        await self._connection.execute(
            update(purchases)
            .where(purchases.c.order_id == order_id, purchases.c.status == "waiting")
            .values(status="refused", reason=reason, settled_at=now)
        )

    async def take_for_sent(self, at: datetime) -> int:
        """Make what orders in ``paying`` have waiting to be sent count as sent; gives their number."""
        paying = select(orders.c.id).where(orders.c.status == "paying")
        statement = (
            update(purchases)
            .where(purchases.c.status == "waiting", purchases.c.order_id.in_(paying))
            .values(status="sent", sent_at=at)
        )
        return (await self._connection.execute(statement)).rowcount

    async def states_of(self, txn_ids: Collection[str]) -> dict[str, str]:
        """The statuses of the purchases with these transaction ids, by id; others are left out."""
        found = select(purchases.c.txn_id, purchases.c.status)
        rows = await self._connection.execute(found.where(purchases.c.txn_id.in_(txn_ids)))
        return {row.txn_id: row.status for row in rows}

    async def reference_taken(self, provider: str, reference: str) -> bool:
        """Whether another purchase from this provider has the reference already."""
        statement = (
            select(purchases.c.id)
            .join(orders, orders.c.id == purchases.c.order_id)
            .where(orders.c.provider == provider, purchases.c.reference == reference)
            .limit(1)
        )
        return (await self._connection.execute(statement)).first() is not None

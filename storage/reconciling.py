"""Purchases as they are held against a provider's own books."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.orders import orders, purchases


@dataclass(frozen=True, slots=True)
class PurchaseToCompare:
    """A purchase with the number and the chat of its order; the price as charged, else as confirmed."""

    txn_id: str
    status: str
    reference: str | None
    number: str
    chat_id: int
    unit_price: Decimal
    currency: str


class Reconciling:
    """Rows of ``purchases``, read only."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def confirmed_between(
        self, provider: str, since: datetime, until: datetime
    ) -> dict[str, PurchaseToCompare]:
        """Those of one provider whose orders were confirmed then, by their transaction ids."""
        return await self._read(
            orders.c.confirmed_at >= since,
            orders.c.confirmed_at < until,
            orders.c.provider == provider,
        )

    async def of_txns(self, txn_ids: Collection[str]) -> dict[str, PurchaseToCompare]:
        """Those with these transaction ids."""
        return await self._read(purchases.c.txn_id.in_(txn_ids))

    async def _read(self, *wanted: ColumnElement[bool]) -> dict[str, PurchaseToCompare]:
        rows = await self._connection.execute(_selected().where(*wanted))
        return {row.txn_id: PurchaseToCompare(*row) for row in rows}


def _selected() -> Select[Any]:
    return select(
        purchases.c.txn_id,
        purchases.c.status,
        purchases.c.reference,
        orders.c.number,
        orders.c.chat_id,
        func.coalesce(purchases.c.charged, orders.c.unit_price),
        func.coalesce(purchases.c.charged_currency, orders.c.currency),
    ).select_from(purchases.join(orders, orders.c.id == purchases.c.order_id))

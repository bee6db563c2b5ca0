"""Twins: rows of keys that are one and the same key, as far as it matters who else has it or may take it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.claims import is_open
from storage.tables.keys import claims, keys
from storage.tables.orders import orders, purchases


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One of several rows that are the same key; ``root`` is the first of them.

    ``customer_id``: whose it is, or whose its order is as a whole. ``linked``: an open link gives it;
    ``linked_apart``: one of a part of its order. ``link_made_at``: when the link was made that its customer
    used for it. ``status``: of its purchase.
    """

    id: int
    root: int
    order_id: int
    number: str
    chat_id: int
    customer_id: int | None
    handed_at: datetime | None
    seen_at: datetime | None
    linked: bool
    linked_apart: bool
    link_made_at: datetime | None
    status: str


class Twins:
    """Reads twins on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_roots(self, roots: Collection[int], now: datetime) -> list[CopyRow]:
        """Every row of these keys, each given by its first row, that is still of its order; by id."""
        used = claims.alias("used")
        opened = (
            select(claims.c.id)
            .where(claims.c.order_id == keys.c.order_id, *is_open(now))
            .where(or_(claims.c.whole, claims.c.id == keys.c.claim_id))
        )
        apart = opened.where(~claims.c.whole)
        whose = func.coalesce(keys.c.customer_id, func.nullif(orders.c.customer_id, 0))
        found = (
            select(
                keys.c.id,
                func.coalesce(keys.c.twin_of, keys.c.id),
                keys.c.order_id,
                orders.c.number,
                orders.c.chat_id,
                whose,
                keys.c.handed_at,
                keys.c.seen_at,
                and_(whose.is_(None), opened.exists()),
                and_(whose.is_(None), apart.exists()),
                used.c.made_at,
                purchases.c.status,
            )
            .join(orders, orders.c.id == keys.c.order_id)
            .join(purchases, purchases.c.id == keys.c.purchase_id)
            .join(
                used,
                and_(used.c.id == keys.c.claim_id, used.c.used_by == keys.c.customer_id),
                isouter=True,
            )
            .where(or_(keys.c.id.in_(roots), keys.c.twin_of.in_(roots)))
            .where(keys.c.kept_at.is_(None))
            .order_by(keys.c.id)
        )
        return [CopyRow(*row) for row in await self._connection.execute(found)]

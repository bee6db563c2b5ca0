"""The orders that a sales report counts, one by one: of a product, a provider, a buyer, or all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.orders import ROW, OrderRow
from storage.sales import NEVER_BOUGHT, ChatsWanted, Span
from storage.tables.catalog import offers
from storage.tables.keys import keys
from storage.tables.orders import orders


@dataclass(frozen=True, slots=True)
class OrdersOf:
    """Of which product, provider or buyer; what is None makes no difference."""

    product_id: int | None = None
    provider: str | None = None
    buyer_id: int | None = None


class SoldOrders:
    """Rows of ``orders``, read only."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def page(
        self, span: Span, chats: ChatsWanted, of: OrdersOf, limit: int, passed_over: int
    ) -> list[OrderRow]:
        """Some, the newest first, behind so many."""
        found = select(*ROW).where(*_counted(span, chats, of))
        found = found.order_by(orders.c.confirmed_at.desc(), orders.c.id.desc())
        rows = await self._connection.execute(found.limit(limit).offset(passed_over))
        return [OrderRow(**row._mapping) for row in rows]

    async def behind(
        self, span: Span, chats: ChatsWanted, last: tuple[datetime, int] | None, limit: int
    ) -> list[OrderRow]:
        """Some, the oldest first, behind the one that was confirmed then and has this row number."""
        found = select(*ROW).where(*_counted(span, chats, OrdersOf()))
        if last is not None:
            at, order_id = last
            same = and_(orders.c.confirmed_at == at, orders.c.id > order_id)
            # The first bound is what an index walks along.
            found = found.where(orders.c.confirmed_at >= at, or_(orders.c.confirmed_at > at, same))
        found = found.order_by(orders.c.confirmed_at, orders.c.id)
        rows = await self._connection.execute(found.limit(limit))
        return [OrderRow(**row._mapping) for row in rows]

    async def counted(self, span: Span, chats: ChatsWanted, of: OrdersOf, most: int) -> int:
        """How many there are, up to ``most``."""
        some = select(orders.c.id).where(*_counted(span, chats, of)).limit(most).subquery()
        return int(await self._connection.scalar(select(func.count()).select_from(some)) or 0)

    async def stocked(self, order_ids: Collection[int]) -> set[int]:
        """The purchases of these orders of which a key went into own stock."""
        found = select(keys.c.purchase_id).where(
            keys.c.order_id.in_(order_ids), keys.c.kept_at.is_not(None)
        )
        return set(await self._connection.scalars(found))


def _counted(span: Span, chats: ChatsWanted, of: OrdersOf) -> Sequence[ColumnElement[bool]]:
    wanted = [
        orders.c.confirmed_at >= span[0],
        orders.c.confirmed_at < span[1],
        orders.c.status.not_in(NEVER_BOUGHT),
        *chats.among(orders.c.chat_id),
    ]
    if of.product_id is not None:
        mine = select(offers.c.id).where(offers.c.product_id == of.product_id)
        wanted.append(orders.c.offer_id.in_(mine))
    if of.provider is not None:
        wanted.append(orders.c.provider == of.provider)
    if of.buyer_id is not None:
        wanted.append(orders.c.buyer_id == of.buyer_id)
    return wanted

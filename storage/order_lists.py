"""Lists of orders, the newest first, by what they are of; a page costs the same however many there are.

A page goes on behind an order and not after so many, and each way to ask has an index to walk along.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.index_walks import Conditions, counted, first_rows, parts_of
from storage.orders import ROW, OrderRow
from storage.tables.orders import orders


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Which orders are asked for; what is None makes no difference.

    ``chats``: of one of these; ``other_than``: of none of those, which are passed over one by one.
    """

    chats: Collection[int] | None = None
    other_than: Collection[int] = ()
    statuses: Collection[str] | None = None
    buyer_id: int | None = None


class OrderLists:
    """Rows of ``orders``, read only."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def newest(
        self, asked: OrderFilter, limit: int, *, behind: int | None = None
    ) -> Sequence[OrderRow]:
        """Give orders, the newest first; ``behind``: only those older than the one with this id."""
        older = () if behind is None else (orders.c.id < behind,)
        return await self._first(asked, older, limit, newest=True)

    async def next_newer(self, asked: OrderFilter, limit: int, *, than: int) -> Sequence[OrderRow]:
        """Give the orders that are the next newer than the one with this id, the newest of them first."""
        return (await self._first(asked, (orders.c.id > than,), limit, newest=False))[::-1]

    async def counted(self, asked: OrderFilter, most: int) -> int:
        """Count the orders, up to ``most``."""
        return await counted(self._connection, orders.c.id, _parts(asked, ()), most)

    async def _first(
        self, asked: OrderFilter, where: Conditions, limit: int, *, newest: bool
    ) -> Sequence[OrderRow]:
        parts, by = _parts(asked, where), (orders.c.id,)
        rows = await first_rows(self._connection, ROW, parts, by, limit, newest=newest)
        return [OrderRow(**row._mapping) for row in rows]


def _parts(asked: OrderFilter, where: Conditions) -> Conditions:
    always = list(where)
    if asked.other_than:
        always.append(orders.c.chat_id.not_in(asked.other_than))
    if asked.buyer_id is not None:
        always.append(orders.c.buyer_id == asked.buyer_id)
    either = []
    if asked.chats is not None:
        either.append([orders.c.chat_id == chat for chat in sorted(asked.chats)])
    if asked.statuses is not None:
        either.append([orders.c.status == status for status in asked.statuses])
    return parts_of(always, *either)

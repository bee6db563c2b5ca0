"""Marks of orders: what happened to one that a person should look at, and that has no end of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.orders import ROW, OrderRow
from storage.tables.orders import order_marks, orders
from storage.upsert import insert_into

CHARGED, TWIN = "charged", "twin"
"""It was charged otherwise than confirmed; a key of it was sold before."""
MARKS = frozenset({CHARGED, TWIN})


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A mark of an order, and since when."""

    order_id: int
    what: str
    at: datetime


class OrderMarks:
    """Rows of ``order_marks``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, order_id: int, what: str, at: datetime) -> None:
        """Mark an order; one that is marked so keeps its moment."""
        made = insert_into(self._connection, order_marks).values(
            order_id=order_id, what=what, at=at
        )
        await self._connection.execute(made.on_conflict_do_nothing())

    async def since(self, moment: datetime, limit: int) -> Sequence[tuple[MarkRow, OrderRow]]:
        """The newest marks since then, each with its order."""
        mark = order_marks.c.order_id, order_marks.c.what, order_marks.c.at.label("marked_at")
        found = (
            select(*mark, *ROW)
            .join_from(order_marks, orders, orders.c.id == order_marks.c.order_id)
            .where(order_marks.c.at >= moment)
            .order_by(order_marks.c.at.desc(), order_marks.c.order_id.desc())
            .limit(limit)
        )
        rows = await self._connection.execute(found)
        return [(MarkRow(*row[:3]), OrderRow(*row[3:])) for row in rows]

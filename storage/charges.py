"""Orders of which it is still to be read what the provider charged."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.orders import unread_charges
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class UnreadCharge:
    """An order by its row number, when its charges are read next, and how often they were."""

    order_id: int
    due_at: datetime
    tries: int


class Charges:
    """Rows of ``unread_charges``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def await_reading(self, order_id: int, due_at: datetime) -> None:
        """Have an order's charges read, unless they are to be already."""
        made = insert_into(self._connection, unread_charges).values(
            order_id=order_id, due_at=due_at, tries=0
        )
        await self._connection.execute(made.on_conflict_do_nothing(index_elements=["order_id"]))

    async def due(self, now: datetime, limit: int) -> list[UnreadCharge]:
        """Those to be read now, longest waiting first."""
        found = select(unread_charges).where(unread_charges.c.due_at <= now)
        rows = await self._connection.execute(found.order_by(unread_charges.c.due_at).limit(limit))
        return [UnreadCharge(*row) for row in rows]

    async def put_off(self, order_id: int, due_at: datetime) -> None:
        """Count a try, and read again at ``due_at``."""
        mine = update(unread_charges).where(unread_charges.c.order_id == order_id)
        await self._connection.execute(mine.values(due_at=due_at, tries=unread_charges.c.tries + 1))

    async def done(self, order_id: int) -> None:
        """All are read, or given up."""
        await self._connection.execute(
            delete(unread_charges).where(unread_charges.c.order_id == order_id)
        )

    async def late(self, order_ids: Collection[int], tries: int) -> set[int]:
        """Those among these that were tried so often, and are not read."""
        found = select(unread_charges.c.order_id).where(
            unread_charges.c.order_id.in_(order_ids), unread_charges.c.tries >= tries
        )
        return set((await self._connection.execute(found)).scalars())

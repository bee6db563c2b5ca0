"""Keys: sealed bytes, their fingerprints and masks. The plain key never comes here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import keys, orders


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key as it stands in the table."""

    id: int
    order_id: int
    purchase_id: int
    position: int
    sealed: bytes
    fingerprint: str
    mask: str
    twin_of: int | None
    arrived_at: datetime


class Keys:
    """Reads and writes keys on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, **values: Any) -> int:
        """Insert a sealed key and give its id."""
        made = insert(keys).values(**values).returning(keys.c.id)
        return int((await self._connection.execute(made)).scalar_one())

    async def of_order(self, order_id: int) -> list[KeyRow]:
        """The keys of an order in their order."""
        return (await self.of_orders([order_id])).get(order_id, [])

    async def of_orders(self, order_ids: Collection[int]) -> dict[int, list[KeyRow]]:
        """The keys of several orders, by order."""
        statement = (
            select(keys)
            .where(keys.c.order_id.in_(order_ids))
            .order_by(keys.c.order_id, keys.c.position)
        )
        found: dict[int, list[KeyRow]] = {}
        for row in (await self._connection.execute(statement)).mappings():
            found.setdefault(row["order_id"], []).append(KeyRow(**row))
        return found

    async def by_fingerprint(self, fingerprints: Collection[str]) -> KeyRow | None:
        """The first key that has one of the fingerprints."""
        statement = (
            select(keys).where(keys.c.fingerprint.in_(fingerprints)).order_by(keys.c.id).limit(1)
        )
        row = (await self._connection.execute(statement)).mappings().one_or_none()
        return None if row is None else KeyRow(**row)

    async def numbers_of(self, key_ids: Collection[int]) -> dict[int, str]:
        """The order numbers that the keys belong to, by key."""
        statement = (
            select(keys.c.id, orders.c.number)
            .join(orders, orders.c.id == keys.c.order_id)
            .where(keys.c.id.in_(key_ids))
        )
        return {row.id: row.number for row in await self._connection.execute(statement)}

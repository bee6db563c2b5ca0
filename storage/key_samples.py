"""Samples of keys, by which one is found inside another: marks of every few letters in a row of each."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Table, delete, func, insert, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.many import execute_many
from storage.tables.keys import key_samples, keys, samples_due
from storage.tables.stock import own_key_samples, own_keys
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class Holders:
    """Keys, by their ids, in which another stands: of own stock, and of orders."""

    own: frozenset[int] = frozenset()
    of_orders: frozenset[int] = frozenset()

    def __or__(self, other: "Holders") -> "Holders":
        return Holders(self.own | other.own, self.of_orders | other.of_orders)

    def __bool__(self) -> bool:
        return bool(self.own or self.of_orders)


@dataclass(frozen=True, slots=True)
class DueRow:
    """A key of an older Keydesk that has no samples yet; one of its two ids is None."""

    id: int
    key_id: int | None
    own_key_id: int | None
    sealed: bytes | None = field(repr=False)


class KeySamples:
    """Reads and writes samples on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, samples: Mapping[int, Iterable[int]]) -> None:
        """Write down the samples of keys of orders, by their ids."""
        await self._add(key_samples, "key_id", samples)

    async def add_own(self, samples: Mapping[int, Iterable[int]]) -> None:
        """The same of keys of own stock."""
        await self._add(own_key_samples, "own_key_id", samples)

    async def keep(self, key_id: int, own_key_id: int) -> None:
        """A key of an order lies in own stock as well now."""
        mine = select(key_samples.c.mark, literal(own_key_id)).where(key_samples.c.key_id == key_id)
        made = insert(own_key_samples).from_select(["mark", "own_key_id"], mine)
        await self._connection.execute(made)

    async def counted(self, marks: Collection[int]) -> dict[int, int]:
        """How many keys have each of these marks, of those that any has."""
        each = [
            select(table.c.mark, func.count().label("keys"))
            .where(table.c.mark.in_(marks))
            .group_by(table.c.mark)
            for table in (key_samples, own_key_samples)
        ]
        found: dict[int, int] = {}
        for mark, count in await self._connection.execute(union_all(*each)):
            found[mark] = found.get(mark, 0) + int(count)
        return found

    async def holders(self, marks: Collection[int], rarest: int) -> Holders:
        """The keys that have all of these marks; ``rarest``: the one of them that fewest keys have."""
        return Holders(
            await self._holders(own_key_samples, "own_key_id", marks, rarest),
            await self._holders(key_samples, "key_id", marks, rarest),
        )

    async def due(self, limit: int) -> Sequence[DueRow]:
        """Keys that have no samples yet."""
        sealed = func.coalesce(keys.c.sealed, own_keys.c.sealed)
        found = (
            select(samples_due.c.id, samples_due.c.key_id, samples_due.c.own_key_id, sealed)
            .join(keys, keys.c.id == samples_due.c.key_id, isouter=True)
            .join(own_keys, own_keys.c.id == samples_due.c.own_key_id, isouter=True)
            .order_by(samples_due.c.id)
            .limit(limit)
        )
        return [DueRow(*row) for row in await self._connection.execute(found)]

    async def done(self, rows: Sequence[DueRow]) -> None:
        """These have them, or can have none."""
        ids = [row.id for row in rows]
        await self._connection.execute(delete(samples_due).where(samples_due.c.id.in_(ids)))

    async def _add(self, table: Table, of: str, samples: Mapping[int, Iterable[int]]) -> None:
        rows = [{of: key, "mark": mark} for key, marks in samples.items() for mark in marks]
        made = insert_into(self._connection, table).on_conflict_do_nothing()
        await execute_many(self._connection, made, rows)

    async def _holders(
        self, table: Table, of: str, marks: Collection[int], rarest: int
    ) -> frozenset[int]:
        key = table.c[of]
        among = select(key).where(table.c.mark == rarest)
        found = select(key).where(table.c.mark.in_(marks), key.in_(among)).group_by(key)
        alike = found.having(func.count() == len(marks))
        return frozenset(await self._connection.scalars(alike))

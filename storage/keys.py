"""Keys: sealed bytes, their fingerprints and masks. The plain key never comes here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.keys import key_shapes, keys
from storage.tables.orders import orders, purchases
from storage.upsert import insert_into


class Home(NamedTuple):
    """The order that a key is of, and the chat which that belongs to."""

    number: str
    chat_id: int


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key as it stands in the table; ``again``, where keys of orders are read: it came once more since."""

    id: int
    order_id: int
    purchase_id: int
    position: int
    sealed: bytes
    fingerprint: str
    bare_fingerprint: str | None
    mask: str
    twin_of: int | None
    arrived_at: datetime
    claim_id: int | None
    customer_id: int | None
    handed_at: datetime | None
    seen_at: datetime | None
    kept_at: datetime | None
    let_go_at: datetime | None
    again: bool = False

    @property
    def came_twice(self) -> bool:
        """Whether the same key is there once more: it came before, or again."""
        return self.twin_of is not None or self.again


@dataclass(frozen=True, slots=True)
class DressedRow:
    """A key of which it is not written down yet by what it is found in any dress."""

    id: int
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """The order that a key is of (None: it lies in own stock), and whose it is, if it is a customer's."""

    number: str | None
    customer_id: int | None


_LATER = keys.alias("later")
_AGAIN = exists().where(_LATER.c.twin_of == keys.c.id, _LATER.c.kept_at.is_(None))
_OF_ORDERS = (
    select(keys, _AGAIN.label("again"))
    .where(keys.c.order_id.in_(bindparam("orders", expanding=True)))
    .order_by(keys.c.order_id, keys.c.position)
)
_STILL_OF_ORDERS = _OF_ORDERS.where(keys.c.kept_at.is_(None))
_BY_BARE = (
    select(keys.c.bare_fingerprint, orders.c.number, keys.c.customer_id)
    .join(orders, orders.c.id == keys.c.order_id)
    .where(keys.c.bare_fingerprint.in_(bindparam("fingerprints", expanding=True)))
    .where(keys.c.kept_at.is_(None))
    .order_by(keys.c.id.desc())
)
"""Made once: every card and every message to a group asks them."""


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

    async def of_orders(
        self, order_ids: Collection[int], *, kept: bool = False
    ) -> dict[int, list[KeyRow]]:
        """The keys of several orders, by order; ``kept``: also those that went into own stock since."""
        asked = {"orders": list(order_ids)}
        statement = _OF_ORDERS if kept else _STILL_OF_ORDERS
        found: dict[int, list[KeyRow]] = {}
        for row in (await self._connection.execute(statement, asked)).mappings():
            found.setdefault(row["order_id"], []).append(KeyRow(**row))
        return found

    async def fingerprints_of(self, purchase_id: int) -> set[str]:
        """The fingerprints of the keys of a purchase."""
        found = select(keys.c.fingerprint).where(keys.c.purchase_id == purchase_id)
        return set(await self._connection.scalars(found))

    async def last_position(self, order_id: int) -> int:
        """The position of the last key of an order; 0 where it has none."""
        found = select(func.coalesce(func.max(keys.c.position), 0))
        return int(await self._connection.scalar(found.where(keys.c.order_id == order_id)) or 0)

    async def purchases_with(self, order_id: int) -> set[int]:
        """The purchases of an order that have a key."""
        found = select(keys.c.purchase_id).where(keys.c.order_id == order_id)
        return set(await self._connection.scalars(found))

    async def by_fingerprint(
        self,
        fingerprints: Collection[str],
        dresses: Collection[str] = (),
        ids: Collection[int] = (),
    ) -> KeyRow | None:
        """The first key that has one of the fingerprints, or in another dress, and is still of its order."""
        same = or_(
            keys.c.fingerprint.in_(fingerprints),
            keys.c.bare_fingerprint.in_(dresses),
            keys.c.id.in_(ids),
        )
        statement = select(keys).where(same, keys.c.kept_at.is_(None)).order_by(keys.c.id).limit(1)
        row = (await self._connection.execute(statement)).mappings().one_or_none()
        return None if row is None else KeyRow(**row)

    async def come_again(self, key_ids: Collection[int]) -> set[int]:
        """Those of these keys that came for a later order too, and are still of that."""
        found = select(keys.c.twin_of).where(keys.c.twin_of.in_(key_ids), keys.c.kept_at.is_(None))
        return {each for each in await self._connection.scalars(found) if each is not None}

    async def known(self, fingerprints: Collection[str]) -> set[str]:
        """Those of these fingerprints that keys have."""
        found = select(keys.c.fingerprint).where(keys.c.fingerprint.in_(fingerprints))
        return set(await self._connection.scalars(found))

    async def known_dresses(self, dresses: Collection[str]) -> set[str]:
        """Those of these fingerprints of bare forms that keys have, whatever became of them."""
        found = select(keys.c.bare_fingerprint).where(keys.c.bare_fingerprint.in_(dresses))
        return {each for each in await self._connection.scalars(found) if each is not None}

    async def by_bare(self, fingerprints: Collection[str]) -> dict[str, OwnerRow]:
        """Of these fingerprints of bare forms, those that keys have; with the order of the first key."""
        rows = await self._connection.execute(_BY_BARE, {"fingerprints": list(fingerprints)})
        return {row.bare_fingerprint: OwnerRow(row.number, row.customer_id) for row in rows}

    async def owners(self, key_ids: Collection[int]) -> dict[int, OwnerRow]:
        """The orders of these keys, of those that are still of theirs."""
        found = (
            select(keys.c.id, orders.c.number, keys.c.customer_id)
            .join(orders, orders.c.id == keys.c.order_id)
            .where(keys.c.id.in_(key_ids), keys.c.kept_at.is_(None))
        )
        rows = await self._connection.execute(found)
        return {row.id: OwnerRow(row.number, row.customer_id) for row in rows}

    async def note_seen(self, key_ids: Collection[int], at: datetime) -> None:
        """Somebody of the staff is shown these."""
        mine = update(keys).where(keys.c.id.in_(key_ids), keys.c.seen_at.is_(None))
        await self._connection.execute(mine.values(seen_at=at))

    async def keep(self, key_id: int, at: datetime) -> bool:
        """Let a key that nobody has seen, nor may have, go into own stock. False: somebody may have."""
        mine = update(keys).where(
            keys.c.id == key_id,
            keys.c.customer_id.is_(None),
            keys.c.handed_at.is_(None),
            keys.c.seen_at.is_(None),
            keys.c.kept_at.is_(None),
        )
        kept = mine.values(kept_at=at, customer_id=0)
        return (await self._connection.execute(kept)).rowcount == 1

    async def of_txn(self, txn_id: str) -> list[KeyRow]:
        """The keys of the purchase with this transaction id that are still of its order."""
        bought = select(purchases.c.id).where(purchases.c.txn_id == txn_id).scalar_subquery()
        found = select(keys).where(keys.c.purchase_id == bought, keys.c.kept_at.is_(None))
        rows = await self._connection.execute(found.order_by(keys.c.id))
        return [KeyRow(**row) for row in rows.mappings()]

    async def purchases_kept(self, order_id: int) -> set[int]:
        """The purchases of an order of which a key went into own stock."""
        found = select(keys.c.purchase_id).where(
            keys.c.order_id == order_id, keys.c.kept_at.is_not(None)
        )
        return set(await self._connection.scalars(found))

    async def shapes(self) -> frozenset[str]:
        """The shapes of all keys."""
        return frozenset((await self._connection.execute(select(key_shapes.c.shape))).scalars())

    async def add_shapes(self, shapes: Collection[str]) -> None:
        """Keys of these shapes are there from now on."""
        made = insert_into(self._connection, key_shapes).on_conflict_do_nothing()
        await self._connection.execute(made, [{"shape": shape} for shape in sorted(shapes)])

    async def without_bare(self, after: int, limit: int) -> Sequence[DressedRow]:
        """Keys behind this one (0: from the first) that have no fingerprint of their bare form yet."""
        statement = (
            select(keys.c.id, keys.c.sealed)
            .where(keys.c.bare_fingerprint.is_(None), keys.c.id > after, keys.c.let_go_at.is_(None))
            .order_by(keys.c.id)
            .limit(limit)
        )
        return [DressedRow(*row) for row in await self._connection.execute(statement)]

    async def add_bare(self, row: DressedRow, fingerprint: str) -> None:
        """Write it down. One that was sealed anew meanwhile has it already, and keeps that."""
        mine = update(keys).where(keys.c.id == row.id, keys.c.sealed == row.sealed)
        await self._connection.execute(mine.values(bare_fingerprint=fingerprint))

    async def homes_of(self, key_ids: Collection[int]) -> dict[int, Home]:
        """The orders that the keys belong to, by key."""
        statement = (
            select(keys.c.id, orders.c.number, orders.c.chat_id)
            .join(orders, orders.c.id == keys.c.order_id)
            .where(keys.c.id.in_(key_ids))
        )
        found = await self._connection.execute(statement)
        return {row.id: Home(row.number, row.chat_id) for row in found}

    async def homes_since(self, key_ids: Collection[int]) -> dict[int, list[Home]]:
        """The orders in which these keys came once more, by key."""
        statement = (
            select(keys.c.twin_of, orders.c.number, orders.c.chat_id)
            .join(orders, orders.c.id == keys.c.order_id)
            .where(keys.c.twin_of.in_(key_ids), keys.c.kept_at.is_(None))
            .order_by(keys.c.id)
        )
        found: dict[int, list[Home]] = {}
        for row in await self._connection.execute(statement):
            found.setdefault(row.twin_of, []).append(Home(row.number, row.chat_id))
        return found

"""Keys by the piece: which are free, in an open link, or a customer's; and their compare-and-set.

A key has one customer and one link, each a column of its row: no two can have it. It is free as long as it
is nobody's and its link, if it was ever in one, is not open.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.claims import is_open
from storage.orders import ROW, OrderRow
from storage.tables.keys import claims, keys
from storage.tables.orders import orders, purchases


@dataclass(frozen=True, slots=True)
class PartRow:
    """A customer's part of an order: how many keys of it are good, and since when they have any."""

    good: int
    handed_at: datetime | None


_PARTS = (
    select(
        keys.c.order_id,
        func.count(purchases.c.id).label("good"),
        func.max(keys.c.handed_at).label("handed_at"),
    )
    .join_from(
        keys,
        purchases,
        and_(
            purchases.c.id == keys.c.purchase_id,
            purchases.c.status.not_in(bindparam("besides", expanding=True)),
        ),
        isouter=True,
    )
    .where(keys.c.customer_id == bindparam("customer"))
    .where(keys.c.order_id.in_(bindparam("orders", expanding=True)))
    .group_by(keys.c.order_id)
)
"""Made once: every customer's list costs it."""


class Pieces:
    """Reads and writes whose keys are, on one connection. The order's row is locked by who writes."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def link(
        self, links: Mapping[str, Collection[int]], order_id: int, *, now: datetime
    ) -> bool:
        """Put free keys into new links, given by the hashes of their tokens.

        False: one of them is not free any more; what was written must not be committed.
        """
        found = await self._connection.execute(
            select(claims.c.token_hash, claims.c.id).where(claims.c.token_hash.in_(links))
        )
        ids = {row.token_hash: row.id for row in found}
        wanted = [
            {"claim": ids[token], "key": key} for token, held in links.items() for key in held
        ]
        put = (
            update(keys)
            .where(keys.c.id == bindparam("key"), *_is_free(order_id, now))
            .values(claim_id=bindparam("claim"))
        )
        await self._connection.execute(put, wanted)
        within = select(func.count()).where(keys.c.claim_id.in_(ids.values()))
        return await self._connection.scalar(within) == len(wanted)

    async def give(
        self,
        order_id: int,
        key_ids: Collection[int],
        customer_id: int,
        *,
        now: datetime,
        handed: bool,
    ) -> bool:
        """Make free keys a customer's. False: one is not free any more, and what was written must not be
        committed. ``handed``: the customer has them from now on.
        """
        statement = (
            update(keys)
            .where(keys.c.id.in_(key_ids), *_is_free(order_id, now))
            .values(customer_id=customer_id, handed_at=now if handed else None)
        )
        return (await self._connection.execute(statement)).rowcount == len(key_ids)

    async def adopt(
        self, order_id: int, customer_id: int, key_ids: Collection[int] | None = None
    ) -> None:
        """What came of an order that a customer has as a whole is theirs too; all of it, or these keys."""
        nobodys = update(keys).where(keys.c.order_id == order_id, keys.c.customer_id.is_(None))
        if key_ids is not None:
            nobodys = nobodys.where(keys.c.id.in_(key_ids))
        await self._connection.execute(nobodys.values(customer_id=customer_id))

    async def hand_over(
        self, order_id: int, customer_id: int, at: datetime, key_ids: Collection[int] | None = None
    ) -> int:
        """Note that this customer has keys of the order, or may have; all of theirs, or these.

        Gives how many they did not have before.
        """
        mine = (
            update(keys)
            .where(keys.c.order_id == order_id, keys.c.customer_id == customer_id)
            .where(keys.c.handed_at.is_(None))
        )
        if key_ids is not None:
            mine = mine.where(keys.c.id.in_(key_ids))
        return (await self._connection.execute(mine.values(handed_at=at))).rowcount

    async def take_back(self, order_id: int, customer_id: int) -> int:
        """Make keys nobody's again that were given to this customer in vain; gives how many."""
        statement = (
            update(keys)
            .where(keys.c.order_id == order_id, keys.c.customer_id == customer_id)
            .where(keys.c.handed_at.is_(None))
            .values(customer_id=None)
        )
        return (await self._connection.execute(statement)).rowcount

    async def take_for_handed_over(self, at: datetime) -> None:
        """Make every key that has a customer count as handed over."""
        given = and_(
            keys.c.customer_id.is_not(None), keys.c.handed_at.is_(None), keys.c.kept_at.is_(None)
        )
        await self._connection.execute(update(keys).where(given).values(handed_at=at))

    # What is a customer's own

    async def any_of(self, customer_id: int) -> bool:
        """Whether any key is this customer's."""
        found = select(keys.c.id).where(keys.c.customer_id == customer_id).limit(1)
        return await self._connection.scalar(found) is not None

    async def parts(
        self, customer_id: int, order_ids: Collection[int], besides: Collection[str]
    ) -> dict[int, PartRow]:
        """This customer's parts of these orders; keys of purchases ``besides`` are not good."""
        values = {"customer": customer_id, "orders": list(order_ids), "besides": list(besides)}
        found = (await self._connection.execute(_PARTS, values)).all()
        return {row.order_id: PartRow(row.good, row.handed_at) for row in found}

    async def newest(
        self, customer_id: int, limit: int, *, behind: int | None = None
    ) -> Sequence[OrderRow]:
        """Give the orders of which a customer has a part, as OrderLists.newest does."""
        older = () if behind is None else (keys.c.order_id < behind,)
        walk = _own(customer_id, *older).order_by(keys.c.order_id.desc()).limit(limit)
        return await self._orders(walk)

    async def next_newer(self, customer_id: int, limit: int, *, than: int) -> Sequence[OrderRow]:
        """Give those that are the next newer than the one with this id, the newest of them first."""
        walk = _own(customer_id, keys.c.order_id > than).order_by(keys.c.order_id).limit(limit)
        return await self._orders(walk)

    async def counted(self, customer_id: int, most: int) -> int:
        """Count them, up to ``most``."""
        walk = _own(customer_id).order_by(keys.c.order_id).limit(most).subquery()
        return await self._connection.scalar(select(func.count()).select_from(walk)) or 0

    async def _orders(self, walk: Select[tuple[int]]) -> Sequence[OrderRow]:
        within = walk.subquery()
        found = select(*ROW).join_from(within, orders, orders.c.id == within.c.order_id)
        rows = [OrderRow(**row._mapping) for row in await self._connection.execute(found)]
        # Sorted here: told to sort, SQLite walks along all orders and looks which are among these.
        return sorted(rows, key=lambda row: row.id, reverse=True)


def _own(customer_id: int, *where: ColumnElement[bool]) -> Select[tuple[int]]:
    """The ids of a customer's orders: a stretch of an index, in which an order stands once for each key."""
    return select(keys.c.order_id).distinct().where(keys.c.customer_id == customer_id, *where)


def _is_free(order_id: int, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Nobody's, and in no open link."""
    closed = keys.c.claim_id.not_in(
        select(claims.c.id).where(claims.c.order_id == order_id, *is_open(now))
    )
    return (
        keys.c.order_id == order_id,
        keys.c.customer_id.is_(None),
        keys.c.kept_at.is_(None),
        or_(keys.c.claim_id.is_(None), closed),
    )

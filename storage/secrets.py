"""The secrets the desk was ever started with: what each is known by, and what finds its fingerprints."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Column, delete, insert, inspect, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.audit import audit_keys
from storage.tables.cases import case_messages
from storage.tables.conversations import pending_confirmations
from storage.tables.inbox import inbox
from storage.tables.keys import keys
from storage.tables.orders import orders
from storage.tables.stock import own_keys
from storage.tables.system import secrets
from storage.tables.work import work


@dataclass(frozen=True, slots=True)
class SecretRow:
    """A secret by its id. ``pepper`` keys its fingerprints and is sealed under ``sealed_by``.

    ``used_at`` is set where the desk was started last with this one as the newest.
    """

    id: str
    pepper: bytes = field(repr=False)
    sealed_by: str
    used_at: datetime | None
    retired_at: datetime | None


@dataclass(frozen=True, slots=True)
class SealedRow:
    """Something sealed: in which table, under which key there, and of which order if of one.

    ``fingerprints`` of a key: of itself, and of its bare form.
    """

    table: str
    key: int | str
    sealed: bytes = field(repr=False)
    fingerprints: tuple[str, str | None] | None = None
    number: str | None = None


OWN_STOCK = "own stock"
"""In place of the number of an order, where a key of own stock is named."""
OTHERS: dict[str, int | str] = {
    pending_confirmations.name: "",
    inbox.name: -1,
    work.name: 0,
    case_messages.name: 0,
}
"""The tables besides that of keys in which something is sealed, and the key behind which each begins."""
_KEYS: dict[str, Column[Any]] = {
    each.table.name: each
    for each in (pending_confirmations.c.key, inbox.c.id, work.c.id, case_messages.c.id)
}


class Secrets:
    """Rows of ``secrets``, and whatever the desk has sealed under them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> Sequence[SecretRow]:
        """Give every row; none where the schema is older than the table."""
        if not await self._connection.run_sync(lambda c: inspect(c).has_table(secrets.name)):
            return []
        found = select(secrets).order_by(secrets.c.id)
        return [SecretRow(*row) for row in await self._connection.execute(found)]

    async def add(self, row: SecretRow) -> None:
        """Write a secret down."""
        await self._connection.execute(
            insert(secrets).values(
                id=row.id,
                pepper=row.pepper,
                sealed_by=row.sealed_by,
                used_at=row.used_at,
                retired_at=row.retired_at,
            )
        )

    async def change(self, secret_id: str, **values: Any) -> None:
        """Set columns of a secret."""
        changed = update(secrets).where(secrets.c.id == secret_id).values(**values)
        await self._connection.execute(changed)

    async def use(self, secret_id: str, at: datetime) -> None:
        """Note that the desk was started with this one as the newest: it alone has ``used_at``.

        Clocks are set back too: which start was the last must not hang on comparing them.
        """
        others = update(secrets).where(secrets.c.id != secret_id)
        await self._connection.execute(others.values(used_at=None))
        await self.change(secret_id, used_at=at, retired_at=None)

    async def forget(self, secret_id: str) -> None:
        """Delete a secret's row."""
        await self._connection.execute(delete(secrets).where(secrets.c.id == secret_id))

    async def sample(self, count: int) -> Sequence[SealedRow]:
        """Give the keys that came first and those that came last, so many of each."""
        if not await self._connection.run_sync(lambda c: inspect(c).has_table(keys.name)):
            return []
        found = select(keys.c.id, keys.c.sealed, orders.c.number).join(
            orders, orders.c.id == keys.c.order_id
        )
        # By the text itself: the schema may be older than the column that says since when it is gone.
        found = found.where(keys.c.sealed != b"")
        rows: dict[int, SealedRow] = {}
        for order_by in (keys.c.id, keys.c.id.desc()):
            for row in await self._connection.execute(found.order_by(order_by).limit(count)):
                rows[row.id] = SealedRow(keys.name, row.id, row.sealed, number=row.number)
        return list(rows.values())

    async def keys_after(self, key_id: int, limit: int) -> Sequence[SealedRow]:
        """Give sealed keys behind this one (0: from the first), in the order they came."""
        found = (
            select(
                keys.c.id,
                keys.c.sealed,
                keys.c.fingerprint,
                keys.c.bare_fingerprint,
                orders.c.number,
            )
            .join(orders, orders.c.id == keys.c.order_id)
            .where(keys.c.id > key_id, keys.c.sealed != b"")
            .order_by(keys.c.id)
            .limit(limit)
        )
        return [
            SealedRow(
                keys.name,
                row.id,
                row.sealed,
                (row.fingerprint, row.bare_fingerprint),
                row.number,
            )
            for row in await self._connection.execute(found)
        ]

    async def own_keys_after(self, key_id: int, limit: int) -> Sequence[SealedRow]:
        """Give sealed keys of own stock behind this one (0: from the first), in the order they came."""
        marks = (own_keys.c.fingerprint, own_keys.c.bare_fingerprint)
        found = (
            select(own_keys.c.id, own_keys.c.sealed, *marks)
            .where(own_keys.c.id > key_id, own_keys.c.sealed != b"")
            .order_by(own_keys.c.id)
            .limit(limit)
        )
        return [
            SealedRow(own_keys.name, row.id, row.sealed, (row[2], row[3]), OWN_STOCK)
            for row in await self._connection.execute(found)
        ]

    async def others_after(self, table: str, key: int | str, limit: int) -> Sequence[SealedRow]:
        """Give what else is sealed, in one of the tables of ``OTHERS``, behind the row with this key."""
        column = _KEYS[table]
        sealed = column.table.c.sealed
        found = (
            select(column, sealed)
            .where(column > key, sealed.is_not(None))
            .order_by(column)
            .limit(limit)
        )
        return [SealedRow(table, *row) for row in await self._connection.execute(found)]

    async def seal_anew(
        self, row: SealedRow, sealed: bytes, fingerprints: tuple[str, str] | None
    ) -> bool:
        """Put another seal on a thing. False: it was changed or taken away meanwhile."""
        if fingerprints is not None:
            table = own_keys if row.table == own_keys.name else keys
            mine = update(table).where(table.c.id == row.key, table.c.sealed == row.sealed)
            itself, bare = fingerprints
            changed = mine.values(sealed=sealed, fingerprint=itself, bare_fingerprint=bare)
            await self._mark_sold(row, itself, bare)
        else:
            column = _KEYS[row.table]
            mine = update(column.table).where(
                column == row.key, column.table.c.sealed == row.sealed
            )
            changed = mine.values(sealed=sealed)
        return (await self._connection.execute(changed)).rowcount == 1

    async def _mark_sold(self, row: SealedRow, itself: str, bare: str) -> None:
        """A key sold from own stock has no text there: it is found by what it is found by in its order."""
        if row.table == own_keys.name or not row.fingerprints:
            return
        there = own_keys.alias()
        taken = select(there.c.id).where(there.c.fingerprint == itself).exists()
        mine = update(own_keys).where(
            own_keys.c.fingerprint == row.fingerprints[0], own_keys.c.sealed == b"", ~taken
        )
        await self._connection.execute(mine.values(fingerprint=itself, bare_fingerprint=bare))


SEALED_COLUMNS = (
    keys.c.sealed,
    own_keys.c.sealed,
    pending_confirmations.c.sealed,
    inbox.c.sealed,
    work.c.sealed,
    case_messages.c.sealed,
    secrets.c.pepper,
)
SEALED_APART = (audit_keys.c.sealed,)
"""All that is sealed, and how; a test holds these against the tables, so that none is forgotten."""

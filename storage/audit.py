"""The audit: who did what, in a chain that shows when a row was changed, removed or moved."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import ColumnElement, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import TelegramId
from storage.tables.audit import audit, audit_head
from storage.tables.orders import orders


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One deed. ``facts`` is JSON text as it was hashed; no actor: the desk itself."""

    id: int
    at: datetime
    actor_id: int | None
    chat_id: int | None
    action: str
    subject: str
    facts: str
    previous: str
    hash: str
    key_id: str | None
    mac: str | None


ROW = tuple(audit.c[each.name] for each in fields(AuditRow))
"""What is read of a row, in a schema of any age that has keys."""


@dataclass(frozen=True, slots=True)
class AuditPlace:
    """Where a row is found: its kind and whose it is; and the chat of the order that its subject names."""

    kind: str
    home_id: int | None
    order_chat: int | None


@dataclass(frozen=True, slots=True)
class AuditHead:
    """Where the chain ends: how many rows it has and the hash of the last, and the mac of both."""

    rows: int
    hash: str
    key_id: str | None
    mac: str | None


class Audit:
    """Rows of ``audit`` and the one row of ``audit_head``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def head(self, *, to_append: bool = False) -> AuditHead:
        """Give the end of the chain; with ``to_append`` no other transaction can append before this one ends.

        On PostgreSQL the second to append waits for the first to end: append after other rows are locked.
        """
        found = select(audit_head.c.rows, audit_head.c.hash, audit_head.c.key_id, audit_head.c.mac)
        row = (
            await self._connection.execute(found.with_for_update() if to_append else found)
        ).first()
        return AuditHead(*row) if row else AuditHead(0, "", None, None)

    async def append(
        self,
        head: AuditHead,
        end: AuditHead,
        mac: str,
        at: datetime,
        actor_id: int | None,
        chat_id: int | None,
        action: str,
        subject: str,
        facts: str,
        *,
        kind: str,
        home_id: int | None,
        of_order: bool,
    ) -> None:
        """Add a row behind ``head``, which was read with ``to_append`` in this transaction.

        ``end`` is the chain's end from then on, and ``mac`` is the row's own. ``home_id`` is the chat whose
        it is; ``of_order``: that of the order named by the subject, if there is one.
        """
        home: ColumnElement[int] = literal(home_id, TelegramId)
        if of_order:
            theirs = select(orders.c.chat_id).where(orders.c.number == subject).scalar_subquery()
            home = func.coalesce(theirs, home)
        await self._connection.execute(
            insert(audit).values(
                at=at,
                actor_id=actor_id,
                chat_id=chat_id,
                action=action,
                subject=subject,
                facts=facts,
                previous=head.hash,
                hash=end.hash,
                key_id=end.key_id,
                mac=mac,
                kind=kind,
                home_id=home,
            )
        )
        await self.set_head(end)

    async def set_head(self, head: AuditHead) -> None:
        """Say where the chain ends."""
        values = {"rows": head.rows, "hash": head.hash, "key_id": head.key_id, "mac": head.mac}
        changed = await self._connection.execute(update(audit_head).values(**values))
        if changed.rowcount == 0:  # somebody has deleted the row
            await self._connection.execute(insert(audit_head).values(id=1, **values))

    async def end(self) -> AuditHead:
        """Give the end without its mac, in a schema of any age."""
        row = (await self._connection.execute(select(audit_head.c.rows, audit_head.c.hash))).first()
        return AuditHead(*row, None, None) if row else AuditHead(0, "", None, None)

    async def has(self, hash_: str) -> bool:
        """Whether the chain has ended with this hash once, or does now."""
        if (await self.end()).hash == hash_:
            return True
        found = select(audit.c.id).where(audit.c.previous == hash_)
        return await self._connection.scalar(found) is not None

    async def end_before_keys(self) -> tuple[AuditHead, AuditRow | None]:
        """Give the end and the last row, in a schema that has no keys yet."""
        rows = select(*(c for c in ROW if c.name not in {"key_id", "mac"}))
        last = (await self._connection.execute(rows.order_by(audit.c.id.desc()).limit(1))).first()
        row = AuditRow(**last._mapping, key_id=None, mac=None) if last else None
        return await self.end(), row

    async def after(self, row_id: int | None, limit: int) -> Sequence[AuditRow]:
        """Give rows in the order of the chain, from behind a row (None: from the first, whatever its id)."""
        found = select(*ROW).order_by(audit.c.id).limit(limit)
        if row_id is not None:
            found = found.where(audit.c.id > row_id)
        return [AuditRow(*row) for row in await self._connection.execute(found)]

    async def places(self, first: int, last: int) -> dict[int, AuditPlace]:
        """Give where each of the rows with these ids, and those between, is found."""
        found = (
            select(audit.c.id, audit.c.kind, audit.c.home_id, orders.c.chat_id)
            .outerjoin(orders, orders.c.number == audit.c.subject)
            .where(audit.c.id.between(first, last))
        )
        rows = await self._connection.execute(found)
        return {row_id: AuditPlace(*place) for row_id, *place in rows}

    async def of_subject(self, subject: str, actions: Collection[str]) -> Sequence[AuditRow]:
        """Give what was done to a subject, the oldest first."""
        found = (
            select(*ROW)
            .where(audit.c.subject == subject, audit.c.action.in_(actions))
            .order_by(audit.c.id)
        )
        return [AuditRow(*row) for row in await self._connection.execute(found)]

    async def row(self, row_id: int) -> AuditRow | None:
        """Give one row."""
        found = select(*ROW).where(audit.c.id == row_id)
        row = (await self._connection.execute(found)).first()
        return None if row is None else AuditRow(*row)

    async def latest(self, limit: int, offset: int = 0) -> Sequence[AuditRow]:
        """Give the newest rows first."""
        found = select(*ROW).order_by(audit.c.id.desc()).limit(limit).offset(offset)
        return [AuditRow(*row) for row in await self._connection.execute(found)]

    async def of_action(self, action: str) -> Sequence[AuditRow]:
        """Give all deeds of a kind, the oldest first. Reads the whole table."""
        found = select(*ROW).where(audit.c.action == action).order_by(audit.c.id)
        return [AuditRow(*row) for row in await self._connection.execute(found)]

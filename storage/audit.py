"""Who did what, in a chain that shows when a row was changed, removed or moved."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import audit, audit_head


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


@dataclass(frozen=True, slots=True)
class AuditHead:
    """Where the chain ends: how many rows it has and the hash of the last."""

    rows: int
    hash: str


class Audit:
    """Rows of ``audit`` and the one row of ``audit_head``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def head(self, *, to_append: bool = False) -> AuditHead:
        """Give the end of the chain; with ``to_append`` no other transaction can append before this one ends.

        On PostgreSQL the second to append waits for the first to end: append after other rows are locked.
        """
        found = select(audit_head.c.rows, audit_head.c.hash)
        row = (
            await self._connection.execute(found.with_for_update() if to_append else found)
        ).one()
        return AuditHead(row.rows, row.hash)

    async def append(
        self,
        head: AuditHead,
        hash_: str,
        at: datetime,
        actor_id: int | None,
        chat_id: int | None,
        action: str,
        subject: str,
        facts: str,
    ) -> None:
        """Add a row behind ``head``, which was read with ``to_append`` in this transaction."""
        await self._connection.execute(
            insert(audit).values(
                at=at,
                actor_id=actor_id,
                chat_id=chat_id,
                action=action,
                subject=subject,
                facts=facts,
                previous=head.hash,
                hash=hash_,
            )
        )
        await self._connection.execute(update(audit_head).values(rows=head.rows + 1, hash=hash_))

    async def after(self, row_id: int, limit: int) -> Sequence[AuditRow]:
        """Give rows in the order of the chain, from behind a row (0: from the first)."""
        found = select(audit).where(audit.c.id > row_id).order_by(audit.c.id).limit(limit)
        return [AuditRow(*row) for row in await self._connection.execute(found)]

    async def of_subject(self, subject: str, actions: Collection[str]) -> Sequence[AuditRow]:
        """Give what was done to a subject, the oldest first."""
        found = (
            select(audit)
            .where(audit.c.subject == subject, audit.c.action.in_(actions))
            .order_by(audit.c.id)
        )
        return [AuditRow(*row) for row in await self._connection.execute(found)]

    async def latest(self, limit: int, offset: int = 0) -> Sequence[AuditRow]:
        """Give the newest rows first."""
        found = select(audit).order_by(audit.c.id.desc()).limit(limit).offset(offset)
        return [AuditRow(*row) for row in await self._connection.execute(found)]

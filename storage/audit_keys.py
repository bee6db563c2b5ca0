"""The keys of the audit's chain, each sealed under one of the desk's secrets."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, insert, inspect, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.audit import audit_keys


@dataclass(frozen=True, slots=True)
class AuditKeyRow:
    """A key by its id, sealed under ``sealed_by``."""

    id: str
    sealed: bytes = field(repr=False)
    sealed_by: str
    made_at: datetime


class AuditKeys:
    """Rows of ``audit_keys``: one, unless a key was lost with a secret."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def there(self) -> bool:
        """Whether the schema has the table: a copy may be of an older Keydesk."""
        return await self._connection.run_sync(lambda c: inspect(c).has_table(audit_keys.name))

    async def all(self) -> Sequence[AuditKeyRow]:
        """Give every row, the oldest first."""
        found = select(audit_keys).order_by(audit_keys.c.made_at, audit_keys.c.id)
        return [AuditKeyRow(*row) for row in await self._connection.execute(found)]

    async def add(self, row: AuditKeyRow) -> None:
        """Write a key down."""
        await self._connection.execute(
            insert(audit_keys).values(
                id=row.id, sealed=row.sealed, sealed_by=row.sealed_by, made_at=row.made_at
            )
        )

    async def seal_anew(self, key_id: str, sealed: bytes, sealed_by: str) -> None:
        """Put another seal on a key."""
        mine = update(audit_keys).where(audit_keys.c.id == key_id)
        await self._connection.execute(mine.values(sealed=sealed, sealed_by=sealed_by))

    async def forget(self, key_id: str) -> None:
        """Delete a key that nothing opens any more."""
        await self._connection.execute(delete(audit_keys).where(audit_keys.c.id == key_id))

"""How providers answered lately, against their own usual."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.many import execute_many
from storage.tables.system import provider_health
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class HealthRow:
    """What is known of a provider: see services/alerts/providers.py, which makes these rows."""

    provider: str
    usual_ms: int
    samples: int
    trouble: str | None
    since: datetime | None
    streak: int
    looked_at: datetime


class ProviderHealth:
    """Rows of ``provider_health``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> dict[str, HealthRow]:
        """All there is, by provider."""
        rows = await self._connection.execute(select(provider_health))
        return {row.provider: HealthRow(*row) for row in rows}

    async def locked(self) -> dict[str, HealthRow]:
        """The same; who else would write what they become waits until this transaction ends."""
        wanted = select(provider_health).order_by(provider_health.c.provider).with_for_update()
        rows = await self._connection.execute(wanted)
        return {row.provider: HealthRow(*row) for row in rows}

    async def put(self, rows: Iterable[HealthRow]) -> None:
        """Write these in place of what was there."""
        written = [asdict(row) for row in rows]
        if written:
            made = insert_into(self._connection, provider_health)
            changed = {name: made.excluded[name] for name in written[0] if name != "provider"}
            put = made.on_conflict_do_update(index_elements=["provider"], set_=changed)
            await execute_many(self._connection, put, written)

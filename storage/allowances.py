"""How much of something each person has used up lately."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.conversations import allowances
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class AllowanceRow:
    """``full_at``: when everything is given back. ``slowed_at``: since when they are too fast,
    ``refused_at``: when they were so last, ``refused``: how often since ``slowed_at``.
    """

    who: int
    what: str
    full_at: datetime
    slowed_at: datetime | None = None
    refused_at: datetime | None = None
    refused: int = 0


class Allowances:
    """Rows of ``allowances``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def lock(self, who: int, what: str) -> AllowanceRow | None:
        """Give what is written of somebody, locked; None: nothing is."""
        mine = select(allowances).where(allowances.c.who == who, allowances.c.what == what)
        row = (await self._connection.execute(mine.with_for_update())).first()
        return None if row is None else AllowanceRow(*row)

    async def put(self, row: AllowanceRow) -> None:
        """Write it anew."""
        values = asdict(row)
        insert = insert_into(self._connection, allowances).values(**values)
        await self._connection.execute(
            insert.on_conflict_do_update(index_elements=["who", "what"], set_=values)
        )

    async def forget(self, now: datetime, calm_since: datetime) -> int:
        """Delete what says nothing any more, and tell how many rows that were."""
        calm = or_(allowances.c.refused_at.is_(None), allowances.c.refused_at < calm_since)
        old = delete(allowances).where(allowances.c.full_at <= now, calm)
        return (await self._connection.execute(old)).rowcount

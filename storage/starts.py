"""Starts of processes, that they live, and how the ones before them ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.system import starts


@dataclass(frozen=True, slots=True)
class StartRow:
    """A start. ``ended_at``: it stopped in order, or its death was seen.

    ``crashed_at``: one before it did not stop in order, and was seen alive then for the last time.
    ``version_before``: of the one before, where it was another.
    """

    id: int
    version: str
    started_at: datetime
    beat_at: datetime
    ended_at: datetime | None
    crashed_at: datetime | None
    version_before: str | None


class Starts:
    """Rows of ``starts``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def newest(self, limit: int) -> Sequence[StartRow]:
        """The last starts, the newest first."""
        found = select(starts).order_by(starts.c.id.desc()).limit(limit)
        return [StartRow(*row) for row in await self._connection.execute(found)]

    async def begin(
        self, version: str, at: datetime, crashed_at: datetime | None, version_before: str | None
    ) -> int:
        """A process starts; gives the number of its row."""
        made = insert(starts).values(
            version=version,
            started_at=at,
            beat_at=at,
            crashed_at=crashed_at,
            version_before=version_before,
        )
        return int((await self._connection.execute(made.returning(starts.c.id))).scalar_one())

    async def beat(self, start_id: int, at: datetime) -> None:
        """It lives."""
        await self._connection.execute(
            update(starts).where(starts.c.id == start_id).values(beat_at=at)
        )

    async def end(self, start_id: int, at: datetime) -> bool:
        """It stopped, or its death is seen. False: that was written down already."""
        mine = update(starts).where(starts.c.id == start_id, starts.c.ended_at.is_(None))
        return (await self._connection.execute(mine.values(ended_at=at))).rowcount == 1

"""The backups that were made, and the claims of the nightly ones."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.system import backups
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup. ``night``: when it was due, None for one made by hand. It is done when it has a path."""

    id: int
    night: datetime | None
    begun_at: datetime
    ended_at: datetime | None
    path: str | None
    bytes: int | None
    problem: str | None


class Backups:
    """Rows of ``backups``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def begin(self, at: datetime) -> int:
        """Write down that one is being made by hand, and give its id."""
        made = insert(backups).values(begun_at=at).returning(backups.c.id)
        return int((await self._connection.execute(made)).scalar_one())

    async def is_settled(self, night: datetime, stale: datetime) -> bool:
        """Whether a night needs nobody: it is made, or was begun lately."""
        mine = select(backups.c.id).where(
            backups.c.night == night,
            or_(backups.c.path.is_not(None), backups.c.begun_at >= stale),
        )
        return (await self._connection.execute(mine)).first() is not None

    async def claim(self, night: datetime, at: datetime, stale: datetime) -> int | None:
        """Claim a night's backup and give its id; None: it is made, or somebody is at it.

        What was begun before ``stale`` and is not done was left by a process that died, or failed: it goes,
        so that rows are numbered as they were begun.
        """
        left = delete(backups).where(
            backups.c.night == night, backups.c.path.is_(None), backups.c.begun_at < stale
        )
        await self._connection.execute(left)
        new = insert_into(self._connection, backups).values(night=night, begun_at=at)
        new_id = await self._connection.execute(
            new.on_conflict_do_nothing(index_elements=["night"]).returning(backups.c.id)
        )
        made = new_id.scalar()
        return None if made is None else int(made)

    async def lie_ahead(self, moment: datetime) -> bool:
        """Whether there are nights after a moment."""
        ahead = select(backups.c.id).where(backups.c.night > moment).limit(1)
        return (await self._connection.execute(ahead)).first() is not None

    async def forget_ahead(self, moment: datetime) -> None:
        """Let nights after a moment come again: what was made stays, as if it was by hand."""
        ahead = update(backups).where(backups.c.night > moment)
        await self._connection.execute(ahead.values(night=None))

    async def end(self, backup_id: int, at: datetime, path: str, size: int) -> None:
        """It is made."""
        done = update(backups).where(backups.c.id == backup_id)
        await self._connection.execute(
            done.values(ended_at=at, path=path, bytes=size, problem=None)
        )

    async def fail(self, backup_id: int, at: datetime, problem: str) -> None:
        """It could not be made."""
        failed = update(backups).where(backups.c.id == backup_id)
        await self._connection.execute(failed.values(ended_at=at, problem=problem[:200]))

    async def last_made(self) -> BackupRow | None:
        """The newest that is done, or None."""
        return await self._newest(backups.c.path.is_not(None))

    async def failed_since(self) -> BackupRow | None:
        """The newest that failed, of those begun since the newest that is done; None: none has."""
        done = select(func.max(backups.c.id)).where(backups.c.path.is_not(None))
        since = backups.c.id > func.coalesce(done.scalar_subquery(), 0)
        return await self._newest(and_(backups.c.problem.is_not(None), since))

    async def _newest(self, which: ColumnElement[bool]) -> BackupRow | None:
        # By their numbers: the clock may have been set between two.
        found = select(backups).where(which).order_by(backups.c.id.desc()).limit(1)
        row = (await self._connection.execute(found)).first()
        return None if row is None else BackupRow(*row)

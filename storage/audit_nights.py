"""The nightly checks of the audit's chain: the row of a night is the claim of its check."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.audit import audit_nights
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class AuditNight:
    """What a check found: how many rows fit, and in one word what is wrong; None: nothing."""

    rows: int
    trouble: str | None


class AuditNights:
    """Rows of ``audit_nights``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def is_settled(self, night: datetime, stale: datetime) -> bool:
        """Whether a night was checked, or somebody has been at it since ``stale``."""
        mine = select(audit_nights.c.night).where(
            audit_nights.c.night == night,
            or_(audit_nights.c.ended_at.is_not(None), audit_nights.c.begun_at >= stale),
        )
        return (await self._connection.execute(mine)).first() is not None

    async def claim(self, night: datetime, at: datetime, stale: datetime) -> bool:
        """Claim a night's check. False: it is done, or somebody is at it.

        What was begun before ``stale`` and has no end was left by a process that died.
        """
        new = insert_into(self._connection, audit_nights).values(night=night, begun_at=at)
        put = await self._connection.execute(new.on_conflict_do_nothing())
        if put.rowcount == 1:
            return True
        again = (
            update(audit_nights)
            .where(
                audit_nights.c.night == night,
                audit_nights.c.ended_at.is_(None),
                audit_nights.c.begun_at < stale,
            )
            .values(begun_at=at)
        )
        return (await self._connection.execute(again)).rowcount == 1

    async def lie_ahead(self, moment: datetime) -> bool:
        """Whether there are nights after a moment."""
        ahead = select(audit_nights.c.night).where(audit_nights.c.night > moment).limit(1)
        return (await self._connection.execute(ahead)).first() is not None

    async def forget_ahead(self, moment: datetime) -> None:
        """Let nights after a moment come again."""
        ahead = delete(audit_nights).where(audit_nights.c.night > moment)
        await self._connection.execute(ahead)

    async def end(self, night: datetime, at: datetime, found: AuditNight) -> bool:
        """It is done. False: another has ended it meanwhile."""
        mine = update(audit_nights).where(
            audit_nights.c.night == night, audit_nights.c.ended_at.is_(None)
        )
        values = {"ended_at": at, "rows": found.rows, "trouble": found.trouble}
        return (await self._connection.execute(mine.values(**values))).rowcount == 1

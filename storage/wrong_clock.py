"""Moments that a wrong clock wrote: they lie further ahead than they can."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Column, ColumnElement, and_, exists, literal, or_, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.audit import audit


@dataclass(frozen=True, slots=True)
class Wait:
    """A column of moments, the longest one is ever set ahead of now, and where it is put instead.

    ``among``: only rows for which all of this holds. ``besides``: columns that are put there too.
    ``written``: when it was set, where that is known: only rows of which that lies ahead too. ``begins``:
    from when on it counts; only rows of which that is over, or that have none.
    """

    column: Column[datetime]
    longest: timedelta
    instead: timedelta
    among: Collection[ColumnElement[bool]] = ()
    besides: Collection[Column[datetime]] = ()
    written: ColumnElement[datetime] | None = None
    begins: Column[datetime] | None = None

    def beyond(self, now: datetime, slip: timedelta) -> ColumnElement[bool]:
        """Which rows lie too far ahead; ``slip`` is forgiven."""
        holds = [self.column > now + self.longest + slip, *self.among]
        if self.written is not None:
            holds.append(self.written > now + slip)
        if self.begins is not None:
            holds.append(or_(self.begins.is_(None), self.begins <= now))
        return and_(*holds)


async def bring_back(
    connection: AsyncConnection, wait: Wait, now: datetime, slip: timedelta
) -> int:
    """Put every moment that lies too far ahead where it may be, and say how many there were."""
    put = update(wait.column.table).where(wait.beyond(now, slip))
    columns = (wait.column, *wait.besides)
    changed = await connection.execute(put.values(dict.fromkeys(columns, now + wait.instead)))
    return changed.rowcount


async def lying_ahead(
    connection: AsyncConnection, waits: Sequence[Wait], now: datetime, slip: timedelta
) -> list[Wait]:
    """Of which of these there is anything to bring back, asked in one statement."""
    each = (
        select(literal(number)).where(exists().where(wait.beyond(now, slip)))
        for number, wait in enumerate(waits)
    )
    return [waits[number] for number in sorted(await connection.scalars(union_all(*each)))]


async def last_written(connection: AsyncConnection) -> datetime | None:
    """When the newest row of the audit says it was written; None: there is none."""
    return await connection.scalar(select(audit.c.at).order_by(audit.c.id.desc()).limit(1))

"""Moments that a wrong clock wrote: they lie further ahead than they can."""

import functools
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    CompoundSelect,
    and_,
    bindparam,
    exists,
    literal,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.audit import audit

Moment = datetime | BindParameter[datetime]


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
        return self.holds(now, now + slip, now + self.longest + slip)

    def holds(self, now: Moment, soon: Moment, far: Moment) -> ColumnElement[bool]:
        """The same, where ``soon`` is all that is forgiven, and ``far`` the furthest a wait may reach."""
        holds = [self.column > far, *self.among]
        if self.written is not None:
            holds.append(self.written > soon)
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
    connection: AsyncConnection, waits: tuple[Wait, ...], now: datetime, slip: timedelta
) -> list[Wait]:
    """Of which of these there is anything to bring back, asked in one statement."""
    moments = {"now": now, "soon": now + slip}
    moments |= {f"far{number}": now + wait.longest + slip for number, wait in enumerate(waits)}
    found = await connection.scalars(_any_ahead(waits), moments)
    return [waits[number] for number in sorted(found)]


@functools.cache
def _any_ahead(waits: tuple[Wait, ...]) -> CompoundSelect[int]:
    """Made once: to put the statement together takes far longer than the database takes to answer it."""
    now: BindParameter[datetime] = bindparam("now")
    soon: BindParameter[datetime] = bindparam("soon")
    each = (
        select(literal(number)).where(
            exists().where(wait.holds(now, soon, bindparam(f"far{number}")))
        )
        for number, wait in enumerate(waits)
    )
    return union_all(*each)


async def last_written(connection: AsyncConnection) -> datetime | None:
    """When the newest row of the audit says it was written; None: there is none."""
    return await connection.scalar(select(audit.c.at).order_by(audit.c.id.desc()).limit(1))

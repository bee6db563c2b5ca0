"""Lists of incidents; a page costs the same however many there are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, and_, case, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.incidents import RESOLVED, IncidentRow, SignalRow
from storage.index_walks import Conditions, counted, first_rows, parts_of
from storage.tables.incidents import incident_signals, incidents

_GRAVEST_FIRST = ("urgent", "warning", "info")
_MILD = case({"urgent": 0, "warning": 1}, value=incident_signals.c.severity, else_=2)


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Which incidents are asked for. ``chats``: of one of these; ``other_than``: of none of those.

    With ``since`` those that began from then on and before ``until``. Those of a status are listed from the
    gravest on, of each severity the newest first; those of a time, or of any, from the newest on.
    """

    chats: Collection[int] | None = None
    other_than: Collection[int] = ()
    status: str | None = None
    acknowledged_by: int | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def by_severity(self) -> bool:
        """Whether the gravest come first."""
        return self.status is not None and self.since is None


@dataclass(frozen=True, slots=True)
class TimesRow:
    """When an incident began, was taken in hand, and was over."""

    opened_at: datetime
    acknowledged_at: datetime | None
    resolved_at: datetime | None


class IncidentLists:
    """Rows of ``incidents``, read only."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def newest(
        self, asked: IncidentFilter, limit: int, *, behind: IncidentRow | None = None
    ) -> Sequence[IncidentRow]:
        """Give the first of a list; ``behind``: those that follow this one."""
        return await self._walk(asked, limit, behind, newest=True)

    async def next_newer(
        self, asked: IncidentFilter, limit: int, *, than: IncidentRow
    ) -> Sequence[IncidentRow]:
        """Give those right before this one, in the order of the list."""
        return (await self._walk(asked, limit, than, newest=False))[::-1]

    async def counted(self, asked: IncidentFilter, most: int) -> int:
        """Count them, up to ``most``."""
        return await counted(self._connection, incidents.c.id, _parts(asked, ()), most)

    async def times(self, asked: IncidentFilter, most: int) -> Sequence[TimesRow]:
        """The times of the newest ones, up to ``most``."""
        columns = incidents.c.opened_at, incidents.c.acknowledged_at, incidents.c.resolved_at
        by = _order(asked)
        rows = await first_rows(
            self._connection,
            (*columns, incidents.c.id),
            _parts(asked, ()),
            by,
            most,
            newest=True,
        )
        return [TimesRow(*tuple(row)[:3]) for row in rows]

    async def signals(self, ids: Collection[int]) -> dict[int, SignalRow]:
        """What each of these incidents is about first: the worst of what lasts, or of whatever it was."""
        found = select(incident_signals).where(incident_signals.c.incident_id.in_(ids))
        by = incident_signals.c.lasting.is_(None), _MILD, incident_signals.c.id
        about: dict[int, SignalRow] = {}
        for row in (await self._connection.execute(found.order_by(*by))).mappings():
            about.setdefault(row["incident_id"], SignalRow(**row))
        return about

    async def held(
        self, chat_id: int, thread_id: int | None, until: datetime, most: int
    ) -> tuple[Sequence[IncidentRow], int]:
        """What quiet hours held in a topic until a moment, what lasts first, and how many that is."""
        here = and_(incidents.c.chat_id == chat_id, incidents.c.thread_id == thread_id)
        mine = and_(here, incidents.c.held_until == until)
        rows = await self._lasting_first(mine, most)
        return rows, await counted(self._connection, incidents.c.id, [mine], 1000)

    async def of_ids(self, ids: Collection[int]) -> Sequence[IncidentRow]:
        """Give these, what lasts first, then the oldest."""
        return await self._lasting_first(incidents.c.id.in_(ids), len(ids))

    async def _lasting_first(self, where: ColumnElement[bool], most: int) -> Sequence[IncidentRow]:
        found = select(incidents).where(where)
        some = found.order_by(incidents.c.status == RESOLVED, incidents.c.id).limit(most)
        return [IncidentRow(**r) for r in (await self._connection.execute(some)).mappings()]

    async def _walk(
        self, asked: IncidentFilter, limit: int, at: IncidentRow | None, *, newest: bool
    ) -> Sequence[IncidentRow]:
        if not asked.by_severity:
            where = () if at is None else (_beyond(asked, at, later=not newest),)
            return await self._first(asked, where, limit, newest=newest)
        found: list[IncidentRow] = []
        graves = _GRAVEST_FIRST if newest else _GRAVEST_FIRST[::-1]
        begin = graves.index(at.severity) if at is not None and at.severity in graves else 0
        for severity in graves[begin:]:
            here = [incidents.c.severity == severity]
            if at is not None and at.severity == severity:
                here.append(_beyond(asked, at, later=not newest))
            found += await self._first(asked, here, limit - len(found), newest=newest)
            if len(found) == limit:
                break
        return found

    async def _first(
        self, asked: IncidentFilter, where: Conditions, limit: int, *, newest: bool
    ) -> Sequence[IncidentRow]:
        parts, by = _parts(asked, where), _order(asked)
        columns = tuple(incidents.c)
        rows = await first_rows(self._connection, columns, parts, by, limit, newest=newest)
        return [IncidentRow(**row._mapping) for row in rows]


def _order(asked: IncidentFilter) -> tuple[Column[Any], ...]:
    if asked.by_severity:
        return (incidents.c.id,)
    return (incidents.c.opened_at, incidents.c.id)


def _beyond(asked: IncidentFilter, at: IncidentRow, *, later: bool) -> ColumnElement[bool]:
    by_id = incidents.c.id > at.id if later else incidents.c.id < at.id
    if asked.by_severity:
        return by_id
    column = incidents.c.opened_at
    since = at.opened_at
    return or_(column > since if later else column < since, and_(column == since, by_id))


def _parts(asked: IncidentFilter, where: Conditions) -> Conditions:
    always = [*where]
    if asked.status is not None:
        always.append(incidents.c.status == asked.status)
    if asked.acknowledged_by is not None:
        always.append(incidents.c.acknowledged_by == asked.acknowledged_by)
    if asked.since is not None:
        always.append(incidents.c.opened_at >= asked.since)
    if asked.until is not None:
        always.append(incidents.c.opened_at < asked.until)
    if asked.other_than:
        always.append(incidents.c.chat_id.not_in(asked.other_than))
    either = []
    if asked.chats is not None:
        either.append([incidents.c.chat_id == chat for chat in sorted(asked.chats)])
    return parts_of(always, *either)

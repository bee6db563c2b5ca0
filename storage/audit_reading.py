"""The audit as people look through it: some rows at a time, the newest first, by what they are of.

A page begins behind a row, not after so many rows, so it costs the same wherever in the audit it is; each
way to filter has its index. Rows are in the order of their moments: of rows of one moment the later
written is the newer.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audit import ROW, AuditRow
from storage.tables import audit


@dataclass(frozen=True, slots=True)
class Looked:
    """Which rows are looked for; what is None makes no difference.

    ``homes``: rows of one of these chats; ``other_than``: of none of those. ``since`` is the first moment,
    ``until`` the first that is not meant any more.
    """

    homes: frozenset[int] | None = None
    other_than: frozenset[int] = frozenset()
    kind: str | None = None
    actor_id: int | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A row, and the chat whose it is; None: the desk's own."""

    row: AuditRow
    home_id: int | None


@dataclass(frozen=True, slots=True)
class Written:
    """A row as far as it is looked at by what follows the rows. ``facts`` is JSON."""

    id: int
    kind: str
    action: str
    subject: str
    facts: str


class AuditReading:
    """Rows of ``audit``, read only."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def newest(
        self, looked: Looked, limit: int, *, behind: int | None = None
    ) -> Sequence[Found]:
        """Give rows, the newest first; ``behind``: only those older than the row with this id."""
        found = select(*ROW, audit.c.home_id).where(*_conditions(looked)).limit(limit)
        if behind is not None:
            at = _moment_of(behind)
            older = or_(audit.c.at < at, audit.c.id < behind)
            found = found.where(audit.c.at <= at, older)
        found = found.order_by(audit.c.at.desc(), audit.c.id.desc())
        return [_found(*row) for row in await self._connection.execute(found)]

    async def next_newer(self, looked: Looked, limit: int, *, than: int) -> Sequence[Found]:
        """Give the rows that are the next newer than the one with this id, the newest of them first."""
        at = _moment_of(than)
        newer = or_(audit.c.at > at, audit.c.id > than)
        found = select(*ROW, audit.c.home_id).where(*_conditions(looked), audit.c.at >= at, newer)
        found = found.order_by(audit.c.at, audit.c.id).limit(limit)
        rows = (await self._connection.execute(found)).all()
        return [_found(*row) for row in reversed(rows)]

    async def last_id(self) -> int:
        """Give the id of the row that was written last; 0 where there is none."""
        last = select(audit.c.id).order_by(audit.c.id.desc()).limit(1)
        return await self._connection.scalar(last) or 0

    async def since(self, row_id: int) -> Sequence[Written]:
        """Give the rows that were written after this one, in the order they were written."""
        columns = (audit.c.id, audit.c.kind, audit.c.action, audit.c.subject, audit.c.facts)
        found = select(*columns).where(audit.c.id > row_id).order_by(audit.c.id)
        return [Written(*row) for row in await self._connection.execute(found)]


def _moment_of(row_id: int) -> ColumnElement[datetime]:
    """When the row with this id was written; where there is none nothing is older or newer."""
    other = audit.alias()
    return select(other.c.at).where(other.c.id == row_id).scalar_subquery()


def _conditions(looked: Looked) -> Collection[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if looked.homes is not None:
        one = next(iter(looked.homes)) if len(looked.homes) == 1 else None
        home = audit.c.home_id
        found.append(home == one if one is not None else home.in_(looked.homes))
    if looked.other_than:
        not_there = audit.c.home_id.not_in(looked.other_than)
        found.append(or_(audit.c.home_id.is_(None), not_there))
    if looked.kind is not None:
        found.append(audit.c.kind == looked.kind)
    if looked.actor_id is not None:
        found.append(audit.c.actor_id == looked.actor_id)
    if looked.subject is not None:
        found.append(audit.c.subject == looked.subject)
    if looked.since is not None:
        found.append(audit.c.at >= looked.since)
    if looked.until is not None:
        found.append(audit.c.at < looked.until)
    return (and_(*found),) if found else ()


def _found(*columns: object) -> Found:
    *row, home_id = columns
    return Found(AuditRow(*row), home_id)  # type: ignore[arg-type]  # in the order of ROW

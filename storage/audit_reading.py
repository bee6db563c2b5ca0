"""The audit as people look through it: some rows at a time, the newest first, by what they are of.

A page begins behind a row, not after so many rows, so it costs the same wherever in the audit it is; each
way to filter has its index. Rows are in the order of their moments: of rows of one moment the later
written is the newer.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audit import ROW, AuditRow
from storage.index_walks import Conditions, first_rows, parts_of
from storage.tables.audit import audit


@dataclass(frozen=True, slots=True)
class Looked:
    """Which rows are looked for; what is None makes no difference.

    ``homes``: rows of one of these chats; ``other_than``: of none of those, which are passed over one by
    one. ``done_to``: besides what ``actor_id`` did, what was done to them, by actions that begin so.
    ``since`` is the first moment, ``until`` the first that is not meant any more.
    """

    homes: frozenset[int] | None = None
    other_than: frozenset[int] = frozenset()
    kind: str | None = None
    actor_id: int | None = None
    done_to: tuple[str, ...] = ()
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


_SINCE = (
    select(*(audit.c[each.name] for each in fields(Written)))
    .where(audit.c.id > bindparam("than"))
    .order_by(audit.c.id)
)
"""Made once: it is asked every second."""


class AuditReading:
    """Rows of ``audit``, read only."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def newest(
        self, looked: Looked, limit: int, *, behind: int | None = None
    ) -> Sequence[Found]:
        """Give rows, the newest first; ``behind``: only those older than the row with this id."""
        where: list[ColumnElement[bool]] = []
        if behind is not None:
            at = _moment_of(behind)
            where = [audit.c.at <= at, or_(audit.c.at < at, audit.c.id < behind)]
        return await self._first(looked, where, limit, newest=True)

    async def next_newer(self, looked: Looked, limit: int, *, than: int) -> Sequence[Found]:
        """Give the rows that are the next newer than the one with this id, the newest of them first."""
        at = _moment_of(than)
        newer = [audit.c.at >= at, or_(audit.c.at > at, audit.c.id > than)]
        return (await self._first(looked, newer, limit, newest=False))[::-1]

    async def one(self, looked: Looked, row_id: int) -> Found | None:
        """Give the row with this id, if it is one of those that are looked for."""
        found = await self._first(looked, [audit.c.id == row_id], 1, newest=True)
        return found[0] if found else None

    async def count(self, kind: str, actions: Collection[str]) -> dict[str, int]:
        """How many rows there are of these actions, all of one kind, by subject."""
        found = select(audit.c.subject, func.count()).group_by(audit.c.subject)
        rows = found.where(audit.c.kind == kind, audit.c.action.in_(sorted(actions)))
        return {row[0]: row[1] for row in await self._connection.execute(rows)}

    async def last_id(self) -> int:
        """Give the id of the row that was written last; 0 where there is none."""
        last = select(audit.c.id).order_by(audit.c.id.desc()).limit(1)
        return await self._connection.scalar(last) or 0

    async def since(self, row_id: int) -> Sequence[Written]:
        """Give the rows that were written after this one, in the order they were written."""
        found = await self._connection.execute(_SINCE, {"than": row_id})
        return [Written(*row) for row in found]

    async def _first(
        self, looked: Looked, where: Conditions, limit: int, *, newest: bool
    ) -> Sequence[Found]:
        columns, parts = (*ROW, audit.c.home_id), _parts(looked, where)
        by = (audit.c.at, audit.c.id)
        rows = await first_rows(self._connection, columns, parts, by, limit, newest=newest)
        return [_found(*row) for row in rows]


def _moment_of(row_id: int) -> ColumnElement[datetime]:
    """When the row with this id was written; where there is none nothing is older or newer."""
    other = audit.alias()
    return select(other.c.at).where(other.c.id == row_id).scalar_subquery()


def _parts(looked: Looked, where: Conditions) -> Conditions:
    always, homes = [*where, *_always(looked)], looked.homes
    there = [] if homes is None else [audit.c.home_id.in_(sorted(homes))]
    person = [] if looked.actor_id is None else _of_person(looked.actor_id, looked.done_to)
    if looked.subject is not None:
        of_person = [or_(*person)] if person else []
        return [_few(looked.subject, *always, *there, *of_person)]
    either = [] if homes is None else [[audit.c.home_id == home for home in sorted(homes)]]
    parts = parts_of([*always, *person[:1]], *either)
    parts += [_few(str(looked.actor_id), *always, *there, done_to) for done_to in person[1:]]
    return parts


def _always(looked: Looked) -> Conditions:
    always: list[ColumnElement[bool]] = []
    if looked.other_than:
        not_there = audit.c.home_id.not_in(looked.other_than)
        always.append(or_(audit.c.home_id.is_(None), not_there))
    if looked.kind is not None:
        always.append(audit.c.kind == looked.kind)
    if looked.since is not None:
        always.append(audit.c.at >= looked.since)
    if looked.until is not None:
        always.append(audit.c.at < looked.until)
    return always


def _of_person(user_id: int, done_to: tuple[str, ...]) -> Conditions:
    """What a person did; and, where that is looked for, what was done to them by others."""
    did = audit.c.actor_id == user_id
    if not done_to:
        return [did]
    of_that_sort = or_(*(audit.c.action.startswith(word) for word in done_to))
    by_others = audit.c.actor_id.is_distinct_from(user_id)
    return [did, and_(audit.c.subject == str(user_id), by_others, of_that_sort)]


def _few(subject: str, *others: ColumnElement[bool]) -> ColumnElement[bool]:
    """Rows of a subject, which are few, for which all else holds.

    All else is put so that no index serves it: a database would rather walk through all that was ever done
    in a chat, for the sake of the order.
    """
    return and_(audit.c.subject == subject, case((and_(true(), *others), 1), else_=0) == 1)


def _found(*columns: object) -> Found:
    *row, home_id = columns
    return Found(AuditRow(*row), home_id)  # type: ignore[arg-type]  # in the order of ROW

"""Lists of cases; a page costs the same however many there are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.cases import OPEN, WHOLE, CaseRow
from storage.index_walks import Conditions, counted, first_rows, parts_of
from storage.tables.cases import cases


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which open cases are asked for. ``chats``: of one of these; ``other_than``: of none of those.

    ``waiting``: those whose customer waits, who waits longest first; all others come the newest first.
    """

    chats: Collection[int] | None = None
    other_than: Collection[int] = ()
    assigned_to: int | None = None
    waiting: bool = False


class CaseLists:
    """Rows of ``cases``, read only."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def first(
        self, asked: CaseFilter, limit: int, *, behind: CaseRow | None = None
    ) -> Sequence[CaseRow]:
        """Give the first cases of a list; ``behind``: those that follow this one."""
        return await self._walk(asked, limit, behind, forward=True)

    async def before(self, asked: CaseFilter, limit: int, *, than: CaseRow) -> Sequence[CaseRow]:
        """Give the cases that stand right before this one, in the order of the list."""
        return (await self._walk(asked, limit, than, forward=False))[::-1]

    async def counted(self, asked: CaseFilter, most: int) -> int:
        """Count the cases, up to ``most``."""
        return await counted(self._connection, cases.c.id, _parts(asked, ()), most)

    async def _walk(
        self, asked: CaseFilter, limit: int, at: CaseRow | None, *, forward: bool
    ) -> Sequence[CaseRow]:
        by = (cases.c.waiting_since, cases.c.id) if asked.waiting else (cases.c.id,)
        newest = forward is not asked.waiting
        where = () if at is None else (_beyond(asked, at, later=not newest),)
        parts = _parts(asked, where)
        ids = await first_rows(
            self._connection, (cases.c.id, *by[:-1]), parts, by, limit, newest=newest
        )
        found = {
            row["id"]: CaseRow(**row)
            for row in (
                await self._connection.execute(
                    WHOLE.where(cases.c.id.in_([each.id for each in ids]))
                )
            ).mappings()
        }
        return [found[each.id] for each in ids if each.id in found]


def _beyond(asked: CaseFilter, at: CaseRow, *, later: bool) -> ColumnElement[bool]:
    """What lies beyond a row, which may wait no more by now."""
    by_id = cases.c.id > at.id if later else cases.c.id < at.id
    since = at.waiting_since
    if not asked.waiting or since is None:
        return by_id
    column = cases.c.waiting_since
    return or_(column > since if later else column < since, and_(column == since, by_id))


def _parts(asked: CaseFilter, where: Conditions) -> Conditions:
    always = [cases.c.status == OPEN, *where]
    if asked.waiting:
        always = [cases.c.waiting_since.is_not(None), *where]
    if asked.other_than:
        always.append(cases.c.chat_id.not_in(asked.other_than))
    if asked.assigned_to is not None:
        always.append(cases.c.assigned_to == asked.assigned_to)
    either = []
    if asked.chats is not None:
        either.append([cases.c.chat_id == chat for chat in sorted(asked.chats)])
    return parts_of(always, *either)

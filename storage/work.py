"""Work: deeds to be done at a provider, each claimed by one worker for a while."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    and_,
    bindparam,
    case,
    delete,
    func,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import leases, locks
from storage.tables.work import work
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One deed that is not done yet. ``line``: what shares its bounds, a provider's name.

    ``tries`` counts how often it was claimed since it last got on; ``claimed_until``: until then it is
    ``claimed_by``'s, unless that is renewed or given back. ``sealed``: what may hold a secret, and goes
    with the row; ``chat_id``: where somebody waits for it, which follows a group to its new id.
    """

    id: int
    kind: str
    subject: str
    line: str
    facts: dict[str, Any]
    due_at: datetime
    tries: int
    made_at: datetime
    claimed_by: str | None
    claimed_until: datetime | None
    sealed: bytes | None = field(default=None, repr=False)
    chat_id: int | None = None


class Work:
    """Rows of ``work``. What is done is deleted."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self,
        kind: str,
        subject: str,
        line: str,
        facts: dict[str, Any],
        due_at: datetime,
        made_at: datetime,
        *,
        sealed: bytes | None = None,
        chat_id: int | None = None,
    ) -> bool:
        """Write down what is to be done. False: this kind of work is under way on the subject already."""
        insert = insert_into(self._connection, work).values(
            kind=kind,
            subject=subject,
            line=line,
            facts=facts,
            due_at=due_at,
            tries=0,
            made_at=made_at,
            sealed=sealed,
            chat_id=chat_id,
        )
        made = insert.on_conflict_do_nothing(index_elements=["kind", "subject"])
        return (await self._connection.execute(made.returning(work.c.id))).scalar() is not None

    async def of(self, kind: str, subject: str, *, to_change: bool = False) -> WorkRow | None:
        """Give the work of a kind on a subject; None: there is none, or it is done.

        ``to_change``: nobody else changes it in this transaction.
        """
        found = select(work).where(work.c.kind == kind, work.c.subject == subject)
        if to_change:
            found = found.with_for_update()
        row = (await self._connection.execute(found)).first()
        return None if row is None else WorkRow(*row)

    async def all_of(self, kind: str, chat_id: int | None = None) -> Sequence[WorkRow]:
        """Give what is under way of a kind, for one chat or for all, oldest first."""
        found = select(work).where(work.c.kind == kind).order_by(work.c.id)
        if chat_id is not None:
            found = found.where(work.c.chat_id == chat_id)
        return [WorkRow(*row) for row in await self._connection.execute(found)]

    async def claim(
        self, owner: str, until: datetime, now: datetime, limit: int, in_line: int
    ) -> list[WorkRow]:
        """Claim due work that nobody has, longest due first: ``limit`` in all, ``in_line`` in one line.

        Both count what others have claimed. Each claim counts as a try.
        """
        # Row locks would not do: two takers would count the same room twice.
        await locks.only_one(self._connection, locks.CLAIMING_WORK)
        counted = select(work.c.line, func.count().label("count")).where(_is_claimed(owner, now))
        busy = counted.group_by(work.c.line).subquery()
        room = in_line - func.coalesce(busy.c.count, 0)
        place = func.row_number().over(
            partition_by=work.c.line, order_by=(work.c.due_at, work.c.id)
        )
        due = (
            select(work.c.id, work.c.due_at, room.label("room"), place.label("place"))
            .outerjoin(busy, busy.c.line == work.c.line)
            .where(work.c.due_at <= now, not_(_is_claimed(owner, now)))
            .subquery()
        )
        fits = select(due.c.id).where(due.c.place <= due.c.room)
        taken = await self._connection.scalar(select(func.coalesce(func.sum(busy.c.count), 0)))
        first = fits.order_by(due.c.due_at, due.c.id).limit(max(limit - int(taken or 0), 0))
        claimed = (
            update(work)
            .where(work.c.id.in_(first))
            .values(claimed_by=owner, claimed_until=until, tries=work.c.tries + 1)
            .returning(work)
        )
        found = [WorkRow(*row) for row in await self._connection.execute(claimed)]
        return sorted(found, key=lambda row: (row.due_at, row.id))

    async def renew(self, owner: str, until: datetime) -> None:
        """Keep what an owner has claimed for longer."""
        await leases.renew(self._connection, work, owner, until)

    async def end(self, row: WorkRow) -> bool:
        """It is done. False: somebody else has claimed it since."""
        return (await self._connection.execute(delete(work).where(_still(row)))).rowcount == 1

    async def put_off(
        self,
        row: WorkRow,
        due_at: datetime,
        *,
        facts: dict[str, Any] | None = None,
    ) -> bool:
        """Give it back, to be claimed again from ``due_at`` on. False: somebody else has claimed it since.

        ``facts``: what it says from here on, instead of what it said.
        """
        values: dict[str, Any] = {"due_at": due_at, "claimed_by": None, "claimed_until": None}
        if facts is not None:
            values["facts"] = facts
        mine = update(work).where(_still(row)).values(**values)
        return (await self._connection.execute(mine)).rowcount == 1

    async def say(self, row: WorkRow, facts: dict[str, Any]) -> bool:
        """Change what it says. False: somebody else has claimed it since, or it is done."""
        mine = update(work).where(_still(row)).values(facts=facts)
        return (await self._connection.execute(mine)).rowcount == 1

    async def note(self, kind: str, subject: str, facts: dict[str, Any]) -> None:
        """Change what it says, if it is not done."""
        mine = update(work).where(work.c.kind == kind, work.c.subject == subject)
        await self._connection.execute(mine.values(facts=facts))

    async def hasten(
        self, kind: str, subject: str, line: str, facts: dict[str, Any], now: datetime
    ) -> None:
        """Write down what is to be done; where it is under way it says this, is due now, and is tried anew.

        Whoever has it claimed has to look, before it is ended, whether there is more to do.
        """
        new = insert_into(self._connection, work).values(
            kind=kind, subject=subject, line=line, facts=facts, due_at=now, tries=0, made_at=now
        )
        sooner = case((work.c.due_at > now, now), else_=work.c.due_at)
        said = {"facts": new.excluded.facts, "tries": 0, "due_at": sooner}
        hastened = new.on_conflict_do_update(index_elements=["kind", "subject"], set_=said)
        await self._connection.execute(hastened)

    async def give_back(self, now: datetime, owner: str | None = None) -> int:
        """Let others claim at once what an owner has (without one: anybody); gives how much that was."""
        whose = work.c.claimed_by.is_not(None) if owner is None else work.c.claimed_by == owner
        freed = update(work).where(whose)
        values = {"claimed_by": None, "claimed_until": None, "due_at": now}
        return (await self._connection.execute(freed.values(**values))).rowcount

    async def any_due(self, owner: str, now: datetime) -> bool:
        """Whether there is something for this owner to claim, as far as there is room."""
        return await self._connection.scalar(_DUE, {"owner": owner, "now": now}) is not None

    async def longest_due(self, now: datetime) -> datetime | None:
        """Since when that is due which nobody has and has waited longest; None: nothing waits."""
        mine = work.c.due_at <= now, not_(leases.with_another(work, "", now))
        found = select(work.c.due_at).where(*mine).order_by(work.c.due_at).limit(1)
        return await self._connection.scalar(found)


def _is_claimed(
    owner: str | BindParameter[str], now: datetime | BindParameter[datetime]
) -> ColumnElement[bool]:
    """An owner's own claims last until it gives them back, however the clock is set."""
    mine = and_(work.c.claimed_by.is_not(None), work.c.claimed_by == owner)
    return or_(mine, leases.with_another(work, owner, now))


_OWNER: BindParameter[str] = bindparam("owner", type_=work.c.claimed_by.type)
_NOW: BindParameter[datetime] = bindparam("now", type_=work.c.due_at.type)
_DUE = select(work.c.id).where(work.c.due_at <= _NOW, not_(_is_claimed(_OWNER, _NOW))).limit(1)
"""Made once: it is asked every second."""


def _still(row: WorkRow) -> ColumnElement[bool]:
    return and_(work.c.id == row.id, work.c.claimed_by == row.claimed_by)

"""Where a chat's incidents go that nobody takes in hand, and which are due to go there."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.incidents import OPEN, IncidentRow
from storage.tables.incidents import escalations, incident_log, incidents
from storage.upsert import insert_into

_LOOKED_AT = 500
"""Incidents that are due longest, by which chats are found."""


@dataclass(frozen=True, slots=True)
class EscalationRow:
    """How a chat wants it. ``after_minutes`` is 0 where nothing goes anywhere."""

    chat_id: int
    after_minutes: int
    to_chat: int | None
    to_thread: int | None
    to_duty: bool
    to_owners: bool


class Escalations:
    """Rows of ``escalations``, and the steps of incidents."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, chat_id: int) -> EscalationRow | None:
        """How a chat wants it; None: it has not said."""
        return (await self.of({chat_id})).get(chat_id)

    async def of(self, chat_ids: Collection[int]) -> dict[int, EscalationRow]:
        """How these chats want it."""
        found = select(escalations).where(escalations.c.chat_id.in_(chat_ids))
        rows = await self._connection.execute(found)
        return {row.chat_id: EscalationRow(*row) for row in rows}

    async def put(self, row: EscalationRow, *chosen: str) -> EscalationRow:
        """Let a chat have these of it so, or all: the rest stays as it is by now, and is as here where the
        chat had not said. Gives how it wants it then.
        """
        made = insert_into(self._connection, escalations).values(**asdict(row))
        new = {name: getattr(row, name) for name in chosen} or asdict(row)
        put = made.on_conflict_do_update(index_elements=["chat_id"], set_=new)
        written = await self._connection.execute(put.returning(*escalations.c))
        return EscalationRow(*written.one())

    async def chats_due(self, now: datetime, limit: int) -> Sequence[int]:
        """Give chats in which the next step of an incident is due, of those that are so longest."""
        due = select(incidents.c.chat_id).where(incidents.c.escalate_at <= now)
        found = due.order_by(incidents.c.escalate_at).limit(_LOOKED_AT)
        chats = dict.fromkeys((await self._connection.execute(found)).scalars())
        return sorted(list(chats)[:limit])

    async def due(self, now: datetime, chats: Collection[int], limit: int) -> Sequence[IncidentRow]:
        """Give incidents of these chats whose step is due, and keep other processes from them."""
        there = incidents.c.chat_id.in_(chats)
        found = select(incidents).where(incidents.c.escalate_at <= now, there)
        some = found.order_by(incidents.c.escalate_at).limit(limit)
        held = some.with_for_update(skip_locked=True)
        return [IncidentRow(**r) for r in (await self._connection.execute(held)).mappings()]

    async def take_step(
        self, ids: Collection[int], now: datetime, step: int, then: datetime | None
    ) -> list[int]:
        """Claim a step of these incidents; gives those whose it was still due."""
        due = incidents.c.id.in_(ids), incidents.c.escalate_at <= now, incidents.c.status == OPEN
        taken = update(incidents).where(*due, incidents.c.step < step)
        values = {"step": step, "escalate_at": then, "version": incidents.c.version + 1}
        rows = await self._connection.execute(taken.values(values).returning(incidents.c.id))
        return sorted(rows.scalars())

    async def end(self, ids: Collection[int], now: datetime) -> None:
        """These go nowhere any more."""
        due = incidents.c.id.in_(ids), incidents.c.escalate_at <= now
        await self._connection.execute(update(incidents).where(*due).values(escalate_at=None))

    async def put_off(self, ids: Collection[int], now: datetime, until: datetime) -> None:
        """The steps of these that are due wait until then."""
        due = incidents.c.id.in_(ids), incidents.c.escalate_at <= now
        await self._connection.execute(update(incidents).where(*due).values(escalate_at=until))

    async def count_from(self, incident_id: int, then: datetime) -> None:
        """Its first step is not before then, if it has one to come."""
        mine = incidents.c.id == incident_id, incidents.c.step == 0, incidents.c.status == OPEN
        sooner = update(incidents).where(*mine, incidents.c.escalate_at < then)
        await self._connection.execute(sooner.values(escalate_at=then))

    async def note_step(self, ids: Collection[int], at: datetime, step: int) -> None:
        """Write the step into their logs."""
        line = {"at": at, "what": "escalated", "by_id": None, "facts": {"step": step}}
        await self._connection.execute(
            insert(incident_log), [{**line, "incident_id": each} for each in ids]
        )

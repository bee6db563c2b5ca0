"""Incidents that somebody has in hand, by who that is: read and let go many at a time."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.incidents import ACKNOWLEDGED, OPEN, IncidentRow
from storage.tables.incidents import incident_cards, incident_log, incidents

Holder = tuple[int, int]
"""A person, and the chat whose incidents that person has in hand."""
NOBODY: Holder = (-(1 << 62), -(1 << 62))
"""Before the first one."""


class IncidentsInHand:
    """Rows of ``incidents`` that are acknowledged."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def holders(self, behind: Holder, limit: int) -> Sequence[Holder]:
        """Give who has something in hand, each with a chat, in order; those that follow this one."""
        who = tuple_(incidents.c.acknowledged_by, incidents.c.chat_id)
        columns = incidents.c.acknowledged_by, incidents.c.chat_id
        found = select(*columns).where(incidents.c.status == ACKNOWLEDGED, who > behind)
        some = found.distinct().order_by(*columns).limit(limit)
        return [(person, chat) for person, chat in await self._connection.execute(some)]

    async def elsewhere(self, holders: Collection[Holder]) -> Sequence[Holder]:
        """Give the other groups in which cards stand of what these have in hand, each with the person."""
        cards = incident_cards.c.chat_id
        found = select(incidents.c.acknowledged_by, cards).join_from(incident_cards, incidents)
        theirs = found.where(_of(holders), cards < 0, cards != incidents.c.chat_id).distinct()
        return [(person, chat) for person, chat in await self._connection.execute(theirs)]

    async def held(
        self, holders: Collection[Holder], but: Collection[Holder], limit: int
    ) -> Sequence[IncidentRow]:
        """Give what these have in hand, and keep others from it; ``but``: that has a card there."""
        card = incident_cards.c.incident_id == incidents.c.id
        there = tuple_(incidents.c.acknowledged_by, incident_cards.c.chat_id).in_(sorted(but))
        found = select(incidents).where(_of(holders))
        if but:
            found = found.where(~exists().where(card, there))
        some = found.order_by(incidents.c.id).limit(limit).with_for_update(skip_locked=True)
        return [IncidentRow(**r) for r in (await self._connection.execute(some)).mappings()]

    async def let_go(
        self,
        ids: Collection[int],
        at: datetime | None,
        *,
        unsnooze: bool = False,
        until: datetime | None = None,
    ) -> None:
        """Let these be nobody's, and go on to others from the beginning at a moment, or not at all.

        ``until``: quiet hours hold that.
        """
        values: dict[str, object] = {
            "status": OPEN,
            "acknowledged_at": None,
            "acknowledged_by": None,
            "escalate_at": at,
            "step": 0,
            "version": incidents.c.version + 1,
        }
        if until is not None:
            values["held_until"] = until
        if unsnooze:
            values |= {"snoozed_until": None, "snoozed_by": None}
        mine = update(incidents).where(incidents.c.id.in_(ids))
        await self._connection.execute(mine.values(values))

    async def note(self, rows: Collection[IncidentRow], at: datetime, what: str) -> None:
        """Write into their logs what became of who had them in hand."""
        line = {"at": at, "what": what, "facts": {}}
        lines = [{**line, "incident_id": row.id, "by_id": row.acknowledged_by} for row in rows]
        await self._connection.execute(insert(incident_log), lines)


def _of(holders: Collection[Holder]) -> ColumnElement[bool]:
    who = tuple_(incidents.c.acknowledged_by, incidents.c.chat_id)
    return (incidents.c.status == ACKNOWLEDGED) & who.in_(sorted(holders))

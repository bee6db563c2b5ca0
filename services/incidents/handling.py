"""What people do with incidents: take one in hand, let it be quiet, say that it is over, and undo each.

Every step is a compare-and-set on the incident's version, in the transaction of its line in the log, its
audit row and the notices that bring all its cards up to date.
"""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.access import Access
from services.actor import Actor
from services.audit import Audit
from services.clock import Clock
from services.incidents.cards import Cards
from services.incidents.errors import (
    IncidentOverError,
    IncidentTakenError,
    NothingToUndoError,
    UnknownIncidentError,
)
from services.incidents.escalating import first_step
from services.incidents.views import IncidentView, seen
from services.outbox import Outbox
from storage.database import Database
from storage.incidents import ACKNOWLEDGED, OPEN, RESOLVED, IncidentRow
from storage.transaction import Tx

HANDLE = "incidents.handle"
"""The permission: in the chat of the incident, or in a group that it was escalated to."""
MORNING = "morning"
SNOOZES = {"1h": timedelta(hours=1), "4h": timedelta(hours=4)}
"""How long it may be quiet, besides till tomorrow's morning."""
SNOOZE_WORDS = (*SNOOZES, MORNING)
_MORNING_AT = time(9)


class IncidentHandling:
    """Steps of people, who are let in to an incident where its card stands."""

    def __init__(
        self, db: Database, clock: Clock, access: Access, outbox: Outbox, audit: Audit
    ) -> None:
        self._db = db
        self._clock = clock
        self._access = access
        self._outbox = outbox
        self._cards = Cards(outbox)
        self._audit = audit

    async def view(self, actor: Actor, incident_id: int) -> IncidentView:
        """Show it. Raises UnknownIncidentError, as every step does."""
        await self._admit(actor, incident_id)
        async with self._db.read() as tx:
            return await seen(tx, await _row(tx, incident_id))

    async def acknowledge(
        self, actor: Actor, incident_id: int, pressed: int | None = None
    ) -> IncidentView:
        """Take it in hand. Raises IncidentOverError, IncidentTakenError.

        ``pressed``: the message with the button; whoever pressed it shows there what came of it.
        """
        await self._admit(actor, incident_id)
        async with self._db.write() as tx:
            row = await self._open(tx, incident_id)
            if row.status == ACKNOWLEDGED:
                if row.acknowledged_by == actor.user_id:
                    return await seen(tx, row)
                raise IncidentTakenError(name=await _name(tx, row.acknowledged_by))
            values: dict[str, Any] = {
                "status": ACKNOWLEDGED,
                "acknowledged_at": self._clock(),
                "acknowledged_by": actor.user_id,
                "escalate_at": None,
            }
            return await self._step(tx, actor, row, "acknowledged", pressed, **values)

    async def unacknowledge(
        self, actor: Actor, incident_id: int, pressed: int | None = None
    ) -> IncidentView:
        """Let it be nobody's again. Raises NothingToUndoError."""
        await self._admit(actor, incident_id)
        async with self._db.write() as tx:
            row = await _held(tx, incident_id)
            if row.status != ACKNOWLEDGED:
                raise NothingToUndoError
            at = await self._first_step(tx, row) if row.snoozed_until is None else None
            values: dict[str, Any] = {
                "status": OPEN,
                "acknowledged_at": None,
                "acknowledged_by": None,
                "escalate_at": at,
                "step": 0,
            }
            return await self._step(tx, actor, row, "unacknowledged", pressed, **values)

    async def snooze(
        self,
        actor: Actor,
        incident_id: int,
        how: str,
        timezone: str,
        pressed: int | None = None,
        *,
        morning: datetime | None = None,
    ) -> IncidentView:
        """Let it be quiet for one of SNOOZE_WORDS, by the clock of ``timezone``. Raises IncidentOverError.

        ``morning``: which one was meant; none but the next one if it is not said.
        """
        await self._admit(actor, incident_id)
        now = self._clock()
        until = now + SNOOZES[how] if how in SNOOZES else morning or morning_after(now, timezone)
        async with self._db.write() as tx:
            row = await self._open(tx, incident_id)
            values: dict[str, Any] = {
                "snoozed_until": until,
                "snoozed_by": actor.user_id,
                "escalate_at": None,
            }
            return await self._step(tx, actor, row, "snoozed", pressed, **values)

    async def unsnooze(
        self, actor: Actor, incident_id: int, pressed: int | None = None
    ) -> IncidentView:
        """Let it be heard again. Raises NothingToUndoError."""
        await self._admit(actor, incident_id)
        async with self._db.write() as tx:
            row = await _held(tx, incident_id)
            if row.snoozed_until is None or row.status == RESOLVED:
                raise NothingToUndoError
            at = await self._first_step(tx, row) if row.status == OPEN else None
            values: dict[str, Any] = {
                "snoozed_until": None,
                "snoozed_by": None,
                "escalate_at": at,
            }
            return await self._step(tx, actor, row, "unsnoozed", pressed, **values)

    async def resolve(
        self, actor: Actor, incident_id: int, pressed: int | None = None
    ) -> IncidentView:
        """Say that it is over: what goes on is no news, unless it gets worse. Raises IncidentOverError."""
        await self._admit(actor, incident_id)
        now = self._clock()
        async with self._db.write() as tx:
            row = await self._open(tx, incident_id)
            values: dict[str, Any] = {
                "status": RESOLVED,
                "open_key": None,
                "resolved_at": now,
                "resolved_by": actor.user_id,
                "escalate_at": None,
                "snoozed_until": None,
                "snoozed_by": None,
            }
            await tx.incidents.let_end(row.id, now)
            view = await self._step(tx, actor, row, "resolved", pressed, **values)
            await self._cards.tell_over(tx, row, now, but=actor.chat_id)
            return view

    async def reopen(
        self, actor: Actor, incident_id: int, pressed: int | None = None
    ) -> IncidentView:
        """It is not over after all, though somebody said so. Raises NothingToUndoError."""
        await self._admit(actor, incident_id)
        async with self._db.write() as tx:
            row = await _held(tx, incident_id)
            other = await tx.incidents.open_of(row.chat_id, row.group_key)
            if row.status != RESOLVED or row.resolved_by is None or other is not None:
                raise NothingToUndoError
            await tx.incidents.revive(row.id, row.resolved_at)
            if not await tx.incidents.lasting(row.id):
                raise NothingToUndoError
            in_hand = row.acknowledged_by is not None
            values: dict[str, Any] = {
                "status": ACKNOWLEDGED if in_hand else OPEN,
                "open_key": row.group_key,
                "resolved_at": None,
                "resolved_by": None,
                "escalate_at": None if in_hand else await self._first_step(tx, row),
            }
            return await self._step(tx, actor, row, "reopened", pressed, **values)

    async def _admit(self, actor: Actor, incident_id: int) -> None:
        """Whether it is the chat's, or stands there; in private it is asked for the right in its own chat."""
        async with self._db.read() as tx:
            row = await _row(tx, incident_id)
            stands = await tx.incident_cards.there(incident_id, actor.chat_id)
        if row.chat_id == actor.chat_id:
            return
        if actor.chat_id == actor.user_id:
            if not await self._access.permits(actor.user_id, row.chat_id, HANDLE):
                raise UnknownIncidentError
        elif not stands:
            raise UnknownIncidentError

    async def _open(self, tx: Tx, incident_id: int) -> IncidentRow:
        row = await _held(tx, incident_id)
        if row.status == RESOLVED:
            by = "no" if row.resolved_by is None else "yes"
            raise IncidentOverError(by=by, name=await _name(tx, row.resolved_by))
        return row

    async def _first_step(self, tx: Tx, row: IncidentRow) -> datetime | None:
        return await first_step(tx, row.chat_id, row.severity, self._clock())

    async def _step(
        self,
        tx: Tx,
        actor: Actor,
        row: IncidentRow,
        what: str,
        pressed: int | None,
        **values: Any,
    ) -> IncidentView:
        if not await tx.incidents.change(row, **values):
            raise NothingToUndoError  # somebody else changed it in this very moment
        facts = {"until": values["snoozed_until"].isoformat()} if what == "snoozed" else {}
        await tx.incidents.note(row.id, self._clock(), what, actor.user_id, facts)
        await self._cards.follow(tx, row, pressed=pressed)
        await self._audit.write(tx, actor, _ACTIONS[what], str(row.id), what=row.kind)
        view = await seen(tx, await _row(tx, row.id))
        self._outbox.kick()
        return view


_ACTIONS = {
    "acknowledged": "incident.acknowledged",
    "unacknowledged": "incident.unacknowledged",
    "snoozed": "incident.snoozed",
    "unsnoozed": "incident.unsnoozed",
    "resolved": "incident.resolved",
    "reopened": "incident.reopened",
}
STEPS: Collection[str] = _ACTIONS.keys()
"""What people do, in the words of the log."""


async def _row(tx: Tx, incident_id: int) -> IncidentRow:
    row = await tx.incidents.get(incident_id)
    if row is None:
        raise UnknownIncidentError
    return row


async def _held(tx: Tx, incident_id: int) -> IncidentRow:
    """The row, which nobody else changes until the transaction ends."""
    row = await tx.incidents.lock(incident_id)
    if row is None:
        raise UnknownIncidentError
    return row


async def _name(tx: Tx, person: int | None) -> str:
    if person is None:
        return ""
    return (await tx.users.called([person])).get(person, str(person))


def morning_after(now: datetime, timezone: str) -> datetime:
    """Tomorrow's morning."""
    zone = ZoneInfo(timezone)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, _MORNING_AT, zone).astimezone(UTC)

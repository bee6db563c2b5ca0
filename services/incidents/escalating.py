"""What nobody takes in hand goes on to others: another chat, whoever is on duty, the owners.

A step is claimed by the row of the incident, so that it is taken once, whatever processes look. A round costs
a bounded number of statements however many incidents there are: what is due together in a chat goes on
together.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from services.access import Access
from services.clock import Clock
from services.duty import DutyRota
from services.incidents.cards import CARD, HELD, Cards, Step
from services.incidents.quiet import Quiet
from services.incidents.summaries import place_together
from services.incidents.untold import Untold
from services.outbox import Outbox
from storage.database import Database
from storage.escalations import EscalationRow
from storage.incidents import OPEN, IncidentRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)

FEW = 3
"""So many that go somewhere together have a card each."""
AT_ONCE = 500
_CHATS = 20
"""Incidents, and chats, of one round."""
SOON = timedelta(minutes=1)
"""So much later it is looked again whether the chat itself has been told."""
_TRIES = 6
"""What could not be told there in so many tries, some minutes, goes on all the same."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What the next steps of a chat's incidents hang on."""

    settings: EscalationRow
    on_duty: frozenset[int]
    owners: Collection[int]

    def after(self, step: int) -> Step | None:
        """The next step there is somebody for."""
        there = {
            Step.CHAT: self.settings.to_chat is not None,
            Step.DUTY: self.settings.to_duty and bool(self.on_duty),
            Step.OWNERS: self.settings.to_owners and bool(self.owners),
        }
        return next((each for each in Step if each > step and there[each]), None)

    def places(self, step: Step) -> Sequence[tuple[int, int | None]]:
        """Which chats, and topics of them, a step goes to."""
        match step:
            case Step.CHAT:
                to_chat = self.settings.to_chat
                return [] if to_chat is None else [(to_chat, self.settings.to_thread)]
            case Step.DUTY:
                return [(person, None) for person in sorted(self.on_duty)]
            case Step.OWNERS:
                return [(owner, None) for owner in sorted(self.owners)]


async def first_step(tx: Tx, chat_id: int, severity: str, since: datetime) -> datetime | None:
    """When an incident goes on to others, if nobody acknowledges it; None: it does not."""
    if severity == "info":
        return None  # nothing has to be read for that
    return step_after(await tx.escalations.get(chat_id), severity, since)


def step_after(settings: EscalationRow | None, severity: str, since: datetime) -> datetime | None:
    """The same where what the chat has chosen is read already."""
    if severity == "info" or settings is None or not settings.after_minutes:
        return None
    return since + timedelta(minutes=settings.after_minutes)


async def count_from(tx: Tx, incident_id: int, chat_id: int, told: datetime) -> None:
    """Its chat was told of it just now: from here on somebody there may take it in hand."""
    row = await tx.incidents.get(incident_id)
    if row is None or row.chat_id != chat_id or row.escalate_at is None or row.step:
        return
    if (then := await first_step(tx, chat_id, row.severity, told)) is not None:
        await tx.escalations.count_from(incident_id, then)


async def as_worse(
    tx: Tx, row: IncidentRow, severity: str, now: datetime, until: datetime | None
) -> dict[str, Any]:
    """What is worse than what people knew of is open again, whoever had that in hand, and goes on anew.

    ``until``: quiet hours hold it, and it goes on from their end.
    """
    return {
        "severity": severity,
        "status": OPEN,
        "open_key": row.group_key,
        "acknowledged_at": None,
        "acknowledged_by": None,
        "snoozed_until": None,
        "snoozed_by": None,
        "resolved_at": None,
        "resolved_by": None,
        "held_until": None if severity == "urgent" else until or row.held_until,
        "escalate_at": await first_step(tx, row.chat_id, severity, until or now),
        "step": 0,
    }


def as_less(severity: str) -> dict[str, Any]:
    """What is less bad than it was, and in the same hands; what only informs goes on to nobody."""
    return {"severity": severity} | ({"escalate_at": None} if severity == "info" else {})


class Escalating:
    """``run`` should be called every few seconds."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        access: Access,
        outbox: Outbox,
        duty: DutyRota,
        quiet: Quiet | None = None,
    ) -> None:
        self._db = db
        self._clock = clock
        self._access = access
        self._outbox = outbox
        self._duty = duty
        self._quiet = quiet or Quiet()
        self._cards = Cards(outbox)
        _ = Untold(outbox, self._cards, duty)

    async def run(self) -> int:
        """Take the steps that are due; gives how many incidents went on."""
        now = self._clock()
        async with self._db.read() as tx:
            chats = await tx.escalations.chats_due(now, _CHATS)
        if not chats:
            return 0
        # Telegram may be asked who is where, and no transaction waits for that.
        on_duty = {chat_id: await self._duty.on_duty(chat_id) for chat_id in chats}
        async with self._db.write() as tx:
            rows = await self._awake(tx, await tx.escalations.due(now, chats, AT_ONCE), now)
            settings = await tx.escalations.of(chats)
            done = 0
            for chat_id in chats:
                mine = [row for row in rows if row.chat_id == chat_id]
                if (wish := settings.get(chat_id)) is None or not wish.after_minutes:
                    await tx.escalations.end([row.id for row in mine], now)
                    continue
                around = _Around(wish, on_duty[chat_id], self._access.owners)
                done += await self._go_on(tx, around, mine, now)
        self._outbox.kick()
        return done

    async def _awake(
        self, tx: Tx, rows: Sequence[IncidentRow], now: datetime
    ) -> Sequence[IncidentRow]:
        """Those that go on now: what quiet hours hold does at their end."""
        held = await self._quiet.until(tx, rows, now)
        for until in sorted(set(held.values())):
            waiting = [number for number, each in held.items() if each == until]
            await tx.escalations.put_off(waiting, now, until)
        awake = [row for row in rows if row.id not in held]
        unheard = await _to_be_told(tx, awake, now)
        if unheard:
            await tx.escalations.put_off(unheard, now, now + SOON)
        return [row for row in awake if row.id not in unheard]

    async def _go_on(
        self, tx: Tx, around: _Around, rows: Sequence[IncidentRow], now: datetime
    ) -> int:
        done = 0
        for step in (None, *Step):
            some = [row for row in rows if around.after(row.step) is step]
            if some and step is None:
                await tx.escalations.end([row.id for row in some], now)
            elif some and step is not None:
                done += await self._take(tx, around, step, some, now)
        return done

    async def _take(
        self, tx: Tx, around: _Around, step: Step, rows: Sequence[IncidentRow], now: datetime
    ) -> int:
        then = None
        if around.after(step) is not None:
            then = now + timedelta(minutes=around.settings.after_minutes)
        ids = await tx.escalations.take_step([row.id for row in rows], now, step, then)
        if not ids:
            return 0
        await tx.escalations.note_step(ids, now, step)
        places = around.places(step)
        taken = [row for row in rows if row.id in set(ids)]
        if len(taken) > FEW:
            await place_together(tx, self._outbox, taken, places, step)
            return len(taken)
        for row in taken:
            cards = await tx.incident_cards.of_incident(row.id)
            standing = {(card.chat_id, card.thread_id): card for card in cards}
            # Where this very step was taken before, the card comes anew: it is asked again. Who has it
            # because the chat could not be told was told a moment ago.
            before = await tx.incidents.noted_step(row.id, step, now)
            again = [
                card.id
                for at, card in standing.items()
                if before and at in places and card.step == step
            ]
            await self._cards.follow(tx, row, anew_of=again)
            for chat_id, thread_id in places:
                if (chat_id, thread_id) in standing:
                    continue
                if not await self._cards.place(tx, row, chat_id, thread_id, step):
                    log.warning("a card stands there already", incident=row.id, step=int(step))
        return len(taken)


async def _to_be_told(tx: Tx, rows: Sequence[IncidentRow], now: datetime) -> set[int]:
    """Those of which a message to their own chat is about to be sent: that people can take in hand first."""
    first = [row for row in rows if row.step == 0]
    if not first:
        return set()
    chats = {row.chat_id for row in first}
    coming = await tx.notices.coming((CARD, HELD), chats, now, _TRIES)
    if not coming:
        return set()
    cards = await tx.incident_cards.of_incidents([row.id for row in first])
    unseen = {card.id for card in cards if card.message_id is None}
    new = [each for each in coming if each.kind == CARD]
    calls = {
        int(each.facts["incident"])
        for each in new
        if each.facts.get("anew") or each.facts["incident_card"] in unseen
    }
    ends = {str(each.facts["until"]) for each in coming if each.kind == HELD}
    return {
        row.id
        for row in first
        if row.id in calls or (row.held_until is not None and row.held_until.isoformat() in ends)
    }

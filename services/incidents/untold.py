"""Who was to hear of an incident and cannot be written to: its card says so once, and it goes on at once.

What is urgent and cannot be told in its own chat whoever is on duty is told at once, be it by a step or not.
"""

from typing import Any

import structlog

from services.duty import DutyRota
from services.incidents.cards import CARD, OVER, Cards, Step
from services.outbox import Lost, Outbox, Then
from storage.incidents import OPEN, IncidentRow
from storage.notices import NoticeRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)

UNTOLD = "untold"
"""The word of the log. By whom it is where that is a person, else the fact ``chat``, with its ``title``."""


class Untold:
    """Sees to notices of incidents whose chat is gone."""

    def __init__(self, outbox: Outbox, cards: Cards, duty: DutyRota) -> None:
        self._outbox = outbox
        self._cards = cards
        self._duty = duty
        for kind in (CARD, OVER):
            outbox.when_lost(kind, self._lost)

    async def _lost(self, tx: Tx, notice: NoticeRow, lost: Lost) -> Then:
        if lost is not Lost.GONE:
            return Then.SLEEP
        row = await tx.incidents.lock(int(notice.facts["incident"]))
        if row is None:
            return Then.SLEEP
        before = await tx.incidents.untold(row.id, UNTOLD)
        await self._call_duty(tx, row, notice)
        if notice.chat_id in before:
            return Then.WAIT  # others heard that with the first notice, and not with each edit
        now = self._outbox.now()
        values: dict[str, Any] = {}
        if row.escalate_at is not None and await _nobody(tx, row, {*before, notice.chat_id}):
            values = {"escalate_at": min(row.escalate_at, now)}
        if not await tx.incidents.change(row, **values):
            raise RuntimeError("a locked incident was changed")
        chat = await tx.chats.get(notice.chat_id)
        person = notice.chat_id if notice.chat_id > 0 else None
        title = "" if chat is None else chat.title
        facts = {} if person else {"chat": notice.chat_id, "title": title}
        await tx.incidents.note(row.id, now, UNTOLD, person, facts)
        await self._cards.follow(tx, row, but=notice.chat_id)
        return Then.SLEEP

    async def _call_duty(self, tx: Tx, row: IncidentRow, notice: NoticeRow) -> None:
        """Give each who is on duty a card, if nobody has it in hand and they have none yet."""
        quiet = row.is_quiet(self._outbox.now())
        if row.severity != "urgent" or row.status != OPEN or quiet or notice.chat_id != row.chat_id:
            return
        for person in sorted(await self._duty.named(tx, row.chat_id)):
            if await tx.incident_cards.there(row.id, person):
                continue
            if not await self._cards.place(tx, row, person, None, Step.DUTY):
                log.warning("a card stands there already", incident=row.id, step=int(Step.DUTY))


async def _nobody(tx: Tx, row: IncidentRow, untold: set[int]) -> bool:
    """Whether its last step has reached nobody, so that there is nobody to wait for."""
    cards = await tx.incident_cards.of_incident(row.id)
    there = [card.chat_id for card in cards if card.step == row.step]
    return row.status == OPEN and bool(there) and untold.issuperset(there)

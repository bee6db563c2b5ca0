"""Who was to hear of an incident and cannot be written to: its card says so once, and it goes on at once."""

from typing import Any

from services.incidents.cards import CARD, OVER, Cards
from services.outbox import Lost, Outbox, Then
from storage.incidents import OPEN, IncidentRow
from storage.notices import NoticeRow
from storage.transaction import Tx

UNTOLD = "untold"
"""The word of the log. By whom it is where that is a person, else the fact ``chat``, with its ``title``."""


class Untold:
    """Sees to notices of incidents whose chat is gone."""

    def __init__(self, outbox: Outbox, cards: Cards) -> None:
        self._outbox = outbox
        self._cards = cards
        for kind in (CARD, OVER):
            outbox.when_lost(kind, self._lost)

    async def _lost(self, tx: Tx, notice: NoticeRow, lost: Lost) -> Then:
        if lost is not Lost.GONE:
            return Then.SLEEP
        row = await tx.incidents.lock(int(notice.facts["incident"]))
        if row is None:
            return Then.SLEEP
        before = await tx.incidents.untold(row.id, UNTOLD)
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


async def _nobody(tx: Tx, row: IncidentRow, untold: set[int]) -> bool:
    """Whether its last step has reached nobody, so that there is nobody to wait for."""
    cards = await tx.incident_cards.of_incident(row.id)
    there = [card.chat_id for card in cards if card.step == row.step]
    return row.status == OPEN and bool(there) and untold.issuperset(there)

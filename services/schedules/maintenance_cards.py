"""Maintenance cards: one message an app, in each place where its maintenances are watched.

It is sent when a maintenance is announced or begins, edited while it lasts, and closed when it is over. A
card that is lost is sent anew with the next change. How it stands is its row; what Telegram has taken of that
is seen to by the outbox.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog

from services.clock import Clock
from services.outbox import Lost, Outbox, Then
from storage.database import Database
from storage.maintenance_cards import MaintenanceCardRow
from storage.notices import NoticeRow
from storage.schedules import ScheduleRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)

SHOWN = "maintenance-shown"
"""How a maintenance stands, on its card, which is pinned while it lasts. Facts: ``card``, ``schedule``,
``app``."""
LEFT, PAUSED = "left", "paused"
"""What a card shows last whose schedule is removed or paused."""
LOG = 8
"""So many of the last events stand on a card."""
KEEP = timedelta(days=30)
_ON_ITS_WAY = ("waiting", "sending", "asleep")

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MaintenanceCardView:
    """A card as it is to be shown. ``comes``: it is being sent already, and shows then how things stand."""

    id: int
    app: str
    facts: Facts
    message_id: int | None
    is_over: bool
    comes: bool


class MaintenanceCards:
    """Those of all chats."""

    def __init__(self, db: Database, clock: Clock, outbox: Outbox) -> None:
        self._db = db
        self._clock = clock
        self._outbox = outbox
        outbox.when_lost(SHOWN, _unseen)

    async def told(self, card_id: int) -> MaintenanceCardView | None:
        """Give a card to be shown; None: it was forgotten."""
        async with self._db.read() as tx:
            row = await tx.maintenance_cards.get(card_id)
            if row is None:
                return None
            comes = await _comes(tx, row)
        over = row.ended_at is not None
        return MaintenanceCardView(row.id, row.app, row.facts, row.message_id, over, comes)

    async def arrived(self, card_id: int, message_id: int) -> None:
        """Note which message shows a card now; it is pinned where the bot may."""
        async with self._db.write() as tx:
            await tx.maintenance_cards.change(card_id, message_id=message_id)
            row = await tx.maintenance_cards.get(card_id)
            if row is not None:
                await self.show(tx, row)
        self._outbox.kick()

    async def show(self, tx: Tx, row: MaintenanceCardRow) -> None:
        """Have the card show how things stand; it makes no sound, so no quiet hours hold it.

        One that is still to come shows that by itself, and is looked at again when it has come.
        """
        if await _comes(tx, row):
            return
        facts = {"card": row.id, "schedule": row.schedule_id, "app": row.app}
        await self._outbox.post(tx, SHOWN, row.chat_id, facts)

    async def change(
        self, tx: Tx, schedule: ScheduleRow, app: str, event: str, facts: Facts
    ) -> tuple[int | None, bool]:
        """Write an event on the card of an app, which is opened where there is none and ends with the last.

        Gives its number, None where there is nothing to show, and whether it is new. The news itself is not
        told here.
        """
        cards = tx.maintenance_cards
        place = schedule.chat_id, schedule.thread_id, schedule.id, app
        row = await cards.open_of(*place)
        lasts = bool(facts["maintenances"] or facts["planned"])
        if row is None:
            if not lasts:
                return None, False
            now = self._clock()
            await cards.forget(schedule.chat_id, now - KEEP)
            made = await cards.open(*place, self._facts({}, event, facts), now)
            if made is not None:
                return made, True
            row = await cards.open_of(*place)  # another watch of this place was quicker
            if row is None:
                return None, False
        said = self._facts(row.facts, event, facts)
        if lasts:
            await cards.change(row.id, facts=said)
        elif not await cards.end(row.id, said, self._clock()):
            return None, False
        await self.show(tx, row)
        return row.id, False

    async def sent_by(self, tx: Tx, card_id: int, notice_id: int | None) -> None:
        """Note which notice brings a new card to its chat."""
        await tx.maintenance_cards.change(card_id, notice_id=notice_id)

    async def lost(self, tx: Tx, card_id: int) -> None:
        """A card has not come to its chat and will not: what follows opens another."""
        row = await tx.maintenance_cards.get(card_id)
        if row is None or row.message_id is not None:
            return
        if await tx.maintenance_cards.end(card_id, row.facts, self._clock()):
            log.info("maintenance card lost", card=card_id)

    async def leave(self, tx: Tx, schedule: ScheduleRow, why: str) -> None:
        """A schedule is removed or paused: its cards say so and are let go.

        What quiet hours hold comes all the same where it is paused, and goes on with it when it is resumed.
        """
        for row in await tx.maintenance_cards.open_of_schedule(schedule.id, schedule.chat_id):
            said = self._facts(row.facts, why, row.facts)
            if why == PAUSED and await _comes(tx, row):
                await tx.maintenance_cards.change(row.id, facts=said)
            elif await tx.maintenance_cards.end(row.id, said, self._clock()):
                await self.show(tx, row)

    def _facts(self, before: Facts, event: str, facts: Facts) -> Facts:
        """The last event, what is on and planned now, what was ``last``, and a log."""
        line = {"at": self._clock().isoformat(), "event": event, "was": facts.get("end_was")}
        on, planned = facts["maintenances"], facts["planned"]
        return {
            "event": event,
            "maintenances": on,
            "planned": planned,
            "last": on or planned or before.get("last", []),
            "log": [*before.get("log", []), line][-LOG:],
        }


async def _comes(tx: Tx, row: MaintenanceCardRow) -> bool:
    """Whether it is on its way to its chat for the first time."""
    if row.message_id is not None or row.notice_id is None:
        return False
    notice = await tx.notices.get(row.notice_id)
    return notice is not None and notice.state in _ON_ITS_WAY


async def _unseen(_tx: Tx, _notice: NoticeRow, _lost: Lost) -> Then:
    """Nobody has to be told instead: what there is to hear is told by itself."""
    return Then.WAIT

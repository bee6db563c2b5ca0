"""What somebody has in hand who may handle it no more is nobody's again, whatever way the right was lost.

A round asks once for each person and chat, and lets go of many at a time: it costs a bounded number of
statements however many incidents there are.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from services.access import Access
from services.clock import Clock
from services.incidents.cards import Cards
from services.incidents.escalating import FEW, step_after
from services.incidents.handling import HANDLE
from services.incidents.news import LOST
from services.incidents.quiet import Quiet
from services.incidents.summaries import MANY
from services.outbox import Outbox, Post
from storage.database import Database
from storage.incidents import ACKNOWLEDGED, IncidentRow
from storage.incidents_in_hand import NOBODY, Holder
from storage.transaction import Tx

PEOPLE, AT_ONCE = 100, 200
"""So many people are asked about in a round, each in a chat, and so many incidents let go."""
_Alike = tuple[datetime | None, bool, datetime | None]
"""When incidents go on, whether they are quiet no more, and until when quiet hours hold that."""


class InHand:
    """``run`` should be called every few seconds."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        access: Access,
        outbox: Outbox,
        quiet: Quiet | None = None,
    ) -> None:
        self._db = db
        self._clock = clock
        self._access = access
        self._outbox = outbox
        self._quiet = quiet or Quiet()
        self._cards = Cards(outbox)
        self._behind = NOBODY

    async def run(self) -> int:
        """Let go of what is in such hands; gives how many incidents that were."""
        async with self._db.read() as tx:
            holders = await tx.incidents_in_hand.holders(self._behind, PEOPLE)
        self._behind = holders[-1] if len(holders) == PEOPLE else NOBODY
        return await self._settle(holders)

    async def look(self, card_id: int) -> None:
        """Look at one of which a message is being made: that says in whose hands it is, and no other does."""
        async with self._db.read() as tx:
            card = await tx.incident_cards.get(card_id)
            row = None if card is None else await tx.incidents.get(card.incident_id)
        if row is not None and row.status == ACKNOWLEDGED and row.acknowledged_by is not None:
            await self._settle([(row.acknowledged_by, row.chat_id)], told=row.id)

    async def _settle(self, holders: Sequence[Holder], told: int | None = None) -> int:
        # Telegram may be asked who is where, and no transaction waits for that.
        has_lost = self._access.has_lost
        lost = [each for each in holders if await has_lost(*each, HANDLE)]
        if not lost:
            return 0
        async with self._db.read() as tx:
            elsewhere = await tx.incidents_in_hand.elsewhere(lost)
        still = [each for each in elsewhere if not await has_lost(*each, HANDLE)]
        async with self._db.write() as tx:
            rows = await tx.incidents_in_hand.held(lost, still, AT_ONCE)
            if rows:
                await self._let_go(tx, rows, self._clock(), told)
        self._outbox.kick()
        return len(rows)

    async def _let_go(
        self, tx: Tx, rows: Sequence[IncidentRow], now: datetime, told: int | None
    ) -> None:
        settings = await tx.escalations.of({row.chat_id for row in rows})
        calling = [row for row in rows if _calls(row)]
        held = await self._quiet.until(tx, calling, now)
        alike: dict[_Alike, list[int]] = defaultdict(list)
        for row in rows:
            at, until = None, held.get(row.id)
            if row in calling:
                at = step_after(settings.get(row.chat_id), row.severity, until or now)
            alike[at, row.snoozed_by == row.acknowledged_by, until].append(row.id)
        for (at, unsnooze, until), ids in alike.items():
            await tx.incidents_in_hand.let_go(ids, at, unsnooze=unsnooze, until=until)
        await tx.incidents_in_hand.note(rows, now, LOST)
        for row in {
            (row.chat_id, row.thread_id, held.get(row.id)): row for row in calling
        }.values():
            if row.id in held:
                await self._cards.hold(tx, row, held[row.id])
        of: dict[int, list[IncidentRow]] = defaultdict(list)
        for row in calling:
            if row.id not in held and row.id != told:
                of[row.chat_id].append(row)
        few = [row.id for some in of.values() if len(some) <= FEW for row in some]
        await self._cards.follow_all(tx, rows, anew=few)
        many = {chat_id: some for chat_id, some in of.items() if len(some) > FEW}
        posts: list[Post] = []
        for chat_id, some in many.items():
            threads = {row.thread_id for row in some}
            thread = threads.pop() if len(threads) == 1 else None
            facts = {"count": len(some), "home": chat_id, "thread": thread, "lost": True}
            posts.append(Post(MANY, chat_id, facts, due_at=now))
        await self._outbox.post_all(tx, posts)


def _calls(row: IncidentRow) -> bool:
    """Whether somebody is to be called now: not by what only informs, nor by what another let be quiet."""
    quiet = row.snoozed_until is not None and row.snoozed_by != row.acknowledged_by
    return row.severity != "info" and not quiet

"""A flood: people who write faster than they are read, counted, written down, and told to the owners.

Counting is in memory and bounded; every few seconds it is written to the rows of ``allowances``. A flood
is one, however many take part, until nothing was dropped for a while.
"""

from collections import Counter
from datetime import datetime, timedelta

from services.access import Access
from services.actor import Actor
from services.audit import Audit
from services.clock import Clock
from services.floods.allowances import SLOWED, refused
from services.outbox import Outbox
from services.recent import Recent
from storage.allowances import AllowanceRow
from storage.database import Database
from storage.transaction import Tx

UPDATES, FLOOD, KEYS = "updates", "flood", "keys"
"""What of a person, of all together, and of messages with keys, was too fast."""
ALL = 0
"""No person and no chat has this id: the row of the flood itself."""
LASTS = timedelta(minutes=1)
"""The owners are told of one that goes on for longer."""
SAY_AGAIN = 60.0
"""Seconds until a person is told again that it was too fast."""
COUNTED = 1000
"""So many people and chats are counted apart until it is written down."""
WRITTEN = 50
"""So many of them are written down each time, those with the most."""
AUDITED = 200
"""So many of one flood are named in the audit."""
NAMED = 3
"""So many are named to the owners."""


class Floods:
    """Counts what was dropped. Nothing here waits for the database but ``run``."""

    def __init__(
        self, db: Database, clock: Clock, access: Access, outbox: Outbox, audit: Audit
    ) -> None:
        self._db = db
        self._clock = clock
        self._access = access
        self._outbox = outbox
        self._audit = audit
        self._dropped: Counter[int] = Counter()
        self._audited = 0
        self._said: Recent[float] = Recent()

    def dropped(self, user_id: int | None, chat_id: int | None) -> None:
        """Count what was not read of a person, or where that is nobody, of a chat."""
        who = user_id or chat_id or ALL
        if who not in self._dropped and len(self._dropped) >= COUNTED:
            who = ALL
        self._dropped[who] += 1

    def may_say(self, user_id: int, of: str = UPDATES) -> bool:
        """Whether to tell this person that it was too fast; if so it counts as told, for a minute."""
        key = (user_id, of)
        now, last = self._clock.steady(), self._said.get(key)
        if last is not None and now - last < SAY_AGAIN:
            return False
        self._said.put(key, now)
        return True

    async def run(self) -> None:
        """Write down what was dropped since the last time; tell the owners if it goes on for long."""
        if not self._dropped:
            return
        counts, self._dropped = self._dropped, Counter()
        async with self._db.write() as tx:
            now = self._clock()
            flood, begins = await self._note(tx, ALL, FLOOD, counts.total(), now)
            if begins:
                self._audited = 0
            del counts[ALL]
            worst = counts.most_common(WRITTEN)
            for who, times in worst:
                await self._note_one(tx, who, times, now)
            if flood.slowed_at is not None and now - flood.slowed_at >= LASTS:
                await self._tell(tx, flood, flood.slowed_at, [who for who, _ in worst[:NAMED]])
        self._outbox.kick()

    async def _note(
        self, tx: Tx, who: int, what: str, times: int, now: datetime
    ) -> tuple[AllowanceRow, bool]:
        row = await tx.allowances.lock(who, what) or AllowanceRow(who, what, now)
        row, begins = refused(row, now, times)
        await tx.allowances.put(row)
        return row, begins

    async def _note_one(self, tx: Tx, who: int, times: int, now: datetime) -> None:
        _, begins = await self._note(tx, who, UPDATES, times, now)
        if begins and self._audited < AUDITED:
            self._audited += 1
            await self._audit.write(tx, Actor(who, who, ""), SLOWED, str(who), what=UPDATES)

    async def _tell(self, tx: Tx, flood: AllowanceRow, since: datetime, worst: list[int]) -> None:
        facts = {"since": since.isoformat(), "dropped": flood.refused, "worst": worst}
        for owner in sorted(self._access.owners):
            once = f"flood:{since:%Y%m%d%H%M%S}:{owner}"
            await self._outbox.post(tx, "flood", owner, facts, once_key=once)

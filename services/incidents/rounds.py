"""What comes of incidents by themselves, looked for every few seconds: some at a time, whatever there is."""

from typing import Any

from services.clock import Clock
from services.incidents.cards import Cards
from services.incidents.escalating import first_step
from services.incidents.news import WOKE
from services.incidents.quiet import Quiet
from services.outbox import Outbox
from storage.database import Database
from storage.incidents import OPEN, RESOLVED, IncidentRow

AT_ONCE = 20
"""So many that were quiet are told of in a round."""


class IncidentRounds:
    """``run`` should be called every few seconds."""

    def __init__(
        self, db: Database, clock: Clock, outbox: Outbox, quiet: Quiet | None = None
    ) -> None:
        self._db = db
        self._quiet = quiet or Quiet()
        self._clock = clock
        self._outbox = outbox
        self._cards = Cards(outbox)

    async def run(self) -> int:
        """Do what is due, and give how much that was. A round that finds nothing is one read."""
        async with self._db.read() as tx:
            awake = await tx.incidents.to_wake(self._clock(), AT_ONCE)
        done = sum([await self._wake(row) for row in awake])
        if done:
            self._outbox.kick()
        return done

    async def _wake(self, row: IncidentRow) -> bool:
        """It was quiet long enough: if it lasts still its card comes anew, but not in quiet hours."""
        now = self._clock()
        if row.status == RESOLVED:
            async with self._db.write() as tx:
                return await tx.incidents.change(row, snoozed_until=None, snoozed_by=None)
        async with self._db.write() as tx:
            until = (await self._quiet.until(tx, [row], now)).get(row.id)
            values: dict[str, Any] = {} if until is None else {"held_until": until}
            at = None
            if row.status == OPEN:
                at = await first_step(tx, row.chat_id, row.severity, until or now)
            mine = await tx.incidents.change(
                row, snoozed_until=None, snoozed_by=None, escalate_at=at, **values
            )
            if mine:
                await tx.incidents.note(row.id, now, WOKE)
                await self._cards.follow(tx, row, anew=until is None)
                if until is not None:
                    await self._cards.hold(tx, row, until)
        return mine

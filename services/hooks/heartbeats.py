"""Heartbeats: hooks by which something has to be heard of every so often. What does not come is an alert."""

from datetime import datetime, timedelta

from services.clock import SLIP, Clock
from services.hooks.quiet import HookQuiet, in_utc
from services.hooks.receiving import severity_of
from services.hooks.service import EVERY, missing_key, patience_of
from services.incidents import Incidents, Signal
from services.outbox import Outbox
from storage.database import Database

KIND = "heartbeat"
"""Of its incidents. Facts: ``hook`` (its name), ``every`` (minutes), ``seen_at``, ``never``."""
AT_ONCE = 100


class Heartbeats:
    """Looks for those that are missing whenever ``run`` is called, which should be every few seconds."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        outbox: Outbox,
        incidents: Incidents,
        quiet: HookQuiet | None = None,
    ) -> None:
        self._quiet = quiet or in_utc()
        self._db = db
        self._clock = clock
        self._outbox = outbox
        self._incidents = incidents
        self._looked_at: datetime | None = None

    async def run(self) -> int:
        """Tell of those that have not come; gives how many. Raises TroubleError.

        At the first look of a process those have their whole time again that may have come while it was down
        and nobody listened: they are due, or their time is over and they are waited for a little longer. So
        they have where the look before is long ago: the clock was set forward, or the machine slept.
        """
        now = self._clock()
        if self._looked_at is None or now - self._looked_at > SLIP:
            await self._begin()
        missed = 0
        async with self._db.read() as tx:
            overdue = await tx.hooks.overdue(self._clock(), AT_ONCE)
        for each in overdue:
            missed += await self._miss(each.id)
        if missed:
            self._outbox.kick()
        self._looked_at = now
        return missed

    async def _begin(self) -> None:
        for every in EVERY:
            patience = patience_of(every)
            # By then it should have come, but for the time of the way.
            spared = self._clock() + patience - timedelta(minutes=every) + SLIP
            async with self._db.read() as tx:
                if not await tx.hooks.overdue(spared, 1, every):
                    continue
            async with self._db.write() as tx:
                while overdue := await tx.hooks.overdue(spared, AT_ONCE, every):
                    for each in overdue:
                        await tx.hooks.change(each.id, due_at=self._clock() + patience)

    async def _miss(self, hook_id: int) -> bool:
        async with self._db.write() as tx:
            row = await tx.hooks.lock(hook_id)
            now = self._clock()
            if row is None or row.due_at is None or row.due_at > now or row.missed_at is not None:
                return False  # it came, or another process told of it
            await tx.hooks.change(hook_id, missed_at=now)
            facts = {
                "hook": row.name,
                "every": row.every or 0,
                "seen_at": (row.heard_at or row.made_at).isoformat(),
                "never": row.heard_at is None,
            }
            signal = Signal(KIND, missing_key(row.id), severity_of(row), facts)
            until = self._quiet.until(row, now)
            await self._incidents.signal(tx, row.chat_id, row.thread_id, signal, until)
        return True

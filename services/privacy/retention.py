"""Keys are not kept in plain for ever, where a setting says so: the sealed text goes, all else stays.

What a customer has had for so many days is let go: fingerprints and mask stay, so that the key is found when
it is pasted and known when it is sold twice. Nothing is claimed but each piece itself, by compare-and-set:
of two processes at it one changes a row, and what a process that died has left the next look finds.
"""

import asyncio
from datetime import timedelta

import structlog

from services.audit import Audit
from services.clock import Clock
from services.steady_clock import SteadyClock
from services.vault import Vault
from storage.database import Database

AT_ONCE = 200
"""Keys of a transaction: so many change in some milliseconds, and others write in between."""
IN_A_ROUND = 50
"""Transactions of a look: a desk that was given the setting late catches up over some rounds."""

log = structlog.get_logger(__name__)


class KeyRetention:
    """Lets keys go that were handed over long ago; ``run`` should be called every few minutes."""

    def __init__(
        self, db: Database, clock: Clock, vault: Vault, audit: Audit, days: int | None
    ) -> None:
        """``days``: how long they are kept; None: for good."""
        self._db = db
        self._clock = clock
        self._vault = vault
        self._audit = audit
        self._days = days
        self._steady = SteadyClock(clock)

    async def run(self) -> int:
        """Let go what is due, some; gives how many keys that were.

        Only where the clock has gone its usual way since the look before: what is gone does not come back.
        """
        if self._days is None or not self._steady.went_on():
            return 0
        gone = 0
        for _ in range(IN_A_ROUND):
            looked_at, changed = await self._step(timedelta(days=self._days))
            gone += changed
            if looked_at < AT_ONCE:
                break
            await asyncio.sleep(0)
        if gone:
            log.info("keys are not kept any more", keys=gone)
        return gone

    async def _step(self, keep: timedelta) -> tuple[int, int]:
        now = self._clock()
        async with self._db.read() as tx:
            rows = await tx.key_retention.due(now - keep, AT_ONCE)
        if not rows:
            return 0, 0
        marks = {row.id: self._marks(row.sealed) for row in rows}
        async with self._db.write() as tx:
            changed = await tx.key_retention.let_go(list(marks), now)
            sold = [mark for each in changed for mark in marks[each]]
            await tx.key_retention.let_go_in_stock(sold, now)
            if changed:
                facts = {"keys": len(changed), "days": keep.days}
                await self._audit.write(tx, None, "customer.keys-let-go", "keys", **facts)
        return len(rows), len(changed)

    def _marks(self, sealed: bytes) -> list[str]:
        plain = self._vault.opened(sealed)
        return [] if plain is None else list(self._vault.fingerprints(plain))

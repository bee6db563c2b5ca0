"""Forgetting notices that have been over for long."""

from datetime import timedelta

from services.clock import Clock
from services.outbox.kinds import KEPT
from services.steady_clock import SteadyClock
from storage.database import Database

AT_A_TIME = 500
"""So many are forgotten in one transaction."""


class Pruning:
    """Deletes what is over, but for kinds that are kept."""

    def __init__(self, db: Database, clock: Clock, keep: timedelta) -> None:
        """``keep``: how long what is over stays."""
        self._db = db
        self._clock = clock
        self._keep_for = keep
        self._steady = SteadyClock(clock)

    async def forget_old(self) -> int:
        """Delete what has been over for long, but for kinds that are kept; gives how much that was.

        Only where the clock has gone its usual way since the look before: a wrong one would forget too much.
        """
        if not self._steady.went_on():
            return 0
        now, gone = self._clock(), 0
        while True:
            async with self._db.write() as tx:
                some = await tx.notices.forget(now - self._keep_for, KEPT, AT_A_TIME)
            gone += some
            if some < AT_A_TIME:
                return gone

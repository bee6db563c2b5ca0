"""Forgetting notices that have been over for long."""

from datetime import timedelta

from services.clock import Clock
from services.outbox.kinds import KEPT
from storage.database import Database

AT_A_TIME = 500
"""So many are forgotten in one transaction."""
SLIP = 60.0
"""Seconds by which a clock that nobody has set may stray between two looks."""


class Pruning:
    """Deletes what is over, but for kinds that are kept."""

    def __init__(self, db: Database, clock: Clock, keep: timedelta) -> None:
        """``keep``: how long what is over stays."""
        self._db = db
        self._clock = clock
        self._keep_for = keep
        self._ahead: float | None = None

    async def forget_old(self) -> int:
        """Delete what has been over for long, but for kinds that are kept; gives how much that was.

        Only where the clock has gone its usual way since the look before: a wrong one would forget too much.
        """
        now = self._clock()
        ahead = now.timestamp() - self._clock.steady()
        before, self._ahead = self._ahead, ahead
        if before is None or abs(ahead - before) > SLIP:
            return 0
        gone = 0
        while True:
            async with self._db.write() as tx:
                some = await tx.notices.forget(now - self._keep_for, KEPT, AT_A_TIME)
            gone += some
            if some < AT_A_TIME:
                return gone

"""Starts of the desk: that a process lives is written down, so that the next one knows how it ended."""

from datetime import timedelta

import structlog

from services.clock import Clock
from storage.database import Database
from storage.errors import TroubleError

log = structlog.get_logger(__name__)

DEAD_AFTER = timedelta(minutes=5)
"""A process that was not seen alive for so long is dead, where others may be at work on the same database."""
LOOKED_AT = 20
"""Earlier starts that are looked at."""


class Starts:
    """``begin`` once the database is open, ``beat`` every minute, ``end`` at a stop in order."""

    def __init__(self, db: Database, clock: Clock, version: str) -> None:
        self._db = db
        self._clock = clock
        self._version = version[:32]
        self._id: int | None = None

    async def begin(self) -> None:
        """Write the start down, and how those before ended that did not say so."""
        now = self._clock()
        async with self._db.write() as tx:
            before = await tx.starts.newest(LOOKED_AT)
            dead = [
                row
                for row in before
                # A file has one desk: whoever was at work on it is no more.
                if row.ended_at is None
                and (self._db.is_sqlite or abs(now - row.beat_at) >= DEAD_AFTER)
            ]
            # Of several that start together one sees a death.
            crashed = [row.beat_at for row in dead if await tx.starts.end(row.id, now)]
            was = before[0].version if before else self._version
            self._id = await tx.starts.begin(
                self._version,
                now,
                max(crashed, default=None),
                None if was == self._version else was,
            )
        if crashed:
            log.warning("the process before did not stop in order", last_seen=str(max(crashed)))

    async def beat(self) -> None:
        """It lives."""
        if self._id is not None:
            async with self._db.write() as tx:
                await tx.starts.beat(self._id, self._clock())

    async def end(self) -> None:
        """It stops in order. Where that cannot be written the next start takes it for a crash."""
        if self._id is None:
            return
        start_id, self._id = self._id, None
        try:
            async with self._db.write() as tx:
                if not await tx.starts.end(start_id, self._clock()):
                    log.warning("another process has taken this one for dead")
        except TroubleError as error:
            log.warning("the stop could not be written down", cause=str(error.cause))

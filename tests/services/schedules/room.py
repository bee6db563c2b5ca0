"""Schedules wired to a real database and, over real HTTP, to the Gamebase stand-in."""

from collections.abc import Mapping
from dataclasses import dataclass

from sandbox import gamebase
from services.access import Access
from services.actor import Actor
from services.outbox import Outbox
from services.schedules import KindRunner, QuietSummary, ScheduleRunner, Schedules
from storage.database import Database
from storage.notices import NoticeRow
from tests.clock import ManualClock

MAX = Actor(12, -1001, "Max Manager")


@dataclass
class Room:
    """Everything a test of schedules needs at hand."""

    db: Database
    clock: ManualClock
    games: gamebase.Gamebase
    outbox: Outbox
    schedules: Schedules
    runner: ScheduleRunner
    access: Access
    runners: Mapping[str, KindRunner]
    quiet: QuietSummary

    def another_runner(self) -> ScheduleRunner:
        """A runner as a second process would have it."""
        wired = self.db, self.clock, self.outbox, self.access
        return ScheduleRunner(*wired, self.runners, self.quiet)

    async def due_notices(self) -> list[NoticeRow]:
        """Take every notice that is due, as if it were sent."""
        taken: list[NoticeRow] = []
        while batch := await self.outbox.take(10):
            for notice in batch:
                await self.outbox.sent(notice.id, None)
            taken += batch
        return taken

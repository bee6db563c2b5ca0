"""A run of a schedule that is due, and what makes the runs of a kind."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from services.schedules.kinds import KINDS, Value, options_of
from services.schedules.quiet import QuietHours
from services.schedules.times import cron_of, zone_named
from storage.schedules import ScheduleRow
from storage.transaction import Tx

LATE = timedelta(minutes=5)
"""Behind its time by so much a run says that it was made late."""

LOOK_AGAIN = timedelta(days=1)
"""What has no next time, which no line says today, is looked at so seldom."""


@dataclass(frozen=True, slots=True)
class DueRun:
    """A schedule, when it should have fired, and until when its notices are held back, if they are.

    ``at`` is when it is made. ``test``: somebody wants to see what it would tell; it tells at once, says
    that it is a test, and nothing counts as told by it.
    """

    schedule: ScheduleRow
    fire_at: datetime
    quiet_until: datetime | None
    at: datetime
    test: bool = False

    @property
    def options(self) -> dict[str, Value]:
        """All options of its kind, as they are set or usual."""
        return options_of(self.schedule.kind, self.schedule.options)

    @property
    def late(self) -> bool:
        """Whether it is made up: who reads it should know for when it was."""
        return not self.test and self.at - self.fire_at >= LATE


Tell = Callable[[Tx, DueRun], Awaitable[int]]
"""Writes what one run tells, in the transaction that claims it; gives how many notices that are."""


class KindRunner(ABC):
    """Makes the runs of one kind."""

    @property
    def offered(self) -> bool:
        """Whether chats can have this kind here: there may be nothing to look at."""
        return True

    @abstractmethod
    async def look(self, due: Sequence[DueRun]) -> Tell:
        """Read what these runs tell of, once for all of them and outside any transaction.

        What it gives is called for each run, with that run, in a transaction of its own.
        """

    async def leave(self, tx: Tx, schedule: ScheduleRow) -> None:  # noqa: B027 - most leave nothing
        """See to what a schedule leaves behind that is being removed, in that transaction."""

    async def rest(self, tx: Tx, schedule: ScheduleRow) -> None:  # noqa: B027 - as with ``leave``
        """See to what a schedule has told and would not see the end of, in the transaction that pauses it."""


class Latest:
    """The latest times before a moment: many chats share theirs, and each is worked out once."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._found: dict[tuple[str, str, timedelta], datetime | None] = {}

    def of(self, schedule: ScheduleRow) -> datetime | None:
        """The last time that a schedule should have run and is not too late. Raises as ``due_run``."""
        late = lateness(schedule)
        key = schedule.cron, schedule.timezone, late
        if key not in self._found:
            cron = cron_of(schedule.cron, schedule.timezone)
            self._found[key] = cron.latest(self.now - late, self.now)
        return self._found[key]


def due_run(schedule: ScheduleRow, last_run: datetime | None, latest: Latest) -> DueRun | None:
    """The latest run that is due and not too late, unless it or a later one was made.

    ``last_run`` is the last of those that do not lie ahead of now.

    Raises BadCronError or BadTimezoneError for a row that cannot be read.
    """
    fire_at, now = latest.of(schedule), latest.now
    if fire_at is None or (last_run is not None and fire_at <= last_run):
        return None
    quiet = quiet_of(schedule)
    zone = zone_named(schedule.timezone)
    return DueRun(schedule, fire_at, quiet.until(now, zone) if quiet else None, now)


def held_until(quiet: QuietHours | None, at: datetime | None, timezone: str) -> datetime | None:
    """Until when quiet hours hold what is due at a moment; None: they do not. Raises BadTimezoneError."""
    return quiet.until(at, zone_named(timezone)) if quiet is not None and at is not None else None


def facts_of_test(run: DueRun) -> dict[str, Any]:
    """What a test says of itself: that it is one, and where quiet hours hold the next that is none."""
    schedule = run.schedule
    facts: dict[str, Any] = {"test": True}
    at = cron_of(schedule.cron, schedule.timezone).next_after(run.at)
    until = held_until(quiet_of(schedule), at, schedule.timezone)
    if at is not None and until is not None:
        facts |= {"held_at": at.isoformat(), "held_until": until.isoformat()}
        facts |= {"urgent_comes": True} if KINDS[schedule.kind].urgent_comes else {}
    return facts


def next_times(schedules: Collection[ScheduleRow], now: datetime) -> dict[int, datetime]:
    """When these run next; many share their times, and each is worked out once. Raises as ``due_run``."""
    found: dict[tuple[str, str], datetime] = {}
    for schedule in schedules:
        key = schedule.cron, schedule.timezone
        if key not in found:
            found[key] = cron_of(*key).next_after(now) or now + LOOK_AGAIN
    return {each.id: found[each.cron, each.timezone] for each in schedules}


def lateness(schedule: ScheduleRow) -> timedelta:
    """How late a missed run is still made up."""
    if schedule.late_minutes is not None:
        return timedelta(minutes=schedule.late_minutes)
    known = KINDS.get(schedule.kind)
    return known.grace if known else timedelta(0)


def quiet_of(schedule: ScheduleRow) -> QuietHours | None:
    """The quiet hours of a schedule, or None."""
    if schedule.quiet_from is None or schedule.quiet_to is None:
        return None
    return QuietHours(
        time.fromisoformat(schedule.quiet_from), time.fromisoformat(schedule.quiet_to)
    )

"""A run of a schedule that is due."""

from dataclasses import dataclass
from datetime import datetime, time

from services.schedules.kinds import KINDS
from services.schedules.quiet import QuietHours
from services.schedules.times import cron_of, zone_named
from storage.schedules import ScheduleRow


@dataclass(frozen=True, slots=True)
class DueRun:
    """A schedule, when it should have fired, and until when its notices are held back, if they are."""

    schedule: ScheduleRow
    fire_at: datetime
    quiet_until: datetime | None


def due_run(schedule: ScheduleRow, last_run: datetime | None, now: datetime) -> DueRun | None:
    """The latest run that is due and not too late, unless it or a later one was made.

    ``last_run`` is the last of those that do not lie ahead of now.

    Raises BadCronError or BadTimezoneError for a row that cannot be read.
    """
    since = now - KINDS[schedule.kind].grace
    if last_run is not None:
        since = max(since, last_run)
    if since >= now:
        return None
    fire_at = cron_of(schedule.cron, schedule.timezone).latest(since, now)
    if fire_at is None:
        return None
    quiet = quiet_of(schedule)
    zone = zone_named(schedule.timezone)
    return DueRun(schedule, fire_at, quiet.until(now, zone) if quiet else None)


def quiet_of(schedule: ScheduleRow) -> QuietHours | None:
    """The quiet hours of a schedule, or None."""
    if schedule.quiet_from is None or schedule.quiet_to is None:
        return None
    return QuietHours(
        time.fromisoformat(schedule.quiet_from), time.fromisoformat(schedule.quiet_to)
    )

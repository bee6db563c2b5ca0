"""A schedule as its chat sees it, and quiet hours as they are said and as they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.schedules.due import held_until, lateness, quiet_of
from services.schedules.kinds import Value, options_of
from services.schedules.quiet import read_quiet
from services.schedules.times import cron_of
from storage.schedules import ScheduleRow

NO_QUIET = ""
"""The quiet hours of a schedule that has none."""


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """A schedule as its chat sees it. ``next_at`` is None while it is paused; until ``next_held`` quiet hours
    hold what is due then.

    ``quiet`` is "22:00-07:00" by the clock of ``timezone``, or "". ``thread_id`` is the forum topic it is
    told in; None: General, or no forum. ``options`` are all of its kind's. ``lateness``: so late a missed
    run is made up. ``holds``, after a change: until when quiet hours hold what came before it.
    """

    id: int
    chat_id: int
    kind: str
    cron: str
    timezone: str
    quiet: str
    paused: bool
    next_at: datetime | None
    made_by: int
    thread_id: int | None
    options: Mapping[str, Value]
    lateness: timedelta
    next_held: datetime | None = None
    holds: datetime | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Times as a crontab line, the next that come by the clock of a zone, and quiet hours as kept.

    ``held``: until when these hold what comes at each of the times; None: they do not.
    """

    cron: str
    timezone: str
    coming: tuple[datetime, ...]
    quiet: str = NO_QUIET
    held: tuple[datetime | None, ...] = ()


def view_of(row: ScheduleRow, now: datetime) -> ScheduleView:
    """What people see of a row."""
    paused = row.paused_at is not None
    next_at = None if paused else cron_of(row.cron, row.timezone).next_after(now)
    return ScheduleView(
        row.id,
        row.chat_id,
        row.kind,
        row.cron,
        row.timezone,
        quiet_text(row),
        paused,
        next_at,
        row.made_by,
        row.thread_id,
        options_of(row.kind, row.options),
        lateness(row),
        held_until(quiet_of(row), next_at, row.timezone),
    )


def quiet_columns(text: str) -> tuple[str | None, str | None]:
    """Quiet hours as a row keeps them. Raises BadQuietHoursError."""
    if not text.strip():
        return None, None
    quiet = read_quiet(text)
    return f"{quiet.begin:%H:%M}", f"{quiet.end:%H:%M}"


def quiet_text(row: ScheduleRow) -> str:
    """The same as people write them."""
    return str(quiet_of(row) or NO_QUIET)

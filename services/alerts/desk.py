"""The desk itself: started after a crash, a new version, a backup that failed, a database that took no
writes, a disk nearly full, an outbox or a recovery that lags behind.

What happened at a moment counts for an hour, so that whoever looks at the chat later still finds it open.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.alerts.standing import Lasting, Standing, StandingAlerts, keyed
from services.clock import Clock, is_over
from services.incidents import Incidents, Severity, Signal
from services.outbox import Outbox
from services.schedules.due import DueRun
from storage.backups import BackupRow
from storage.database import Database
from storage.starts import StartRow

KIND = "desk"
CRASHED, VERSION, BACKUP, WRITES = "crashed", "version", "backup", "writes"
DISK, OUTBOX, WORK = "disk", "outbox", "work"
COUNTS_FOR = timedelta(hours=1)
LEAST_ROOM = 1024**3
"""Bytes; a disk with less is nearly full."""
URGENT_ROOM = 200 * 1024**2
_MEGABYTE = 1024**2
_STARTS = 20

Room = Callable[[], int | None]
"""Gives the bytes that are free where the desk's files are; None: nobody knows."""


@dataclass(frozen=True, slots=True)
class DeskState:
    """How the desk is. ``backup_failed``: the last failure, where no backup was made since.

    ``no_writes``: when the database took none lately, from and to. ``notice_due`` and ``work_due``: since
    when what has waited longest is due.
    """

    starts: Sequence[StartRow] = ()
    backup_failed: BackupRow | None = None
    no_writes: tuple[datetime, datetime] | None = None
    room: int | None = None
    notice_due: datetime | None = None
    work_due: datetime | None = None


def standing(schedule_id: int, desk: DeskState, now: datetime, minutes: int) -> Standing:
    """What of it somebody should know."""
    found = _starts(desk.starts, now)
    if (failed := desk.backup_failed) is not None:
        at = failed.ended_at or failed.begun_at
        facts = {"since_at": at.isoformat(), "problem": failed.problem or ""}
        found.append((BACKUP, "warning", facts, ""))
    if desk.no_writes is not None:
        since, until = (each.isoformat() for each in desk.no_writes)
        found.append((WRITES, "warning", {"since_at": since, "until_at": until}, since))
    if desk.room is not None and desk.room < LEAST_ROOM:
        severity: Severity = "urgent" if desk.room < URGENT_ROOM else "warning"
        found.append((DISK, severity, {"megabytes": desk.room // _MEGABYTE}, severity))
    for what, since_at in ((OUTBOX, desk.notice_due), (WORK, desk.work_due)):
        if since_at is not None and now - since_at >= timedelta(minutes=minutes):
            found.append((what, "urgent", {"since_at": since_at.isoformat()}, ""))
    unread = {keyed(KIND, schedule_id, DISK)} if desk.room is None else set()
    lasting = [_lasting(schedule_id, *each) for each in found]
    return Standing(lasting, unread.__contains__)


_Found = tuple[str, Severity, dict[str, Any], str]


def _starts(starts: Iterable[StartRow], now: datetime) -> list[_Found]:
    """Crashes of the last hour by their number, and the newest change of version."""
    lately = sorted(
        (each for each in starts if not is_over(each.started_at, COUNTS_FOR, now)),
        key=lambda each: each.id,
    )
    found: list[_Found] = []
    if crashed := [each for each in lately if each.crashed_at is not None]:
        last = crashed[-1]
        facts: dict[str, Any] = {
            "count": len(crashed),
            "seen_at": (last.crashed_at or last.started_at).isoformat(),
            "started_at": last.started_at.isoformat(),
        }
        found.append((CRASHED, "warning", facts, str(last.id)))
    if newer := [each for each in lately if each.version_before is not None]:
        last = newer[-1]
        facts = {
            "version": last.version,
            "before": last.version_before,
            "started_at": last.started_at.isoformat(),
        }
        found.append((VERSION, "info", facts, last.version))
    return found


def _lasting(
    schedule_id: int, what: str, severity: Severity, facts: dict[str, Any], said: str
) -> Lasting:
    key = keyed(KIND, schedule_id, what)
    return Lasting(Signal(KIND, key, severity, {"state": what, **facts}), said)


class DeskAlerts(StandingAlerts):
    """Looks at the desk, once for all schedules."""

    prefix = KIND

    def __init__(
        self, db: Database, clock: Clock, incidents: Incidents, outbox: Outbox, room: Room
    ) -> None:
        super().__init__(incidents, outbox)
        self._db = db
        self._clock = clock
        self._room = room
        self._no_writes: tuple[datetime, datetime] | None = None
        self._no_writes_at = 0.0

    def took_no_writes(self, since: datetime, until: datetime) -> None:
        """The database was in trouble: while it was, nothing could be written of that."""
        self._no_writes = since, until
        self._no_writes_at = self._clock.steady()

    async def find(self, due: Sequence[DueRun]) -> Mapping[int, Standing]:
        """How it is."""
        now = self._clock()
        if self._clock.steady() - self._no_writes_at >= COUNTS_FOR.total_seconds():
            self._no_writes = None
        async with self._db.read() as tx:
            state = DeskState(
                await tx.starts.newest(_STARTS),
                await tx.backups.failed_since(),
                self._no_writes,
                self._room(),
                await tx.notices.next_due(),
                await tx.work.longest_due(now),
            )
        return {
            run.schedule.id: standing(run.schedule.id, state, now, int(run.options["minutes"]))
            for run in due
        }

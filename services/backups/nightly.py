"""The backup of every night: made once whoever tries, made up when missed, told of when it fails.

One that failed is tried again after an hour, as is one that a process died over; the owners are told of a
failure once a night.
"""

from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from services.backups import archive
from services.backups.errors import BackupError
from services.backups.making import BackupMaker, Made
from services.clock import Clock
from services.outbox import Outbox
from services.schedules.nights import claim_due
from services.schedules.times import cron_of
from storage.backups import BackupRow
from storage.database import Database

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the settings say: at which time of the zone, how many are kept, and who gets the file."""

    at: time | None
    zone: ZoneInfo
    keep: int
    chat: int | None
    owners: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BackupState:
    """What ``/backup`` says. ``failed`` is a failure since ``made``, or None."""

    made: BackupRow | None
    failed: BackupRow | None
    there: bool
    rules: Rules


class Backups:
    """Backups by the clock and by hand, as the running desk makes them."""

    def __init__(
        self, db: Database, clock: Clock, outbox: Outbox, maker: BackupMaker, rules: Rules
    ) -> None:
        self._db = db
        self._clock = clock
        self._outbox = outbox
        self._maker = maker
        self._rules = rules

    async def run_due(self) -> bool:
        """Make the backup of the night, if one is due. True: it was made now."""
        rules = self._rules
        if rules.at is None:
            return False
        when = cron_of(f"{rules.at.minute} {rules.at.hour} * * *", rules.zone.key)
        due = await claim_due(self._db, lambda tx: tx.backups, when, self._clock())
        if due is None:
            return False
        night, claimed = due
        try:
            made = await self._maker.make_claimed(claimed)
        except BackupError as error:
            log.error("backup failed", problem=str(error))  # noqa: TRY400 - the text is the cause
            await self._tell_failure(night, str(error))
            return False
        self._thin_out(made)
        await self._send(made)
        return True

    async def make(self) -> Made:
        """Make one now, because a person asks for it. Raises BackupError, NotWritableError."""
        made = await self._maker.make()
        await self._send(made)
        return made

    async def state(self) -> BackupState:
        """How it stands."""
        async with self._db.read() as tx:
            made, failed = await tx.backups.last_made(), await tx.backups.failed_since()
        return BackupState(made, failed, _is_there(made), self._rules)

    def sealed_file(self, name: str) -> Path | None:
        """The sealed copy of that name, if it is still there."""
        path = self._maker.folder / name
        known = name.endswith(archive.SEALED) and archive.moment_in(name) is not None
        return path if known and path.is_file() else None

    def _thin_out(self, made: Made) -> None:
        try:
            archive.thin_out(self._maker.folder, self._rules.keep, made.path)
        except OSError as error:  # the backup itself is made
            log.warning("old backups not deleted", problem=error.strerror)

    async def _send(self, made: Made) -> None:
        if made.sealed is None or self._rules.chat is None:
            return
        facts = {
            "file": made.sealed.name,
            "made_at": made.manifest.made_at.isoformat(),
            "audit": made.manifest.audit,
        }
        async with self._db.write() as tx:
            key = f"backup:{made.sealed.name}"
            await self._outbox.post(tx, "backup-file", self._rules.chat, facts, once_key=key)
        self._outbox.kick()

    async def _tell_failure(self, night: datetime, problem: str) -> None:
        facts = {"problem": problem[:500]}
        async with self._db.write() as tx:
            # A night may come again by the clock; what was made in between tells the two apart.
            made = await tx.backups.last_made()
            for owner in self._rules.owners:
                key = f"backup-failed:{night.isoformat()}:{made.id if made else 0}:{owner}"
                await self._outbox.post(tx, "backup-failed", owner, facts, once_key=key)
        self._outbox.kick()


def _is_there(row: BackupRow | None) -> bool:
    return row is not None and row.path is not None and Path(row.path).exists()

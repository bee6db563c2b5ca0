"""Making a backup of a running desk: copied, looked through, packed, and only then called one."""

import asyncio
import errno
import os
import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from pydantic import SecretStr

from services.audit import Outside
from services.backups import archive
from services.backups.errors import BackupError
from services.backups.manifest import Manifest, this_version
from services.backups.sealing import COST, seal
from services.backups.verifying import look_through
from services.clock import Clock
from services.vault import Vault
from storage import durable
from storage.copying import postgres, sqlite
from storage.database import Database
from storage.errors import TroubleError

log = structlog.get_logger(__name__)

WORK = ".making-"
"""How the folder that a backup is made in begins; one that a dead process left is taken away."""
OLD_WORK = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Made:
    """A backup. ``sealed`` is the copy of it that only the passphrase opens, where there is one."""

    path: Path
    size: int
    manifest: Manifest
    sealed: Path | None


def nobody_looks(_left: int, _total: int) -> None:
    """Progress that nobody wants to know."""


class BackupMaker:
    """Makes backups into a folder; with a passphrase, a sealed copy beside each."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        vault: Vault,
        folder: Path,
        passphrase: SecretStr | None = None,
        cost: bytes = COST,
    ) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault
        self._folder = folder
        self._passphrase = passphrase
        self._cost = cost
        self._one_at_a_time = asyncio.Lock()

    @property
    def folder(self) -> Path:
        """Where backups go unless another folder is named."""
        return self._folder

    async def make(
        self, folder: Path | None = None, progress: sqlite.Progress = nobody_looks
    ) -> Made:
        """Make one now and write down that it was made. Raises BackupError, NotWritableError."""
        async with self._db.write() as tx:
            backup_id = await tx.backups.begin(self._clock())
        return await self.make_claimed(backup_id, folder, progress)

    async def make_unrecorded(
        self, folder: Path | None = None, progress: sqlite.Progress = nobody_looks
    ) -> Made:
        """Make one of a database that is not open, as the schema may be an older one. BackupError."""
        return await self._make((folder or self._folder).absolute(), progress)

    async def make_claimed(
        self,
        backup_id: int,
        folder: Path | None = None,
        progress: sqlite.Progress = nobody_looks,
    ) -> Made:
        """Make the one of this row. Raises BackupError, NotWritableError; the row says so then."""
        try:
            made = await self.make_unrecorded(folder, progress)
        except BackupError as error:
            async with self._db.write() as tx:
                await tx.backups.fail(backup_id, self._clock(), str(error))
            raise
        async with self._db.write() as tx:
            await tx.backups.end(backup_id, self._clock(), str(made.path), made.size)
        log.info("backup made", file=made.path.name, bytes=made.size)
        return made

    async def _make(self, folder: Path, progress: sqlite.Progress) -> Made:
        async with self._one_at_a_time:
            try:
                await asyncio.to_thread(durable.make_directory, folder)
                self._sweep(folder)
                with TemporaryDirectory(dir=folder, prefix=WORK) as work:
                    payload = Path(work) / "database"
                    return await self._made(folder, payload, progress)
            except OSError as error:
                raise BackupError(_said(error, folder)) from error
            except (sqlite3.Error, postgres.ToolError, TroubleError) as error:
                raise BackupError(f"The database could not be copied: {error}") from error

    async def _made(self, folder: Path, payload: Path, progress: sqlite.Progress) -> Made:
        moment = self._clock().replace(microsecond=0)
        revision, counts, end = await self._copied(payload, progress)
        manifest = Manifest(
            made_at=moment,
            kind="sqlite" if self._db.is_sqlite else "postgres",
            file="keydesk.db" if self._db.is_sqlite else "keydesk.dump",
            size=await asyncio.to_thread(archive.size_of, payload),
            sha256=await asyncio.to_thread(archive.digest, payload),
            keydesk=this_version(),
            revision=revision,
            counts=counts,
            secrets=await self._needed(),
            audit=str(end),
        )
        named = moment
        while (target := folder / archive.name_of(named)).exists():
            named += timedelta(seconds=1)
        size = await asyncio.to_thread(archive.write, target, manifest, payload)
        sealed = None
        if self._passphrase is not None:
            sealed = target.with_name(target.name + archive.SEALED)
            words = self._passphrase.get_secret_value()
            await asyncio.to_thread(seal, target, sealed, words, self._cost)
        return Made(target, size, manifest, sealed)

    async def _copied(
        self, payload: Path, progress: sqlite.Progress
    ) -> tuple[str, dict[str, int], Outside]:
        if self._db.is_sqlite:
            await sqlite.copy(Path(self._db.url.database or ""), payload, progress)
            return await look_through(payload, self._clock, self._vault)
        async with postgres.moment(self._db) as moment:
            await postgres.dump(self._db.url, moment.snapshot, payload)
        await postgres.list_dump(payload)
        return moment.revision, moment.counts, Outside.of(moment.end)

    async def _needed(self) -> tuple[str, ...]:
        """The secrets that whoever restores this must have."""
        async with self._db.peek() as tx:
            rows = await tx.secrets.all()
        retired = {row.id for row in rows if row.retired_at is not None}
        return tuple(each for each in self._vault.secret_ids if each not in retired)

    def _sweep(self, folder: Path) -> None:
        """Take away what processes that died have left."""
        before = (self._clock() - OLD_WORK).timestamp()
        for left in folder.glob(f"{WORK}*"):
            if left.stat().st_mtime < before:
                for each in left.iterdir():
                    each.unlink()
                left.rmdir()


def copy_secrets(secrets: list[str], made: Path) -> Path:
    """Write the secrets beside a backup, mode 0600: together they are every key in plain. OSError."""
    target = made.with_suffix(archive.SECRETS)
    draft = made.with_name(f".{target.name}.part")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.writelines(f"{secret}\n" for secret in secrets)
        stream.flush()
        durable.sync_file(stream.fileno())
    archive.appear(draft, target)
    return target


def _said(error: OSError, folder: Path) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"There is not enough room for a backup in {folder}."
    why = error.strerror or type(error).__name__
    return f"No backup could be written into {folder}: {why}."

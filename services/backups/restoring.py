"""Putting a backup in the place of the desk: checked first, then all of it at one moment, or nothing.

What is there before is kept aside under another name. The file that becomes the desk is migrated and
mended before it is put in its place, so a process that dies anywhere leaves the old desk or the new one.
"""

import asyncio
import os
import shutil
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from services.audit import Audit, Outside
from services.audit.chain import RESTORED
from services.backups import archive
from services.backups.errors import BackupError
from services.backups.handed_since import OPEN, guard, tell_of_aside
from services.backups.manifest import Manifest
from services.backups.sealing import is_sealed, unseal
from services.backups.verifying import check_manifest, database_in, look_through
from services.clock import Clock
from services.deeds.keeper import tell_not_known
from services.vault import Vault
from storage import durable
from storage.copying import postgres, sqlite
from storage.database import Database
from storage.errors import TroubleError
from storage.schema_revision import HEAD, current

WORK = ".restoring-"
STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put there. ``kept`` is where the desk that was there before is now, or None.

    ``open_orders`` are numbers of orders that were open when the backup was made; ``links`` is how many
    claim links were, which work no more; ``aside`` how many keys of own stock are sold no more before a
    person says so.
    """

    manifest: Manifest
    kept: Path | None
    open_orders: tuple[str, ...]
    links: int
    aside: int


class Restorer:
    """Puts backups in the place of one desk, which must not run. ``occupy`` its database first."""

    def __init__(
        self, db: Database, clock: Clock, vault: Vault, owners: Collection[int] = ()
    ) -> None:
        """``owners``: who is told at the next start of own stock that is put aside."""
        self._owners = owners
        self._db = db
        self._clock = clock
        self._vault = vault

    async def restore(
        self,
        backup: Path,
        passphrase: Callable[[], str],
        ready: Callable[[], object] = lambda: None,
        *,
        replace: bool,
    ) -> Restored:
        """Put ``backup`` there. ``passphrase`` is asked for where it is sealed.

        ``ready`` is called when everything was found good, right before it takes its place. ``replace``:
        there may be a desk already. Raises BackupError, OSError; nothing is changed then.
        """
        place = self._place(backup)
        await asyncio.to_thread(_prepare, backup, place)
        with TemporaryDirectory(dir=place, prefix=WORK) as name:
            work = Path(name)
            plain = await self._opened(backup, work, passphrase)
            manifest, payload = await asyncio.to_thread(archive.take_out, plain, work)
            self._check_kind(manifest)
            await check_manifest(manifest, payload, self._vault)
            if self._db.is_sqlite:
                return await self._into_file(manifest, payload, ready, replace=replace)
            return await self._into_server(manifest, payload, ready, replace=replace)

    async def _into_file(
        self, manifest: Manifest, payload: Path, ready: Callable[[], object], *, replace: bool
    ) -> Restored:
        path = Path(self._db.url.database or "")
        stands = await asyncio.to_thread(path.exists)
        if stands and not replace:
            raise BackupError(
                f"There is a desk already: {path}. With --replace the backup takes its place, and it\n"
                "is kept beside it under another name. Nothing was changed."
            )
        left = await self._left() if stands else None
        await look_through(payload, self._clock, self._vault)
        copy = database_in(payload)
        await copy.open()
        try:
            open_orders, links, aside = await self._mend(copy, manifest, left)
        finally:
            await copy.close()
        await asyncio.to_thread(sqlite.fold_log, payload)
        await asyncio.to_thread(sqlite.settle, payload)
        ready()
        kept = None
        if stands:
            kept = path.with_name(f"{path.name}.before-{self._clock():{STAMP}}")
            await asyncio.to_thread(keep_aside, path, kept)
        await asyncio.to_thread(archive.appear, payload, path)
        return Restored(manifest, kept, open_orders, links, aside)

    async def _into_server(
        self, manifest: Manifest, payload: Path, ready: Callable[[], object], *, replace: bool
    ) -> Restored:
        async with self._db.peek() as tx:
            counts = await postgres.counts(tx.connection)
            others = await postgres.others_connected(tx.connection)
            left = str(Outside.of(await tx.audit.end())) if counts else None
            stands = await current(tx.connection)
        if others:
            raise BackupError(
                f"{others} other connection(s) to this database are open: stop the desk first.\n"
                "Nothing was changed."
            )
        if counts and not replace:
            raise BackupError(
                "There is a desk in this database already. With --replace the backup takes its place;\n"
                "it is kept as a dump beside the backup. Nothing was changed."
            )
        if stands is not None and stands > HEAD:
            raise BackupError(
                f"The desk in this database is of a newer Keydesk (schema {stands}, this one knows {HEAD}).\n"
                "Restore with that version, or a newer one. Nothing was changed."
            )
        ready()
        kept = None
        try:
            if counts:
                kept = payload.parent.parent / f"keydesk.before-{self._clock():{STAMP}}.dump"
                async with postgres.moment(self._db) as moment:
                    await postgres.dump(self._db.url, moment.snapshot, kept)
            # What a newer schema has besides would stand in the way of the steps up to it.
            await postgres.restore(self._db.url, payload, counts)
        except postgres.ToolError as error:
            raise BackupError(f"{error}\nThe desk that is there was not replaced.") from error
        await self._db.open()
        open_orders, links, aside = await self._mend(self._db, manifest, left)
        return Restored(manifest, kept, open_orders, links, aside)

    async def _left(self) -> str | None:
        """The end of the audit of the desk that is there, if that can be read."""
        try:
            async with self._db.peek() as tx:
                return str(Outside.of(await tx.audit.end()))
        except TroubleError:
            return None

    async def _mend(
        self, db: Database, manifest: Manifest, left: str | None
    ) -> tuple[tuple[str, ...], int, int]:
        """What must be different in a desk that comes back from an earlier moment.

        ``left``: the end of the audit that it takes the place of.
        """
        async with db.write() as tx:
            # Confirmed and not sent yet then, it may have been sent since: it is asked about, as what
            # was sent is, and not taken to be not charged.
            await tx.purchases.take_for_sent(manifest.made_at)
            # What people said then has been handled since, or is out of date.
            await tx.inbox.let_go()
            await tell_not_known(tx, self._clock())
            numbers = await tx.orders.numbers_in(OPEN)
            # No books but our own say what was sold of own stock since.
            aside = await tx.own_keys.put_aside()
            if aside:
                await tell_of_aside(tx, self._owners, aside, manifest.made_at, self._clock())
            links = await guard(tx, manifest.made_at, self._clock())
            await Audit(db, self._clock, self._vault).write(
                tx,
                None,
                RESTORED,
                manifest.made_at.isoformat(),
                schema=manifest.revision,
                left=left,
                links=links,
            )
        return tuple(numbers), links, aside

    async def _opened(self, backup: Path, work: Path, passphrase: Callable[[], str]) -> Path:
        if not await asyncio.to_thread(is_sealed, backup):
            return backup
        plain = work / "unsealed.zip"
        await asyncio.to_thread(unseal, backup, plain, passphrase())
        return plain

    def _check_kind(self, manifest: Manifest) -> None:
        kind = "sqlite" if self._db.is_sqlite else "postgres"
        if manifest.kind != kind:
            names = {"sqlite": "a file (SQLite)", "postgres": "PostgreSQL"}
            raise BackupError(
                f"This backup is of {names[manifest.kind]}, and KEYDESK_DATABASE_URL says "
                f"{names[kind]}. Nothing was changed."
            )

    def _place(self, backup: Path) -> Path:
        if self._db.is_sqlite:
            return Path(self._db.url.database or "").absolute().parent
        return backup.absolute().parent


def _prepare(backup: Path, place: Path) -> None:
    if not backup.is_file():
        raise BackupError(f"There is no file {backup}.")
    durable.make_directory(place)
    for left in place.glob(f"{WORK}*"):  # of a process that died: nobody else is here
        shutil.rmtree(left, ignore_errors=True)


def keep_aside(path: Path, kept: Path) -> None:
    """Give a database file that nobody has open a second name, which stays when the first is taken.

    Its log is folded into it first. Where the file is too damaged for that, its log is kept with it.
    DamagedError never; OSError.
    """
    with suppress(sqlite.DamagedError):
        sqlite.fold_log(path)
    for ending in ("", "-wal"):
        part, name = Path(f"{path}{ending}"), Path(f"{kept}{ending}")
        if part.exists():
            _second_name(part, name)
    durable.sync_directory(path.parent)
    # What is left of a log belongs to the old file: beside the new one it would be taken for its own.
    for ending in ("-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    durable.sync_directory(path.parent)


def _second_name(part: Path, name: Path) -> None:
    try:
        os.link(part, name)
    except OSError:  # a file system without hard links
        shutil.copyfile(part, name)
        name.chmod(0o600)
        sqlite.settle(name)

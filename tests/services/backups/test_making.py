"""A backup is one moment of a running desk, looked through, and is there whole or not at all."""

import asyncio
import json
import os
import stat
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from services.backups import archive
from services.backups.errors import BackupError
from services.backups.making import WORK, BackupMaker, copy_secrets
from services.backups.verifying import look_through
from services.vault import Vault, secret_id
from storage.database import Database
from storage.tables.audit import audit_head
from storage.tables.chats import users
from tests.clock import ManualClock
from tests.services.sealed import NEW, OLD, PLAIN

pytestmark = pytest.mark.both_databases


async def test_a_backup_is_a_file_with_a_database_and_what_it_says_of_itself(
    maker: BackupMaker, database: Database, clock: ManualClock, tmp_path: Path
) -> None:
    """Name, mode, manifest and counts; no secret and no key is in it in plain; the row says so."""
    made = await maker.make()
    assert made.path == tmp_path / "backups" / "keydesk-20300115T120000Z.zip"
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    content = made.path.read_bytes()
    assert made.size == len(content)
    with zipfile.ZipFile(made.path) as packed:
        facts = json.loads(packed.read("manifest.json"))
        everything = b"".join(packed.read(name) for name in packed.namelist())
    assert facts["made_at"] == "2030-01-15T12:00:00+00:00"
    assert (facts["counts"]["orders"], facts["counts"]["keys"]) == (2, 5)
    assert facts["secrets"] == [secret_id(NEW), secret_id(OLD)]
    for secret in (NEW, OLD, *PLAIN[:5]):
        assert secret.encode() not in everything
    async with database.read() as tx:
        row = await tx.backups.last_made()
    assert row is not None
    assert (row.path, row.bytes, row.night) == (str(made.path), made.size, None)
    assert {path.name for path in made.path.parent.iterdir()} == {
        made.path.name,
        f"{made.path.name}.sealed",
    }


async def test_two_of_one_second_do_not_take_each_others_name(maker: BackupMaker) -> None:
    """Both are there."""
    one, two = await asyncio.gather(maker.make(), maker.make())
    assert one.path != two.path
    assert one.path.exists() and two.path.exists()


async def test_a_copy_ends_however_busy_the_desk_is(
    maker: BackupMaker, database: Database, clock: ManualClock, tmp_path: Path, vault: Vault
) -> None:
    """Writes go on through all of the copy: it is of one moment, and nobody is kept waiting by it."""
    async with database.write() as tx:
        people = [{"id": 10_000 + n, "name": "x" * 190, "seen_at": clock()} for n in range(40_000)]
        await tx.connection.execute(insert(users), people)
    done, going = asyncio.Event(), asyncio.Event()
    pairs = 0

    async def write() -> None:
        nonlocal pairs
        while not done.is_set():
            pairs += 1
            async with database.write() as tx:
                for n in (pairs * 2, pairs * 2 + 1):
                    await tx.users.note(100_000 + n, "pair", None, clock())
            going.set()

    writing = asyncio.create_task(write())
    await going.wait()
    before = pairs
    made = await maker.make()
    during = pairs - before
    done.set()
    await writing
    assert during > 3, "writers went on while it was made"
    count = made.manifest.counts["users"]
    assert count % 2 == 0, "half of a transaction is in it"
    assert 40_000 + before * 2 - 2 <= count <= 40_000 + pairs * 2
    if made.manifest.kind == "sqlite":
        manifest, payload = archive.take_out(made.path, tmp_path)
        revision, counts, end = await look_through(payload, clock, vault)
        assert str(end) == manifest.audit
        assert (revision, counts) == (manifest.revision, manifest.counts)


async def test_a_copy_that_is_not_whole_is_no_backup(
    file_maker: BackupMaker, sqlite_database: Database
) -> None:
    """An audit without its end, or keys that nothing opens: refused, no file, the row says why."""
    async with sqlite_database.write() as tx:
        await tx.connection.execute(update(audit_head).values(rows=3, hash="0" * 64))
    with pytest.raises(BackupError, match="keydesk audit verify"):
        await file_maker.make()
    assert list(file_maker.folder.iterdir()) == []
    async with sqlite_database.read() as tx:
        failed = await tx.backups.failed_since()
    assert failed is not None
    assert failed.problem is not None
    assert "audit" in failed.problem


async def test_a_folder_that_cannot_be_written_to_is_named(
    maker: BackupMaker, tmp_path: Path
) -> None:
    """The place is a file: a sentence, and the row says it too."""
    (tmp_path / "there").write_text("a file")
    with pytest.raises(BackupError, match=r"No backup could be written into .*/there/in"):
        await maker.make(tmp_path / "there" / "in")


async def test_what_dead_processes_left_is_taken_away(
    maker: BackupMaker, clock: ManualClock
) -> None:
    """Drafts of long ago go; one that somebody is at stays."""
    old, new = maker.folder / f"{WORK}old", maker.folder / f"{WORK}new"
    for folder, at in ((old, datetime(2029, 1, 1, tzinfo=UTC)), (new, clock())):
        folder.mkdir(parents=True)
        (folder / "database").write_bytes(b"half")
        os.utime(folder, (at.timestamp(), at.timestamp()))
    await maker.make()
    assert (old.exists(), new.exists()) == (False, True)


async def test_a_copy_that_nobody_waits_for_ends(
    maker: BackupMaker, database: Database, clock: ManualClock, tmp_path: Path
) -> None:
    """Stopping the desk in the middle leaves nothing half made: no file under its name that is not whole."""
    async with database.write() as tx:
        people = [{"id": 10_000 + n, "name": "x" * 190, "seen_at": clock()} for n in range(20_000)]
        await tx.connection.execute(insert(users), people)
    for turns in (1, 20, 60):
        making = asyncio.create_task(maker.make())
        for _ in range(turns):
            await asyncio.sleep(0.001)
        making.cancel()
        await asyncio.gather(making, return_exceptions=True)
    for made in maker.folder.glob("keydesk-*.zip"):  # by a machine that was quicker than its stop
        (tmp_path / made.stem).mkdir()
        archive.take_out(made, tmp_path / made.stem)  # raises where it is not whole


def test_secrets_beside_a_backup_are_private(tmp_path: Path) -> None:
    """Mode 0600 from its first moment, one a line, as the desk reads them."""
    kept = copy_secrets([NEW, OLD], tmp_path / "keydesk-20300115T120000Z.zip")
    assert kept.name == "keydesk-20300115T120000Z.secrets"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert kept.read_text() == f"{NEW}\n{OLD}\n"


def test_the_oldest_are_thinned_out_with_what_lies_beside_them(tmp_path: Path) -> None:
    """So many moments stay; other files are nobody's business; the one just made stays in any case."""
    days = [f"203001{day:02}T033000Z" for day in range(1, 8)]
    for day in days:
        for ending in (".zip", ".zip.sealed", ".secrets"):
            (tmp_path / f"keydesk-{day}{ending}").touch()
    for other in ("notes.txt", "keydesk-old.zip", "keydesk-20300101T033000Z.zip.bak"):
        (tmp_path / other).touch()
    # The clock was set back: the newest has an older name than all others.
    made = tmp_path / "keydesk-20291231T033000Z.zip"
    made.touch()
    assert archive.thin_out(tmp_path, 3, made) == 5
    left = {archive.moment_in(path.name) for path in tmp_path.iterdir()}
    assert left == {None, "20291231T033000Z", days[-1], days[-2]}
    assert len(list(tmp_path.iterdir())) == 3 + 1 + 2 * 3


async def test_an_older_schema_is_copied_as_it_is(
    sqlite_files: object, tmp_path: Path, clock: ManualClock
) -> None:
    """Before an upgrade: nothing is migrated and nothing written."""
    db = Database(f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}")
    await db.migrate("0002")
    made = await BackupMaker(db, clock, Vault([NEW]), tmp_path / "b").make_unrecorded()
    assert made.manifest.revision == "0002"
    assert (await db.revision())[0] == "0002"


async def test_a_damaged_copy_is_refused(
    file_maker: BackupMaker, tmp_path: Path, clock: ManualClock, file_vault: Vault
) -> None:
    """Any byte of a page changed is found when the copy is looked through, or by its sum."""
    made = await file_maker.make()
    manifest, payload = archive.take_out(made.path, tmp_path)
    content = bytearray(payload.read_bytes())
    content[4096 * 3 : 4096 * 4] = os.urandom(4096)
    payload.write_bytes(content)
    with pytest.raises(BackupError, match="damaged"):
        await look_through(payload, clock, file_vault)
    assert archive.digest(payload) != manifest.sha256


async def test_keys_that_nothing_opens_make_no_backup(
    sqlite_database: Database, clock: ManualClock, file_vault: Vault, tmp_path: Path
) -> None:
    """With other secrets than the desk's own: what is copied could not be read by them."""
    wrong = BackupMaker(sqlite_database, clock, Vault([OLD]), tmp_path / "b")
    with pytest.raises(BackupError, match=secret_id(NEW)):
        await wrong.make()

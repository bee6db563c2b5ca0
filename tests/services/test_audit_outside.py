"""The end of the audit kept outside: it shows what the database alone cannot."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from services.access import Access
from services.audit import Outside, Trouble
from services.audit.chain import RESTORED
from services.audit_head import HeadFile, read
from services.outbox import Outbox
from storage.audit import AuditHead
from storage.database import Database
from storage.tables.audit import audit, audit_keys
from storage.tables.outbox import notices
from tests.audited import audit_of, fill
from tests.clock import ManualClock
from tests.services.test_audit_tampering import Deed, bend


async def end_of(db: Database) -> Outside:
    """Where the chain ends now."""
    async with db.read() as tx:
        return Outside.of(await tx.audit.end())


async def put_back(db: Database, rows: int, head: AuditHead) -> None:
    """The chain as it was once: what came later is gone, and the end of then has its true mac."""
    async with db.write() as tx:
        kept = [row.id for row in (await tx.audit.after(0, 100))[:rows]]
        await tx.connection.execute(delete(audit).where(audit.c.id.not_in(kept)))
        await tx.audit.set_head(head)


def test_it_is_read_from_whatever_is_around_it() -> None:
    """As a line of a file, in a message, alone; and what is no end is none."""
    end = Outside(1203, "ab" * 32)
    assert Outside.read(str(end)) == Outside.read(f"The end: {end}.\n") == end
    assert Outside.read("1203") is Outside.read(f"x-{'ab' * 32}") is Outside.read("1-abc") is None


async def test_an_older_copy_shows_by_an_end_kept_outside(
    database: Database, clock: ManualClock
) -> None:
    """Put back whole, with true macs, it is whole in itself, also when the desk has written on."""
    audit = await fill(database, clock, 3)
    async with database.read() as tx:
        older = await tx.audit.head()
    await fill(database, clock, 2)
    kept = await end_of(database)
    await put_back(database, 3, older)
    assert (await audit.verify()).trouble is None
    assert (await audit.verify(outside=kept)).trouble is Trouble.OUTSIDE
    assert (await audit.verify(outside=Outside.of(older))).trouble is None
    await fill(database, clock, 4)
    assert (await audit.verify()).trouble is None
    assert (await audit.verify(outside=kept)).trouble is Trouble.OUTSIDE


async def test_a_chain_made_anew_for_an_upgrade_shows_too(
    database: Database, clock: ManualClock
) -> None:
    """All macs and the key taken out and a row changed: the next start binds it, the end outside tells."""
    audit = await fill(database, clock, 6)
    kept = await end_of(database)
    await bend(database, Deed("subject", 2, macs="none"))
    await bend(database, Deed("nothing", 0, macs="none"))
    async with database.write() as tx:
        await tx.connection.execute(delete(audit_keys))
    await audit_of(database, clock).begin()
    report = await audit.verify()
    assert (report.trouble, report.before_key) == (None, 6)
    assert (await audit.verify(outside=kept)).trouble is Trouble.OUTSIDE


async def test_a_desk_put_away_by_a_restore_is_told_as_that(
    database: Database, clock: ManualClock
) -> None:
    """The restored desk names the end that it took the place of."""
    audit = await fill(database, clock, 3)
    left = Outside(5, "cd" * 32)
    async with database.write() as tx:
        await audit.write(tx, None, RESTORED, "then", left=str(left))
    report = await audit.verify(outside=left)
    assert (report.trouble, report.left_at) == (None, clock())
    assert (await audit.verify(outside=replace(left, rows=6))).trouble is Trouble.OUTSIDE


@pytest.fixture
def head_file(sqlite_database: Database, clock: ManualClock, tmp_path: Path) -> HeadFile:
    """The keeper of a file, for a desk with one owner."""
    access = Access(sqlite_database, clock, frozenset({1}), audit_of(sqlite_database, clock))
    outbox = Outbox(sqlite_database, clock, access)
    return HeadFile(sqlite_database, tmp_path / "head", outbox, access)


async def told(db: Database) -> list[str]:
    """The kinds of the notices there are."""
    async with db.read() as tx:
        return list((await tx.connection.execute(select(notices.c.kind))).scalars())


async def test_the_file_follows_the_chain(
    sqlite_database: Database, clock: ManualClock, tmp_path: Path, head_file: HeadFile
) -> None:
    """Written where there is none, brought up to date, by the next process too; nobody is told."""
    path = tmp_path / "head"
    for _ in range(2):
        await fill(sqlite_database, clock, 2)
        await head_file.keep()
        assert read(path) == await end_of(sqlite_database)
    path.write_text("half a line")
    await fill(sqlite_database, clock, 1)
    await head_file.keep()
    assert read(path) == await end_of(sqlite_database)
    assert await told(sqlite_database) == []


async def test_an_end_of_another_chain_is_left_and_told_once(
    sqlite_database: Database, clock: ManualClock, tmp_path: Path, head_file: HeadFile
) -> None:
    """The file stays as it is, the owner hears of it; once a restore explains it, it goes on."""
    audit = await fill(sqlite_database, clock, 2)
    strange = Outside(9, "cd" * 32)
    (tmp_path / "head").write_text(f"{strange}\n")
    for _ in range(3):
        await head_file.keep()
    assert read(tmp_path / "head") == strange
    assert await told(sqlite_database) == ["audit-strange"]
    async with sqlite_database.write() as tx:
        await audit.write(tx, None, RESTORED, "then", left=str(strange))
    await head_file.keep()
    assert read(tmp_path / "head") == await end_of(sqlite_database)


async def test_a_file_of_somebody_else_is_left_alone(
    sqlite_database: Database, clock: ManualClock, tmp_path: Path, head_file: HeadFile
) -> None:
    """A setting that names the wrong file costs nobody that file."""
    await fill(sqlite_database, clock, 1)
    mine = "KEYDESK_OWNERS=1\n" * 20
    (tmp_path / "head").write_text(mine)
    await head_file.keep()
    assert (tmp_path / "head").read_text() == mine
    (tmp_path / "head").unlink()
    os.mkfifo(tmp_path / "head")
    await head_file.keep()
    assert (tmp_path / "head").is_fifo()
    (tmp_path / "head").unlink()
    await head_file.keep()
    assert read(tmp_path / "head") == await end_of(sqlite_database)


async def test_a_place_that_cannot_be_written_stops_nothing(
    sqlite_database: Database, clock: ManualClock, tmp_path: Path, head_file: HeadFile
) -> None:
    """A file where the folder should be: said in the log, and tried again the next time."""
    await fill(sqlite_database, clock, 1)
    (tmp_path / "head").mkdir()
    await head_file.keep()
    (tmp_path / "head").rmdir()
    await head_file.keep()
    assert read(tmp_path / "head") == await end_of(sqlite_database)

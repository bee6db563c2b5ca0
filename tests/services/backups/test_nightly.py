"""The backup of every night: once whoever tries, made up when missed, told of when it fails."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from services.access.service import Access
from services.backups.making import BackupMaker
from services.backups.nightly import Backups, Rules
from services.outbox import Outbox
from services.vault import Vault
from storage.database import Database
from tests.audited import audit_of
from tests.clock import ManualClock

pytestmark = pytest.mark.both_databases


OWNERS = (11, 12)
CHAT = -1009
RULES = Rules(time(3, 30), ZoneInfo("Europe/Berlin"), 3, CHAT, OWNERS)


def outbox_of(db: Database, clock: ManualClock) -> Outbox:
    """The outbox of a desk with these owners."""
    return Outbox(db, clock, Access(db, clock, frozenset(OWNERS), audit_of(db, clock)))


def backups(db: Database, clock: ManualClock, maker: BackupMaker, rules: Rules = RULES) -> Backups:
    """As a process makes them."""
    return Backups(db, clock, outbox_of(db, clock), maker, rules)


def names(maker: BackupMaker) -> list[str]:
    """The backups in the folder, without what lies beside them."""
    return sorted(path.name for path in maker.folder.glob("keydesk-*.zip"))


async def notices(db: Database, clock: ManualClock) -> list[tuple[str, int]]:
    """What waits to be told, and to whom; it is taken, so that it is told here once."""
    outbox = outbox_of(db, clock)
    told = []
    while rows := await outbox.take(100):
        for row in rows:
            told.append((row.kind, row.chat_id))
            await outbox.sent(row.id, 1)
    return told


@pytest.fixture
async def second(database_url: str, database: Database) -> AsyncIterator[Database]:
    """Another process's way to the same database."""
    made = Database(database_url)
    await made.open()
    yield made
    await made.close()


async def test_it_is_made_once_a_night_whoever_tries(
    database: Database, second: Database, clock: ManualClock, maker: BackupMaker, vault: Vault
) -> None:
    """Two processes at the same minute make one; the next comes the next night, by the zone's clock."""
    clock.now = datetime(2030, 1, 15, 2, 31, tzinfo=UTC)  # 03:31 in Berlin
    other = BackupMaker(second, clock, vault, maker.folder)
    made = await asyncio.gather(
        *(
            each.run_due()
            for each in (
                backups(database, clock, maker),
                backups(second, clock, other),
                backups(database, clock, maker),
            )
        )
    )
    assert sorted(made) == [False, False, True]
    assert len(names(maker)) == 1
    clock.advance(23 * 3600)
    assert not await backups(database, clock, maker).run_due()
    clock.advance(3600)
    assert await backups(database, clock, maker).run_due()
    assert len(names(maker)) == 2


async def test_one_that_was_missed_is_made_up_and_only_the_latest(
    database: Database, clock: ManualClock, maker: BackupMaker
) -> None:
    """After five days off, one; without the setting none."""
    assert await backups(database, clock, maker).run_due()
    clock.advance(5 * 24 * 3600 + 7 * 3600)
    assert not await backups(database, clock, maker, replace(RULES, at=None)).run_due()
    assert await backups(database, clock, maker).run_due()
    assert not await backups(database, clock, maker).run_due()
    assert len(names(maker)) == 2


async def test_what_a_dead_process_began_is_taken_up(
    database: Database, clock: ManualClock, maker: BackupMaker
) -> None:
    """After an hour, not before: it may be large."""
    night = datetime(2030, 1, 15, 2, 30, tzinfo=UTC)
    async with database.write() as tx:
        assert await tx.backups.claim(night, clock(), clock() - timedelta(hours=1)) is not None
    clock.advance(3500)
    assert not await backups(database, clock, maker).run_due()
    clock.advance(101)
    assert await backups(database, clock, maker).run_due()


async def test_old_ones_are_thinned_out(
    database: Database, clock: ManualClock, maker: BackupMaker
) -> None:
    """Three stay, with their sealed copies, and each was announced to the chat."""
    for _ in range(5):
        assert await backups(database, clock, maker).run_due()
        clock.advance(24 * 3600)
    assert names(maker) == [f"keydesk-203001{day}T120000Z.zip" for day in (17, 18, 19)]
    assert len(list(maker.folder.iterdir())) == 6
    assert await notices(database, clock) == [("backup-file", CHAT)] * 5


async def test_a_failure_is_told_to_the_owners_once_and_tried_again(
    database: Database, clock: ManualClock, maker: BackupMaker, vault: Vault, tmp_path: Path
) -> None:
    """Its folder is a file: told once a night; mended, the same night's is made an hour later."""
    place = tmp_path / "mended-later"
    place.write_text("no folder")
    stuck = BackupMaker(database, clock, vault, place)
    desk = backups(database, clock, stuck)
    assert not await desk.run_due()
    assert await notices(database, clock) == [("backup-failed", each) for each in OWNERS]
    state = await desk.state()
    assert state.made is None
    assert state.failed is not None
    assert "No backup could be written" in (state.failed.problem or "")
    clock.advance(3601)
    assert not await desk.run_due()
    assert await notices(database, clock) == []
    place.unlink()
    clock.advance(60)
    assert not await desk.run_due(), "not before an hour has passed"
    clock.advance(3601)
    assert await desk.run_due()
    state = await desk.state()
    assert (state.failed, state.there) == (None, True)


async def test_a_clock_that_was_ahead_hides_no_failure_and_takes_no_night(
    database: Database, clock: ManualClock, maker: BackupMaker, vault: Vault, tmp_path: Path
) -> None:
    """One is made by hand and one of a night to come fails, two days ahead; set right, each night comes and
    is told of.
    """
    (tmp_path / "file").write_text("no folder")
    good = backups(database, clock, maker)
    stuck = backups(database, clock, BackupMaker(database, clock, vault, tmp_path / "file"))
    told = [("backup-failed", each) for each in OWNERS]
    ahead = timedelta(days=2)
    clock.jump(ahead)
    assert not await stuck.run_due()
    await good.make()
    await notices(database, clock)
    clock.jump(-ahead)
    for made_in_time in (False, True, False):
        assert await (good if made_in_time else stuck).run_due() is made_in_time
        assert await notices(database, clock) == ([("backup-file", CHAT)] if made_in_time else told)
        assert ((await good.state()).failed is None) is made_in_time
        clock.advance(24 * 3600)


async def test_a_file_that_was_taken_away_is_seen(
    database: Database, clock: ManualClock, maker: BackupMaker
) -> None:
    """The state says that it is gone; no name outside of the folder is ever handed out."""
    desk = backups(database, clock, maker)
    made = await desk.make()
    assert made.sealed is not None
    assert desk.sealed_file(made.sealed.name) == made.sealed
    for name in (made.path.name, "../secret.keys", "keydesk-20300115T120000Z.zip.sealed/../../x"):
        assert desk.sealed_file(name) is None
    made.path.unlink()
    state = await desk.state()
    assert (state.there, state.made is not None) == (False, True)

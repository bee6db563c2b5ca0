"""A backup takes the place of the desk, all of it or nothing, and what was there is kept."""

import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select, text, update

from services.actor import Actor
from services.audit import Audit
from services.backups.errors import BackupError
from services.backups.making import BackupMaker
from services.deeds import KIND as DEED
from services.deeds import Deed
from services.inbox import Inbox
from services.seals import Seals
from services.vault import Vault
from storage.database import Database
from storage.process_lock import OccupiedError
from storage.schema_revision import HEAD, current
from storage.tables.keys import claims
from storage.tables.orders import orders, purchases
from storage.tables.outbox import notices
from tests.clock import ManualClock
from tests.databases import PostgresServer, SqliteFiles
from tests.own_stock_made import own_key, put_in_stock
from tests.services.backups.conftest import CHEAP, PASSPHRASE
from tests.services.backups.desks import another_desk, people, plain_keys, restored
from tests.services.sealed import NEW, OLD, PLAIN

pytestmark = pytest.mark.both_databases


async def test_a_desk_comes_back_in_an_empty_place(
    empty_url: str,
    database: Database,
    maker: BackupMaker,
    clock: ManualClock,
) -> None:
    """Every key opens, the audit is whole and says so; what may have gone on since is told."""
    async with database.write() as tx:
        await tx.connection.execute(
            update(orders).where(orders.c.number == "K-2").values(status="paying")
        )
        assert await tx.orders.give_to(1, 21)
        waiting = update(purchases).where(purchases.c.order_id == 2, purchases.c.id % 2 == 0)
        await tx.connection.execute(waiting.values(status="waiting"))
        for token in ("open", "used", "revoked"):
            until = clock() + timedelta(days=7)
            await tx.claims.add(1, [token], 1, clock(), until, whole=True)
            if token != "open":
                at = {f"{token}_at": clock()}
                mine = update(claims).where(claims.c.token_hash == token)
                await tx.connection.execute(mine.values(**at))
        facts = Deed("key", Actor(1, -100, "Olga"), "player.withdraw", {}).facts()
        now = clock()
        assert await tx.work.add(DEED, "x", "gamebase", facts, now, now, sealed=b"x", chat_id=-100)
    await Inbox(database, clock, Vault([NEW, OLD])).take({7: {"update_id": 7}})
    await put_in_stock(database, [own_key("OWN-KEY-1", 1, Vault([NEW, OLD]), clock)])
    made = await maker.make()
    clock.advance(3600)
    done = await restored(empty_url, clock, made.path)
    assert (done.kept, done.manifest) == (None, made.manifest)
    assert (done.open_orders, done.links, done.aside) == (("K-2", "K-1"), 1, 3)
    assert await plain_keys(empty_url) == PLAIN[:5]
    db = Database(empty_url)
    await db.open()
    await Seals(db, clock, Vault([NEW, OLD])).check()
    report = await Audit(db, clock, Vault([NEW, OLD])).verify()
    assert (report.rows, report.trouble) == (1, None)
    rows = Inbox(db, clock, Vault([NEW, OLD]))
    assert await rows.left() == [], "what was said then has been handled since"
    assert await rows.take({7: {"update_id": 7}}) == set()
    async with db.write() as tx:
        # In stock then, it may have been sold since: nobody is sold it before a person says so.
        assert await tx.own_keys.counted([1], clock()) == []
        assert await tx.own_keys.sell_again([1]) == 3
        assert sum(lot.keys for lot in await tx.own_keys.counted([1], clock())) == 3
        # Sent to a customer then and not confirmed, the keys may have arrived since: they stay theirs.
        assert not await tx.orders.take_from(1, 21)
        found = select(purchases.c.status).where(purchases.c.order_id == 2)
        states = set(await tx.connection.scalars(found))
        revoked = select(claims.c.token_hash).where(claims.c.revoked_at == clock())
        assert list(await tx.connection.scalars(revoked)) == ["open"]
        told = select(notices.c.kind, notices.c.facts["orders"])
        assert [tuple(row) for row in await tx.connection.execute(told)] == [
            ("deed-ended", None),
            ("links-closed", ["K-1"]),
            ("perhaps-handed", ["K-2"]),
        ]
        assert await tx.work.all_of(DEED) == [], "it may have been done since, so it is not done"
    await db.close()
    # Never sent then, it may have been since: it is asked about like what was sent.
    assert states == {"accepted", "sent"}


async def test_an_existing_desk_is_replaced_only_when_asked_and_kept(
    other_url: str,
    maker: BackupMaker,
    clock: ManualClock,
    database: Database,
) -> None:
    """Without --replace nothing changes; with it the old desk is where it is told to be."""
    made = await maker.make()
    await another_desk(other_url, clock)
    with pytest.raises(BackupError, match="--replace"):
        await restored(other_url, clock, made.path)
    assert await people(other_url) == [77]
    done = await restored(other_url, clock, made.path, replace=True)
    assert (await people(other_url), await plain_keys(other_url)) == ([], PLAIN[:5])
    assert done.kept is not None
    assert done.kept.exists()
    if database.is_sqlite:
        assert await people(f"sqlite+aiosqlite:///{done.kept}") == [77]
        assert stat.S_IMODE(done.kept.stat().st_mode) == 0o600


async def test_a_sealed_backup_is_opened_by_its_passphrase(
    sqlite_files: SqliteFiles,
    sqlite_database: Database,
    clock: ManualClock,
    file_vault: Vault,
    tmp_path: Path,
) -> None:
    """The same as an open one; another passphrase changes nothing."""
    maker = BackupMaker(sqlite_database, clock, file_vault, tmp_path, SecretStr(PASSPHRASE), CHEAP)
    made = await maker.make()
    assert made.sealed is not None
    url = f"sqlite+aiosqlite:///{tmp_path / 'other' / 'desk.db'}"
    with pytest.raises(BackupError, match="passphrase"):
        await restored(url, clock, made.sealed, passphrase="not this one at all")
    assert not (tmp_path / "other" / "desk.db").exists()
    await restored(url, clock, made.sealed)
    assert await plain_keys(url) == PLAIN[:5]


async def test_a_running_desk_is_not_replaced(
    other_url: str,
    maker: BackupMaker,
    clock: ManualClock,
) -> None:
    """The file is locked by whoever runs on it; a server tells who else is connected."""
    made = await maker.make()
    running = Database(other_url)
    running.occupy()
    await running.open()
    async with running.write() as tx:
        await tx.users.note(77, "Zoe", None, clock())
    with pytest.raises((OccupiedError, BackupError), match=r"[Ss]top"):
        await restored(other_url, clock, made.path, replace=True)
    async with running.read() as tx:
        assert await tx.users.get(77) is not None
    await running.close()


async def test_an_older_backup_is_brought_up_to_date(
    sqlite_files: SqliteFiles, tmp_path: Path, clock: ManualClock
) -> None:
    """Its schema walks up before it takes its place."""
    old = Database(f"sqlite+aiosqlite:///{tmp_path / 'old.db'}")
    await old.migrate("0002")
    made = await BackupMaker(old, clock, Vault([NEW]), tmp_path / "b").make_unrecorded()
    url = f"sqlite+aiosqlite:///{tmp_path / 'new' / 'desk.db'}"
    await restored(url, clock, made.path, NEW)
    assert (await Database(url).revision())[0] == HEAD


@pytest.fixture
def two_on_a_server(
    postgres_server: PostgresServer, postgres_programs: None
) -> Iterator[tuple[str, str]]:
    """An empty database and a migrated one, to which nobody is connected."""
    urls = postgres_server.fresh(empty=True), postgres_server.fresh(unused=True)
    yield urls
    for url in urls:
        postgres_server.drop(url)


@pytest.mark.postgres
@pytest.mark.parametrize("in_the_way", [False, True])
async def test_a_newer_desk_on_a_server_is_replaced_whole_or_not_at_all(
    two_on_a_server: tuple[str, str],
    tmp_path: Path,
    clock: ManualClock,
    in_the_way: bool,
) -> None:
    """An older backup over it, which fails in the middle: schema and rows are as they were."""
    old, there = two_on_a_server
    await Database(old).migrate("0002")
    made = await BackupMaker(Database(old), clock, Vault([NEW]), tmp_path / "b").make_unrecorded()
    await another_desk(there, clock)
    if in_the_way:  # under a name that the dump wants to give to an index
        db = Database(there)
        async with db.peek() as tx:
            await tx.connection.execute(text("SET TRANSACTION READ WRITE"))
            await tx.connection.execute(text("DROP INDEX ix_orders_confirmed_at"))
            await tx.connection.execute(text("CREATE TABLE ix_orders_confirmed_at (id integer)"))
        with pytest.raises(BackupError, match="was not replaced"):
            await restored(there, clock, made.path, NEW, replace=True)
        async with db.peek() as tx:
            assert await current(tx.connection) == HEAD
            assert await tx.users.get(77) is not None
        assert len(list((tmp_path / "b").glob("keydesk.before-*.dump"))) == 1
    else:
        await restored(there, clock, made.path, NEW, replace=True)
        assert (await people(there), (await Database(there).revision())[0]) == ([], HEAD)


async def test_a_broken_desk_can_be_replaced(
    file_backup: Path, broken_url: str, clock: ManualClock
) -> None:
    """That is what backups are for: the broken file is kept, log and all, the new one works."""
    done = await restored(broken_url, clock, file_backup, replace=True)
    assert await plain_keys(broken_url) == PLAIN[:5]
    assert done.kept is not None
    assert done.kept.read_bytes().startswith(b"not a database any more")

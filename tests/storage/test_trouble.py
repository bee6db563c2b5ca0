"""A database that cannot do its work says so in errors of ours, and says when it can again."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import insert, make_url, text
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.errors import Cause, NotReadableError, NotWritableError, TroubleError
from storage.tables.chats import users
from tests.clock import ManualClock
from tests.databases import PostgresServer, SqliteFiles, read_only


def path_of(database: Database) -> Path:
    """Where the file of a SQLite database is."""
    return Path(make_url(str(database.url)).database or "")


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program that writes and does not come to an end."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


async def note(database: Database, clock: ManualClock, user_id: int) -> None:
    """Write something."""
    async with database.write() as tx:
        await tx.users.note(user_id, "Ann", None, clock())


async def limit(database: Database, pages: int | None) -> None:
    """Let the file grow no further than so many pages beyond what it has: a quota of SQLite's own."""
    async with database.write(anyway=True) as tx:
        count = (await tx.connection.execute(text("PRAGMA page_count"))).scalar_one()
        most = 2**30 if pages is None else count + pages
        await tx.connection.execute(text(f"PRAGMA max_page_count = {most}"))


async def test_locked_by_another_program(sqlite_files: SqliteFiles, clock: ManualClock) -> None:
    """A lock is named; while it is known nobody waits for it anew; its end is noticed by itself."""
    database = Database(sqlite_files.fresh(), busy_ms=300)
    await database.open()
    with held(path_of(database)):
        with pytest.raises(NotWritableError) as caught:
            await note(database, clock, 1)
        assert caught.value.cause is Cause.LOCKED
        with pytest.raises(NotWritableError, match="known"):
            await note(database, clock, 2)
        async with database.read() as tx:
            assert await tx.users.get(1) is None
    async with asyncio.timeout(20):
        await database.condition.well()
    await note(database, clock, 3)
    await database.close()


async def test_no_room_left(sqlite_database: Database, clock: ManualClock) -> None:
    """A full disk is named, nothing of the transaction stays, and room is noticed."""
    await limit(sqlite_database, 0)
    with pytest.raises(NotWritableError) as caught:
        async with sqlite_database.write() as tx:
            for user_id in range(1, 500):
                await tx.users.note(user_id, "Ann " * 40, None, clock())
    assert caught.value.cause is Cause.FULL
    with pytest.raises(NotWritableError):
        await sqlite_database.condition.proof()
    async with sqlite_database.read() as tx:
        assert await tx.users.get(1) is None
    await limit(sqlite_database, None)
    async with asyncio.timeout(20):
        await sqlite_database.condition.well()
    await sqlite_database.condition.proof()


async def test_a_file_that_may_not_be_written(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """It says so by its own word, also to whoever only asks whether writing works."""
    async with read_only(sqlite_database):
        with pytest.raises(NotWritableError) as caught:
            await sqlite_database.condition.proof()
        assert caught.value.cause is Cause.READ_ONLY
        with pytest.raises(NotWritableError) as caught:
            await note(sqlite_database, clock, 1)
        assert caught.value.cause is Cause.READ_ONLY
    await note(sqlite_database, clock, 1)


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """Rubbish in place of the file is named as such."""
    good = Database(f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}")
    await good.open()
    for name in ("desk.db", "desk.db-wal", "desk.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / "desk.db").write_text("Dear diary, " * 500)
    await good.close()
    for work in (good.open, good.revision):
        with pytest.raises(TroubleError) as caught:
            await work()
        assert caught.value.cause is Cause.DAMAGED


async def test_a_mistake_of_ours_is_no_trouble(database: Database, clock: ManualClock) -> None:
    """A broken constraint, or a write in a transaction that reads, stays what it is."""
    clash = insert(users).values(id=1, name="Ann", seen_at=clock())
    with pytest.raises(IntegrityError):
        async with database.write() as tx:
            await tx.connection.execute(clash)
            await tx.connection.execute(clash)
    assert database.condition.cause is None
    await note(database, clock, 2)


@pytest.mark.postgres
async def test_two_that_wait_for_each_other_are_no_trouble(
    server_url: str, clock: ManualClock
) -> None:
    """The server lets one go on; the other has written nothing, and whoever is next there is not refused."""
    one, other = desks = [Database(server_url) for _ in range(2)]
    for desk in desks:
        await desk.open()
    met = asyncio.Barrier(2)
    for user_id in (1, 2):
        await note(one, clock, user_id)

    async def both(desk: Database, *order: int) -> None:
        async with desk.write() as tx:
            for user_id in order:
                await tx.users.note(user_id, "Bea", None, clock())
                if user_id == order[0]:
                    await met.wait()

    work = both(one, 1, 2), both(other, 2, 1)
    outcomes = await asyncio.gather(*work, return_exceptions=True)
    assert [type(each) for each in outcomes if each is not None] == [NotWritableError]
    for desk in desks:
        assert desk.condition.cause is None
        await note(desk, clock, 3)
        await desk.close()


async def test_a_committed_write_is_proof_for_a_while(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """Whoever asks often whether writing works makes no write of each question."""

    async def beats() -> int:
        async with sqlite_database.read() as tx:
            found = await tx.connection.execute(text("SELECT sum(beats) FROM heartbeat"))
            return int(found.scalar_one() or 0)

    for _ in range(50):
        await sqlite_database.condition.proof()
    assert await beats() == 1


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A PostgreSQL that a test may stop."""
    server = PostgresServer()
    yield server
    server.stop()


@pytest.mark.postgres
async def test_a_server_that_stops_and_comes_back(
    own_server: PostgresServer, clock: ManualClock
) -> None:
    """A connection lost at the commit is unsure, the next are gone, and its return is noticed."""
    database = Database(await asyncio.to_thread(own_server.fresh))
    await database.open()
    with pytest.raises(NotWritableError) as lost:
        async with database.write() as tx:
            await tx.users.note(1, "Ann", None, clock())
            mark = await database.mark(tx)
            await asyncio.to_thread(own_server.halt)
    assert lost.value.cause is Cause.GONE
    assert lost.value.unsure
    with pytest.raises(NotReadableError) as caught:
        async with database.read() as tx:
            await tx.users.get(1)
    assert caught.value.cause is Cause.GONE
    with pytest.raises(NotWritableError) as refused:
        await note(database, clock, 2)
    assert not refused.value.unsure
    await asyncio.to_thread(own_server.go_on)
    async with asyncio.timeout(30):
        await database.condition.well()
    assert mark is not None
    assert not await database.was_committed(mark)
    async with database.write() as tx:
        await tx.users.note(1, "Ann", None, clock())
        mark = await database.mark(tx)
    assert mark is not None
    assert await database.was_committed(mark)
    await database.close()

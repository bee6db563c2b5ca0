"""Transactions, the pool, and how SQLite is set up."""

import asyncio
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, insert, make_url, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.database import Database
from storage.tables.chats import users
from tests.clock import ManualClock


async def _count(database: Database) -> int:
    async with database.read() as tx:
        count = (await tx.connection.execute(select(func.count()).select_from(users))).scalar_one()
    return int(count)


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "sqlite:///x.db", "postgresql://x/y", "sqlite+aiosqlite://"]
)
def test_only_the_two_kinds_of_database_are_taken(url: str) -> None:
    """Another driver, or SQLite in memory, is refused before anything is touched."""
    with pytest.raises(ValueError, match=r"database|file"):
        Database(url)


async def test_a_closed_database_says_so(database_url: str) -> None:
    """Reading or writing before open() and after close() is a plain error."""
    database = Database(database_url)
    with pytest.raises(RuntimeError, match="not open"):
        async with database.read():
            pass
    await database.open()
    await database.close()
    await database.close()
    with pytest.raises(RuntimeError, match="not open"):
        async with database.write():
            pass


async def test_an_error_rolls_everything_back(database: Database, clock: ManualClock) -> None:
    """What a failing transaction wrote is gone, and the next one works."""
    with pytest.raises(ZeroDivisionError):
        async with database.write() as tx:
            await tx.users.note(1, "Ann", None, clock())
            _ = 1 / 0
    assert await _count(database) == 0
    async with database.write() as tx:
        await tx.users.note(1, "Ann", None, clock())
    assert await _count(database) == 1


async def test_read_cannot_write(database: Database, clock: ManualClock) -> None:
    """A write in read() fails at once, and the connection serves others afterwards."""
    with pytest.raises(DBAPIError):
        async with database.read() as tx:
            await tx.users.note(1, "Ann", None, clock())
    assert await _count(database) == 0


async def test_a_write_has_the_lock_from_its_first_moment(sqlite_database: Database) -> None:
    """Nobody else writes between what a transaction reads and what it writes."""
    file = sqlite_database.url.database or ""
    async with sqlite_database.write():
        with (
            closing(sqlite3.connect(file, timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("BEGIN IMMEDIATE")


async def test_many_writers_never_find_the_database_locked(
    database: Database, clock: ManualClock
) -> None:
    """Sixty transactions that read before they write all succeed, and no update is lost."""
    async with database.write() as tx:
        await tx.users.note(1, "0", None, clock())

    async def one_more() -> None:
        async with database.write() as tx:
            locked = select(users.c.name).where(users.c.id == 1).with_for_update()
            now = int((await tx.connection.execute(locked)).scalar_one())
            await tx.users.note(1, str(now + 1), None, clock())

    await asyncio.gather(*(one_more() for _ in range(60)), *(_count(database) for _ in range(60)))
    async with database.read() as tx:
        row = await tx.users.get(1)
    assert row is not None
    assert row.name == "60"


async def test_two_processes_worth_of_writers_share_one_database(
    database_url: str, clock: ManualClock
) -> None:
    """Two pools on one database wait for each other instead of failing."""
    one, two = Database(database_url), Database(database_url)
    await asyncio.gather(one.open(), two.open())

    async def note(database: Database, user_id: int) -> None:
        async with database.write() as tx:
            await tx.users.note(user_id, "Ann", None, clock())

    await asyncio.gather(*(note(database, n) for n in range(1, 61) for database in (one, two)))
    assert await _count(one) == await _count(two) == 60
    await asyncio.gather(one.close(), two.close())


async def test_readers_see_the_past_while_a_writer_works(
    database: Database, clock: ManualClock
) -> None:
    """A reader is not kept waiting by an open write, and sees it only after the commit."""
    async with database.write() as tx:
        await tx.users.note(1, "Ann", None, clock())
        assert await _count(database) == 0
    assert await _count(database) == 1


async def test_a_cancelled_writer_leaves_nothing_open(
    database: Database, clock: ManualClock
) -> None:
    """A task stopped inside its transaction has written nothing and blocks nobody."""
    inside = asyncio.Event()

    async def stopped() -> None:
        async with database.write() as tx:
            await tx.users.note(1, "Ann", None, clock())
            inside.set()
            await asyncio.Event().wait()

    for _ in range(12):
        task = asyncio.create_task(stopped())
        await inside.wait()
        inside.clear()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await _count(database) == 0
    async with database.write() as tx:
        await tx.users.note(2, "Bob", None, clock())
    assert await _count(database) == 1


async def test_a_writer_cancelled_at_any_moment_harms_nobody(
    database: Database, clock: ManualClock
) -> None:
    """Cancelled while it begins, writes or commits: the next writer still works."""

    async def write() -> None:
        async with database.write() as tx:
            await tx.users.note(1, "Ann", None, clock())

    for turns in range(40):
        task = asyncio.create_task(write())
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    async with database.write() as tx:
        await tx.users.note(2, "Bob", None, clock())


async def test_sqlite_files_are_private(tmp_path: Path, clock: ManualClock) -> None:
    """The directory is 0700; the file and those of its log are 0600."""
    home = tmp_path / "data"
    database = Database(f"sqlite+aiosqlite:///{home / 'desk.db'}")
    await database.open()
    async with database.write() as tx:
        await tx.users.note(1, "Ann", None, clock())
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()}
    await database.close()
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert modes == {"desk.db": 0o600, "desk.db-wal": 0o600, "desk.db-shm": 0o600}


async def test_sqlite_is_set_up_as_it_should_be(sqlite_database: Database) -> None:
    """The log is on, foreign keys hold, others are waited for and commits are durable."""
    expected = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 10_000}
    async with sqlite_database.write() as tx:
        for pragma, value in expected.items():
            found = await tx.connection.execute(text(f"PRAGMA {pragma}"))
            assert found.scalar_one() == value, pragma


def test_a_url_does_not_show_its_password() -> None:
    """The text of the URL is fit for a log."""
    shown = str(make_url("postgresql+asyncpg://desk:hidden@db/keydesk"))
    assert "hidden" not in shown
    assert str(Database("postgresql+asyncpg://desk:hidden@db/keydesk").url) == shown


async def test_an_error_of_the_database_shows_nothing_of_what_was_written(
    database: Database, clock: ManualClock
) -> None:
    """Statement errors end up in logs, so they must not carry the values of the statement."""
    clash = insert(users).values(id=1, name="a-name-to-keep-out", seen_at=clock())
    with pytest.raises(IntegrityError) as caught:
        async with database.write() as tx:
            await tx.connection.execute(clash)
            await tx.connection.execute(clash)
    assert "a-name-to-keep-out" not in str(caught.value)

"""What was answered is kept in hand until it is committed, once, or the process has to end."""

import asyncio
from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from storage.database import Database
from storage.errors import Cause, NotKeptError
from storage.kept_answers import heard_by
from storage.transaction import Tx
from tests.clock import ManualClock
from tests.databases import PostgresServer, read_only
from tests.storage.lossy import LossyWay, Silent

PATIENCE = 20.0


class Once:
    """A unit that counts in the database how often it was committed, and in memory how often tried."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self.tried = 0

    async def __call__(self, tx: Tx) -> int:
        self.tried += 1
        row = await tx.users.get(1)
        count = 1 if row is None else int(row.name) + 1
        await tx.users.note(1, str(count), None, self._clock())
        return count

    async def committed(self, db: Database) -> int:
        """How often."""
        async with db.read() as tx:
            row = await tx.users.get(1)
        return 0 if row is None else int(row.name)


class Ear:
    """Hears what is kept in hand, and why."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Cause]] = []
        self._something = asyncio.Event()

    async def __call__(self, about: str, cause: Cause) -> None:
        self.heard.append((about, cause))
        self._something.set()

    async def something(self) -> None:
        """Until it has heard something."""
        async with asyncio.timeout(6 * PATIENCE):
            await self._something.wait()


async def test_it_is_tried_until_it_is_committed(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """Whoever waits gets what the unit gives; the listener hears once what is the matter."""
    db, unit, ear = sqlite_database, Once(clock), Ear()
    async with read_only(db):
        with heard_by(ear):
            kept = asyncio.create_task(db.keep(unit, "bought", order="K-1"))
        await ear.something()
        assert db.keeper.waits
        assert not kept.done()
    assert await kept == 1
    assert await unit.committed(db) == 1
    assert ear.heard == [("bought", Cause.READ_ONLY)]
    assert not db.keeper.waits


async def test_it_is_written_though_nobody_waits_any_more(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """A step that is cut off in the middle does not take its answer along."""
    db, unit, ear = sqlite_database, Once(clock), Ear()
    async with read_only(db):
        with heard_by(ear):
            kept = asyncio.create_task(db.keep(unit, "bought"))
        await ear.something()
        kept.cancel()
        with pytest.raises(asyncio.CancelledError):
            await kept
    db.keeper.hurry(PATIENCE)
    await db.keeper.end()
    assert await unit.committed(db) == 1


async def test_a_stop_names_what_is_not_written(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """After the time that a stop grants the log has the ids, and whoever waits is told."""
    db, unit, ear = sqlite_database, Once(clock), Ear()
    async with read_only(db):
        with capture_logs() as log:
            with heard_by(ear):
                keep = db.keep(unit, "bought", order="K-1", references={"t1": "77"})
                kept = asyncio.create_task(keep)
            await ear.something()
            db.keeper.hurry(0.5)
            await db.keeper.end()
            with pytest.raises(NotKeptError):
                await kept
    [named] = [line for line in log if line["event"] == "not written down before the stop"]
    assert named["order"] == "K-1"
    assert named["references"] == {"t1": "77"}
    assert await unit.committed(db) == 0


async def test_a_mistake_of_the_unit_is_not_tried_again(database: Database) -> None:
    """What is not the database's trouble goes to whoever waits, at once."""
    tried = 0

    async def unit(tx: Tx) -> None:
        nonlocal tried
        tried += 1
        raise LookupError("no such row")

    with pytest.raises(LookupError):
        await database.keep(unit, "bought")
    assert tried == 1


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A fresh database on PostgreSQL."""
    url = postgres_server.fresh()
    yield url
    postgres_server.drop(url)


@pytest.mark.postgres
@pytest.mark.parametrize("lost", [1, 3])
async def test_a_commit_whose_answer_is_lost_is_made_once(
    postgres_url: str, clock: ManualClock, lost: int
) -> None:
    """The server has committed and the connection is gone: it is asked, and nothing is done twice."""
    async with LossyWay(postgres_url) as way:
        db, unit = Database(way.url), Once(clock)
        await db.open()
        way.lose = 1
        assert await db.keep(unit, "bought") == 1
        assert way.lost == 1
        assert await unit.committed(db) == 1
        assert unit.tried == 1
        way.lose = lost
        assert await db.keep(unit, "bought") == 2
        assert await unit.committed(db) == 2
        await db.close()


@pytest.mark.postgres
@pytest.mark.parametrize("silent", ["in the middle", "before", "after"])
async def test_a_network_that_vanishes_holds_nothing_for_long(
    postgres_url: str, clock: ManualClock, silent: Silent
) -> None:
    """No error comes, and no answer: it is given up, asked after, and committed exactly once.

    Where the commit never arrived the server itself ends what was left open, else its locks would stay.
    """
    ear = Ear()
    async with LossyWay(postgres_url) as way, asyncio.timeout(6 * PATIENCE):
        db, once = Database(way.url, answer_in=2.0), Once(clock)

        async def unit(tx: Tx) -> int:
            if silent == "in the middle" and once.tried == 1:
                await tx.users.note(1, "5", None, clock())
                way.vanish()
            return await once(tx)

        await db.open()
        assert await db.keep(unit, "bought") == 1
        way.silent = None if silent == "in the middle" else silent
        with heard_by(ear):
            kept = asyncio.create_task(db.keep(unit, "bought"))
        await ear.something()
        way.muted = False
        assert await kept == 2
        assert once.tried == (2 if silent == "after" else 3)
        assert await once.committed(db) == 2
        await db.close()

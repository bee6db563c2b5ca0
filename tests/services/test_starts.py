"""The next start knows whether the one before stopped in order, and whether it was another version."""

from services.starts import DEAD_AFTER, Starts
from storage.database import Database
from storage.starts import StartRow
from tests.clock import ManualClock


async def last(database: Database) -> StartRow:
    """The newest start."""
    async with database.read() as tx:
        return (await tx.starts.newest(1))[0]


async def test_a_start_knows_how_the_one_before_ended(
    database: Database, clock: ManualClock
) -> None:
    """The first follows nobody; a death is seen once, by when it was last seen alive; a stop is none."""
    first = Starts(database, clock, "1.0")
    await first.begin()
    assert (await last(database)).crashed_at is None
    seen = clock.advance(60)
    await first.beat()
    clock.advance(DEAD_AFTER.total_seconds())

    second = Starts(database, clock, "1.1")
    await second.begin()
    row = await last(database)
    assert (row.crashed_at, row.version_before) == (seen, "1.0")
    clock.advance(60)
    await second.end()

    third = Starts(database, clock, "1.1")
    await third.begin()
    row = await last(database)
    assert (row.crashed_at, row.version_before, row.ended_at) == (None, None, None)


async def test_who_lives_beside_it_is_not_dead(database: Database, clock: ManualClock) -> None:
    """Two may be at work on one PostgreSQL; on one file there is nobody else."""
    await Starts(database, clock, "1.0").begin()
    clock.advance(60)
    await Starts(database, clock, "1.0").begin()
    assert ((await last(database)).crashed_at is not None) is database.is_sqlite

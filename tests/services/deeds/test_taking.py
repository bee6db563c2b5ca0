"""A deed is at one process at a time, which may stop, and which looks later into what it cannot learn."""

import asyncio
from collections.abc import Callable

import pytest

from providers.errors import Unavailable
from services.back_off import back_off
from services.deeds import (
    End,
    Kind,
    steps,
)
from services.deeds.doing import MOST_LOOKS
from storage.database import Database
from tests.clock import ManualClock
from tests.services.deeds.process import (
    ASKED,
    DEED,
    PERMISSION,
    TEXT,
    Make,
    Process,
    cut_off,
    lease_is_over,
    notice,
    once,
    outcomes,
)

pytestmark = pytest.mark.both_databases


async def slow(process: Process) -> End:
    """What comes before its request takes its time."""
    await process.held_up()
    await process.ends(await process.begins())
    return End()


async def test_what_another_process_is_at_is_begun_by_nobody_else(
    database: Database, clock: ManualClock, start: Callable[[Make], Process]
) -> None:
    """A process that comes back while the next one has the row sends nothing, and does not end it."""
    first, second = start(slow), start(slow)
    await first.deeds.confirm(DEED, TEXT, "gamebase")
    await first.worker.run()
    await first.asked.wait()
    await lease_is_over(database, clock, second)
    async with second.at_work():
        first.answer.set()
        await first.worker.idle()
        assert await notice(database) is None
    assert (first.requests, second.requests) == (0, 1)
    assert await outcomes(database) == ["done"]


async def test_what_was_taken_over_is_begun_by_nobody_else(
    database: Database, clock: ManualClock, start: Callable[[Make], Process]
) -> None:
    """A process that was away for longer than its lease, and comes back, sends nothing any more."""
    first, second = start(slow), start(once)
    await cut_off(database, clock, first, second, Kind(PERMISSION))
    assert second.requests == 1
    first.answer.set()
    await first.worker.idle()
    assert first.requests == 0
    assert await outcomes(database) == ["done"]


async def test_a_stop_ends_what_is_on_the_wire_and_begins_nothing_else(
    database: Database, start: Callable[[Make], Process]
) -> None:
    """Of two requests the first was under way: it is written down, and the next process makes the other."""

    async def parts(process: Process) -> End:
        for what in ("1", "2"):
            if steps.earlier(ASKED, what):
                continue
            step = await process.begins(what)
            await process.held_up()
            await process.ends(step)
        return End()

    first, second = start(parts), start(parts)
    first.kind = second.kind = Kind(PERMISSION, parts=True)
    await first.deeds.confirm(DEED, TEXT, "gamebase")
    await first.worker.run()
    await first.asked.wait()
    stopping = asyncio.create_task(first.worker.stop(25))
    await asyncio.sleep(0)
    first.answer.set()
    await stopping
    assert first.requests == 1
    assert await notice(database) is None
    second.answer.set()
    await second.worker.idle()
    assert second.requests == 1
    assert await outcomes(database) == ["done", "done"]


async def test_what_cannot_be_asked_about_just_now_is_asked_about_later(
    database: Database, clock: ManualClock, start: Callable[[Make], Process]
) -> None:
    """With growing pauses; when that has gone on for long enough it is told as not known."""

    async def down(process: Process) -> End:
        process.requests += 1
        return End(refused=Unavailable("gamebase", "down"))

    first, second = start(once), start(down)
    await cut_off(database, clock, first, second, Kind(PERMISSION, resumes=True))
    assert second.requests == 1
    for tries in range(2, MOST_LOOKS):
        assert await notice(database) is None
        clock.advance(back_off(tries).total_seconds())
        await second.worker.idle()
    assert second.requests == MOST_LOOKS - 1
    assert await outcomes(database) == [None]


async def test_what_can_never_be_learnt_is_told_at_once(
    database: Database, clock: ManualClock, start: Callable[[Make], Process]
) -> None:
    """Whoever does it says so."""

    async def hopeless(_: Process) -> End:
        return End(not_known=True)

    first, second = start(once), start(hopeless)
    await cut_off(database, clock, first, second, Kind(PERMISSION, resumes=True))
    assert await outcomes(database) == [None]

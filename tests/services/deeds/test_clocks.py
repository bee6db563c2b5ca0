"""How old a confirmation is, whatever the clocks show."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from services.timekeeper import Timekeeper
from storage.database import Database
from tests.clock import ManualClock
from tests.services.deeds.process import DEED, TEXT, Make, Process, once, outcomes


@pytest.mark.parametrize("jump", [timedelta(hours=-2), timedelta(hours=2), timedelta(days=-4000)])
async def test_a_clock_that_is_set_loses_no_deed(
    database: Database,
    clock: ManualClock,
    start: Callable[[Make], Process],
    timekeeper: Timekeeper,
    jump: timedelta,
) -> None:
    """Between Confirm and its beginning, by this process and by the next on the same machine."""
    first, second = start(once), start(once)
    await first.deeds.confirm(DEED, TEXT, "gamebase")
    clock.jump(jump)
    await timekeeper.run()
    second.answer.set()
    await second.worker.idle()
    assert (second.requests, await outcomes(database)) == (1, ["done"])


async def test_a_clock_that_is_set_makes_no_old_deed_young(
    database: Database, clock: ManualClock, start: Callable[[Make], Process]
) -> None:
    """An hour has passed, and the wall shows the minute of Confirm again."""
    process = start(once)
    await process.deeds.confirm(DEED, TEXT, "gamebase")
    clock.advance(3600)
    clock.jump(timedelta(hours=-1))
    process.answer.set()
    await process.worker.idle()
    assert (process.requests, await outcomes(database)) == (0, [])


@pytest.mark.parametrize(("ahead", "done"), [(10, True), (-10, True), (20, False), (-20, False)])
async def test_between_two_starts_of_the_machine_the_wall_counts(
    database: Database,
    clock: ManualClock,
    start: Callable[[Make], Process],
    timekeeper: Timekeeper,
    ahead: int,
    done: bool,
) -> None:
    """So many minutes ahead or behind, of which as many as it may be old are no matter."""
    process = start(once)
    await process.deeds.confirm(DEED, TEXT, "gamebase")
    clock.restart_machine()
    clock.jump(timedelta(minutes=-ahead))
    await timekeeper.run()
    process.answer.set()
    await process.worker.idle()
    assert process.requests == int(done)

"""Schedules are looked at when their next time has come, and not in each round."""

from dataclasses import replace

import pytest

from services.clock import SLIP
from tests.services.schedules.room import MAX, Room
from tests.statements import statements

pytestmark = pytest.mark.both_databases

HOUR = 3600


async def looked_at(room: Room) -> int:
    """How many the next round looks at."""
    now = room.clock()
    async with room.db.read() as tx:
        return len(await tx.schedules.to_look_at(now, now + SLIP))


async def test_a_schedule_is_looked_at_when_its_time_has_come(room: Room) -> None:
    """Once after a start, when it is changed, when its time has come, and where a wrong clock has looked."""
    chats = [replace(MAX, chat_id=-1000 - each) for each in range(4)]
    made = [await room.schedules.add(chat, "digest", "15:00", "UTC") for chat in chats]
    assert await looked_at(room) == 4
    assert await room.runner.run_due() == 0
    assert await looked_at(room) == 0
    await room.schedules.change(chats[0], made[0].id, cron="16:00")
    assert await looked_at(room) == 1
    assert await room.runner.run_due() == 0
    room.clock.advance(3 * HOUR)
    assert await looked_at(room) == 3
    assert await room.runner.run_due() == 3
    assert await looked_at(room) == 0
    room.clock.advance(-2 * HOUR)
    assert await looked_at(room) == 3, "their next times were found by a clock that was wrong"


async def test_runs_that_are_due_together_are_few_transactions(room: Room) -> None:
    """What claims a run, and what forgets old claims, is one statement for all; none is made by two."""
    for each in range(25):
        await room.schedules.add(replace(MAX, chat_id=-1000 - each), "digest", "13:00", "UTC")
    room.clock.advance(HOUR)
    with statements() as said:
        assert await room.runner.run_due() == 25
    of_runs = [each for each in said if "runs" in each]
    assert len(of_runs) == 4, "looking, locking, claiming, forgetting"
    assert await room.another_runner().run_due() == 0


async def test_a_process_that_starts_looks_at_all_once(room: Room) -> None:
    """What times a zone has may have changed while nobody ran."""
    await room.schedules.add(MAX, "digest", "15:00", "UTC")
    assert await room.runner.run_due() == 0
    another = room.another_runner()
    with statements() as said:
        assert await another.run_due() == 0
        assert await another.run_due() == 0
    anew = [each for each in said if each.startswith("UPDATE schedules SET due_at")]
    assert len(anew) == 2, "all are forgotten, and found again"

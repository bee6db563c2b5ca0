"""Schedules on a clock that was wrong and is set right: none falls silent, none tells a thing twice."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.services.orders_made import OrderMade, make_orders
from tests.services.schedules.room import MAX, Room
from tests.services.standins import APPS

DAY = timedelta(days=1)
EAST = next(iter(APPS))
JUMPS = [timedelta(days=2000), DAY, timedelta(hours=3), timedelta(minutes=40)]


async def digest_at(room: Room, moment: datetime) -> int:
    """How many digests the moment brings."""
    room.clock.now = moment
    await room.runner.run_due()
    return len(await room.due_notices())


@pytest.mark.parametrize("jump", JUMPS)
async def test_a_digest_comes_the_day_after_the_clock_is_set_right(
    room: Room, jump: timedelta
) -> None:
    """A clock that ran ahead has told of days to come; the next true day is told all the same."""
    await room.schedules.add(MAX, "digest", "09:00", "UTC")
    morning = datetime(2030, 1, 16, 9, 5, tzinfo=UTC)
    assert await digest_at(room, morning) == 1
    await digest_at(room, morning + jump)
    assert await digest_at(room, morning + timedelta(minutes=1)) == 0, "told twice"
    await make_orders(
        room.db,
        [
            OrderMade(
                "codegames", "keyed", "9.00", "KZT", morning + timedelta(hours=2), ("accepted",)
            )
        ],
    )
    assert await digest_at(room, morning + DAY) == 1
    assert await digest_at(room, morning + 2 * DAY) == 1


async def test_a_maintenance_that_a_clock_ahead_let_begin_is_planned_again_and_not_over(
    room: Room,
) -> None:
    """Its card shows that it is to come; when it begins that is told."""
    await room.schedules.add(MAX, "maintenance", None, "UTC")
    room.games.quirks.shows_planned = True
    true = room.clock()
    begin, end = true + timedelta(hours=20), true + timedelta(hours=22)
    room.games.begin_maintenance("id-east", message="Update", begin=begin, end=end)

    async def events(moment: datetime) -> list[str]:
        room.clock.now = moment
        await room.runner.run_due()
        return [
            str(each.facts["event"]) for each in await room.due_notices() if "event" in each.facts
        ]

    assert await events(begin + timedelta(minutes=1)) == ["began"]
    assert await events(true + timedelta(minutes=2)) == []
    async with room.db.read() as tx:
        [card] = [
            card for number in range(1, 9) if (card := await tx.maintenance_cards.get(number))
        ]
    assert (card.ended_at, card.facts["event"]) == (None, "changed")
    assert [each["message"] for each in card.facts["planned"]] == ["Update"]
    assert await events(begin + timedelta(minutes=2)) == ["began"]


async def test_the_same_numbers_are_not_told_again(room: Room) -> None:
    """Set back to the day before and right again: the morning comes three times, its digest once."""
    await room.schedules.add(MAX, "digest", "09:00", "UTC")
    morning = datetime(2030, 1, 16, 9, 5, tzinfo=UTC)
    assert await digest_at(room, morning) == 1
    assert await digest_at(room, morning - timedelta(hours=30)) == 0
    assert await digest_at(room, morning + timedelta(minutes=5)) == 0
    assert await digest_at(room, morning - timedelta(minutes=30)) == 0
    assert await digest_at(room, morning + timedelta(minutes=10)) == 0


async def test_a_machine_that_is_minutes_behind_another_tells_no_digest_again(room: Room) -> None:
    """Not even where an order of that day has come in between: its clock is not wrong."""
    await room.schedules.add(MAX, "digest", "09:00", "UTC")
    morning = datetime(2030, 1, 16, 9, 0, 30, tzinfo=UTC)
    assert await digest_at(room, morning) == 1
    late = OrderMade("codegames", "keyed", "9.00", "KZT", morning - DAY, ("accepted",))
    await make_orders(room.db, [late])
    assert await digest_at(room, morning - timedelta(seconds=100)) == 0
    assert await digest_at(room, morning + timedelta(seconds=10)) == 0


async def test_a_new_wish_brings_nothing_of_before_it(room: Room) -> None:
    """Made in the evening, and the clock set back to the afternoon: this morning is not made up for."""
    room.clock.now = datetime(2030, 1, 16, 18, 51, tzinfo=UTC)
    await room.schedules.add(MAX, "digest", "09:00", "UTC")
    afternoon = datetime(2030, 1, 16, 15, 51, tzinfo=UTC)
    assert await digest_at(room, afternoon) == 0
    assert await digest_at(room, afternoon + DAY) == 1


async def test_other_numbers_are_told_and_said_to_be_others(room: Room) -> None:
    """A day that was told before it was over is told again when it is, as what counts."""
    await room.schedules.add(MAX, "digest", "09:00", "UTC")
    morning = datetime(2030, 1, 17, 9, 5, tzinfo=UTC)
    assert await digest_at(room, morning) == 1  # the clock is a day ahead of the truth
    sold = morning - DAY + timedelta(hours=3)
    await digest_at(room, sold)
    await make_orders(
        room.db, [OrderMade("codegames", "keyed", "9.00", "KZT", sold, ("accepted",))]
    )
    room.clock.now = morning
    await room.runner.run_due()
    (notice,) = await room.due_notices()
    assert (notice.facts["orders"], notice.facts["again"]) == (1, True)


@pytest.mark.parametrize("jump", [*JUMPS, *(-jump for jump in JUMPS)])
async def test_a_watch_goes_on_within_a_minute(room: Room, jump: timedelta) -> None:
    """However the clock was set, a maintenance is told at the next minute after, and once."""
    await room.schedules.add(MAX, "maintenance", None, "UTC")
    room.clock.advance(60)
    await room.runner.run_due()
    room.clock.jump(jump)
    for _ in range(3):
        room.clock.advance(60)
        await room.runner.run_due()
    room.clock.jump(-jump)
    room.games.begin_maintenance(EAST, message="New level", end=room.clock() + DAY)
    assert not await room.due_notices()
    room.clock.advance(61)
    await room.runner.run_due()
    assert len(await room.due_notices()) == 1
    room.clock.advance(60)
    await room.runner.run_due()
    assert not await room.due_notices()

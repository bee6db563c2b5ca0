"""What people do with alerts: set up, change, pause, test, remove."""

from datetime import UTC, datetime

import pytest

from services.actor import Actor
from services.errors import BadTimezoneError
from services.schedules.errors import (
    BadCronError,
    BadQuietHoursError,
    TestedJustNowError,
    UnknownAlertError,
    UnknownScheduleError,
)
from tests.services.orders_made import OrderMade, make_orders
from tests.services.schedules.room import MAX, Room

STRANGER = Actor(99, -1099, "Elsewhere")


async def test_a_schedule_is_set_up_and_says_when_it_fires_next(room: Room) -> None:
    """In the zone of the chat; kinds bring their own usual times."""
    digest = await room.schedules.add(MAX, "digest", None, "Asia/Almaty", "22:00-08:00")
    watch = await room.schedules.add(MAX, "maintenance", "every 5 minutes", "UTC")
    assert (digest.cron, digest.quiet, digest.paused) == ("0 9 * * *", "22:00-08:00", False)
    assert digest.next_at == datetime(2030, 1, 16, 4, tzinfo=UTC)
    assert (watch.cron, watch.quiet) == ("*/5 * * * *", "")
    assert watch.next_at == datetime(2030, 1, 15, 12, 5, tzinfo=UTC)
    assert await room.schedules.of_chat(MAX.chat_id) == (digest, watch)
    assert await room.schedules.of_chat(STRANGER.chat_id) == ()


async def test_each_mistake_has_its_own_answer(room: Room) -> None:
    """And the answer repeats what was written."""
    with pytest.raises(UnknownAlertError) as kind:
        await room.schedules.add(MAX, "weather", None, "UTC")
    assert kind.value.facts == {"kind": "weather", "known": ["maintenance", "digest"]}
    with pytest.raises(BadCronError) as cron:
        await room.schedules.add(MAX, "digest", "25:00", "UTC")
    assert cron.value.facts == {"text": "25:00"}
    with pytest.raises(BadTimezoneError):
        await room.schedules.add(MAX, "digest", None, "Mars/Olympus")
    with pytest.raises(BadQuietHoursError):
        await room.schedules.add(MAX, "digest", None, "UTC", "at night")
    assert await room.schedules.of_chat(MAX.chat_id) == ()


async def test_a_schedule_belongs_to_its_chat(room: Room) -> None:
    """From another chat it can neither be seen nor touched, even by its number."""
    made = await room.schedules.add(MAX, "digest", None, "UTC")
    for act in (
        room.schedules.view,
        room.schedules.pause,
        room.schedules.resume,
        room.schedules.change,
        room.schedules.test,
        room.schedules.remove,
    ):
        with pytest.raises(UnknownScheduleError):
            await act(STRANGER, made.id)
        with pytest.raises(UnknownScheduleError):
            await act(MAX, made.id + 1)
    assert await room.schedules.view(MAX, made.id) == made


async def test_what_is_not_named_in_a_change_stays(room: Room) -> None:
    """Times, zone and quiet hours change by themselves; a refused change changes nothing."""
    made = await room.schedules.add(MAX, "digest", "09:00", "UTC", "22:00-07:00")
    later = await room.schedules.change(MAX, made.id, cron="10:30")
    assert (later.cron, later.timezone, later.quiet) == ("30 10 * * *", "UTC", "22:00-07:00")
    moved = await room.schedules.change(MAX, made.id, timezone="Europe/Berlin", quiet="")
    assert (moved.cron, moved.timezone, moved.quiet) == ("30 10 * * *", "Europe/Berlin", "")
    with pytest.raises(BadCronError):
        await room.schedules.change(MAX, made.id, cron="never", timezone="UTC")
    assert await room.schedules.view(MAX, made.id) == moved


async def test_pausing_and_resuming_twice_is_once(room: Room) -> None:
    """Every change leaves one audit row, a second tap none."""
    made = await room.schedules.add(MAX, "digest", None, "UTC")
    assert (await room.schedules.pause(MAX, made.id)).next_at is None
    assert (await room.schedules.pause(MAX, made.id)).paused
    assert await room.schedules.resume(MAX, made.id) == made
    assert await room.schedules.resume(MAX, made.id) == made
    await room.schedules.change(MAX, made.id, cron="10:00")
    await room.schedules.remove(MAX, made.id)
    with pytest.raises(UnknownScheduleError):
        await room.schedules.view(MAX, made.id)
    async with room.db.read() as tx:
        actions = [row.action for row in await tx.audit.latest(10)]
    assert actions[::-1] == [
        "alert.added",
        "alert.paused",
        "alert.resumed",
        "alert.changed",
        "alert.removed",
    ]


async def test_a_digest_is_tried_out_at_once_and_marked(room: Room) -> None:
    """With the numbers of the day before now, whatever the quiet hours."""
    yesterday = datetime(2030, 1, 14, 10, tzinfo=UTC)
    await make_orders(
        room.db, [OrderMade("codegames", "keyed", "956.30", "KZT", yesterday, ("accepted",))]
    )
    made = await room.schedules.add(MAX, "digest", None, "UTC", "00:00-23:59")
    assert await room.schedules.test(MAX, made.id) == 1
    with pytest.raises(TestedJustNowError):
        await room.schedules.test(MAX, made.id)
    (notice,) = await room.due_notices()
    assert (notice.kind, notice.chat_id, notice.facts["test"]) == ("digest", MAX.chat_id, True)
    assert notice.facts["money"] == {"KZT": "956.30"}
    room.clock.advance(5)
    assert await room.schedules.test(MAX, made.id) == 1
    await room.schedules.change(MAX, made.id, cron="10:00")
    assert await room.schedules.test(MAX, made.id) == 1, "changed since, it is another test"
    assert await room.runner.run_due() == 0


async def test_a_watch_is_tried_out_with_every_app_as_it_stands(room: Room) -> None:
    """Nothing of it counts as told: the real notice still comes."""
    room.games.begin_maintenance("id-east", message="Back soon")
    made = await room.schedules.add(MAX, "maintenance", None, "UTC")
    assert await room.schedules.test(MAX, made.id) == 2
    east, west = sorted(await room.due_notices(), key=lambda notice: str(notice.facts["app"]))
    assert (east.facts["event"], east.facts["test"]) == ("now", True)
    assert [each["message"] for each in east.facts["maintenances"]] == ["Back soon"]
    assert (west.facts["event"], west.facts["maintenances"]) == ("now", [])
    room.clock.advance(60)
    assert await room.runner.run_due() == 1
    assert [notice.facts["event"] for notice in await room.due_notices()] == ["began"]

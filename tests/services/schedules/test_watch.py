"""The maintenance watch: each beginning and end is told once; a change stands on the card."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sandbox.faults import Fault
from services.outbox import Lost
from services.schedules import QUIET
from tests.services.schedules.room import MAX, Room

MINUTE = 60


async def told(room: Room) -> list[tuple[str, str, list[str]]]:
    """Run the next minute and give what was told: app, event, messages."""
    room.clock.advance(MINUTE)
    assert await room.runner.run_due() == 1
    return [
        (
            notice.facts["app"],
            notice.facts["event"],
            [each["message"] for each in notice.facts["maintenances"]],
        )
        for notice in await room.due_notices()
        if "event" in notice.facts
    ]


async def test_a_maintenance_is_told_from_beginning_to_end(room: Room) -> None:
    """Each event once, with what is the matter, and again when the next one begins."""
    await room.schedules.add(MAX, "maintenance", None, "UTC")
    assert await told(room) == []
    end = room.clock() + timedelta(hours=9)
    first = room.games.begin_maintenance("id-east", message="Back at nine", end=end)
    assert await told(room) == [("East", "began", ["Back at nine"])]
    assert await told(room) == []
    room.games.begin_maintenance("id-east", message="Asia only", end=end, type_code="SYSTEM")
    assert await told(room) == []  # its card shows that
    room.games.end_maintenance("id-east", first)
    assert await told(room) == []
    room.games.end_maintenance("id-east")
    assert await told(room) == [("East", "ended", [])]
    assert await told(room) == []
    room.games.begin_maintenance("id-east", message="Again", end=end)
    assert await told(room) == [("East", "began", ["Again"])]


async def test_the_order_in_which_maintenances_are_listed_is_no_change(room: Room) -> None:
    """The provider promises none."""
    await room.schedules.add(MAX, "maintenance", None, "UTC")
    end = room.clock() + timedelta(hours=9)
    for message in ("One", "Two"):
        room.games.begin_maintenance("id-west", message=message, end=end)
    assert len(await told(room)) == 1
    room.games.maintenances["id-west"].reverse()
    assert await told(room) == []


async def test_a_provider_in_trouble_changes_nothing(room: Room) -> None:
    """An app that could not be asked is neither open nor closed; the other is still told of."""
    await room.schedules.add(MAX, "maintenance", None, "UTC")
    end = room.clock() + timedelta(hours=9)
    room.games.begin_maintenance("id-east", message="Back soon", end=end)
    assert await told(room) == [("East", "began", ["Back soon"])]
    room.games.faults.add(
        "maintenance", Fault.status(503), times=None, when=lambda asked: asked["appId"] == "id-east"
    )
    room.games.begin_maintenance("id-west", message="West too", end=end)
    assert await told(room) == [("West", "began", ["West too"])]
    room.games.faults.clear()
    assert await told(room) == []


async def test_every_watch_tells_its_own_chat(room: Room) -> None:
    """Two schedules share one question to the provider and tell each for itself."""
    await room.schedules.add(MAX, "maintenance", None, "UTC")
    await room.schedules.add(replace(MAX, chat_id=-1002), "maintenance", None, "UTC")
    room.games.begin_maintenance("id-east", message="Back soon")
    room.clock.advance(MINUTE)
    assert await room.runner.run_due() == 2
    assert {each.chat_id for each in await room.due_notices()} == {-1001, -1002}
    assert len([call for call in room.games.calls if call.endpoint == "maintenance"]) == 2


async def test_a_removed_schedule_does_not_lend_its_number_to_a_later_one(room: Room) -> None:
    """People name schedules by number, on cards that stay in the chat: a number means one for ever."""
    end = room.clock() + timedelta(hours=9)
    room.games.begin_maintenance("id-east", message="Back soon", end=end)
    numbers = set()
    for _ in range(2):
        made = await room.schedules.add(MAX, "maintenance", None, "UTC")
        numbers.add(made.id)
        assert await told(room) == [("East", "began", ["Back soon"])]
        await room.schedules.remove(MAX, made.id)
    assert len(numbers) == 2


async def test_the_card_of_a_paused_watch_says_so(room: Room) -> None:
    """It is let go: nobody looks. Resumed, what is different comes on another."""
    made = await room.schedules.add(MAX, "maintenance", None, "UTC")
    room.games.begin_maintenance("id-east", message="Short", end=room.clock() + timedelta(hours=9))
    assert await told(room) == [("East", "began", ["Short"])]
    await room.schedules.pause(MAX, made.id)
    async with room.db.read() as tx:
        card = await tx.maintenance_cards.get(1)
    assert card is not None and card.ended_at is not None
    assert (card.facts["event"], [each["message"] for each in card.facts["last"]]) == (
        "paused",
        ["Short"],
    )
    await room.schedules.resume(MAX, made.id)
    room.games.end_maintenance("id-east")
    assert await told(room) == [("East", "ended", [])]


@pytest.mark.parametrize("paused", [False, True])
async def test_quiet_hours_hold_back_and_a_pause_skips(room: Room, paused: bool) -> None:
    """After quiet hours all is told in order; after a pause only what is different by then."""
    quiet = "" if paused else "12:00-12:30"
    made = await room.schedules.add(MAX, "maintenance", None, "UTC", quiet)
    end = room.clock() + timedelta(hours=9)
    if paused:
        await room.schedules.pause(MAX, made.id)
    for step in (1, 2):
        if step == 1:
            room.games.begin_maintenance("id-east", message="Short", end=end)
        else:
            room.games.end_maintenance("id-east")
        room.clock.advance(MINUTE)
        assert await room.runner.run_due() == (0 if paused else 1)
        assert await room.due_notices() == []
    room.clock.advance(28 * MINUTE)
    if paused:
        await room.schedules.resume(MAX, made.id)
    notices = await room.due_notices()
    events = [notice.facts["event"] for notice in notices if "event" in notice.facts]
    assert events == ([] if paused else ["began", "ended"])
    assert await told(room) == []


async def test_what_quiet_hours_held_back_is_taken_into_one_summary_or_goes_its_own_way(
    room: Room,
) -> None:
    """Made once, a later process included; what it took in is told by itself where it cannot be told."""
    await room.schedules.add(MAX, "maintenance", None, "UTC", "12:00-12:30")
    end = room.clock() + timedelta(hours=9)
    for app in ("id-east", "id-west"):
        room.games.begin_maintenance(app, message="Short", end=end)
        room.clock.advance(MINUTE)
        await room.runner.run_due()
        room.games.end_maintenance(app)
        room.clock.advance(MINUTE)
        await room.runner.run_due()
    room.clock.now = room.clock.now.replace(hour=12, minute=30)
    (summary,) = await room.outbox.take(10)
    assert summary.kind == QUIET
    facts = await room.quiet.take_in(summary.id)
    assert facts is not None
    assert [each["facts"]["event"] for each in facts["items"]] == ["ended", "ended"]
    spans = [(each["since"][11:16], each["at"][11:16]) for each in facts["items"]]
    assert spans == [("12:01", "12:02"), ("12:03", "12:04")] and not facts["follows"]
    assert await room.quiet.take_in(summary.id) == facts
    await room.outbox.lost(summary.id, Lost.REFUSED, "no")
    told = await room.due_notices()
    assert [each.facts["event"] for each in told].count("ended") == 2


async def test_a_run_that_finished_late_does_not_undo_a_newer_one(room: Room) -> None:
    """A claim for an earlier time than the last one is refused: its facts are older."""
    made = await room.schedules.add(MAX, "maintenance", None, "UTC")
    room.clock.advance(2 * MINUTE)
    assert await room.runner.run_due() == 1
    async with room.db.write() as tx:
        late = room.clock() - timedelta(seconds=MINUTE)
        assert not await tx.schedules.claim({made.id: late}, room.clock())


async def test_two_watches_of_one_chat_tell_once(room: Room) -> None:
    """Whichever looks first tells; one that is made later goes on from there; a paused one is passed over."""
    first = await room.schedules.add(MAX, "maintenance", None, "UTC")
    second = await room.schedules.add(MAX, "maintenance", None, "UTC")

    async def events() -> list[str]:
        room.clock.advance(MINUTE)
        await room.runner.run_due()
        notices = await room.due_notices()
        return [str(notice.facts["event"]) for notice in notices if "event" in notice.facts]

    end = room.clock() + timedelta(hours=9)
    room.games.begin_maintenance("id-east", message="Back at nine", end=end)
    assert await events() == ["began"]
    await room.schedules.add(MAX, "maintenance", None, "UTC")
    assert await events() == []
    await room.schedules.pause(MAX, first.id)
    room.games.end_maintenance("id-east")
    assert await events() == ["ended"]
    await room.schedules.pause(MAX, second.id)
    room.games.begin_maintenance("id-east", message="Again", end=end)
    assert await events() == ["began"]


async def test_two_watches_of_one_place_each_tell_as_they_were_set(room: Room) -> None:
    """What quiet hours of the older hold comes at once by the other; each tells ahead by its own time."""
    room.games.quirks.shows_planned = True
    quiet = await room.schedules.add(MAX, "maintenance", None, "UTC", "11:00-16:00")
    await room.schedules.change(MAX, quiet.id, options={"ahead": "60"})
    loud = await room.schedules.add(MAX, "maintenance", None, "UTC")
    await room.schedules.change(MAX, loud.id, options={"ahead": "10"})

    async def events(minutes: int = 1) -> list[tuple[int, str]]:
        room.clock.advance(minutes * MINUTE)
        await room.runner.run_due()
        return [
            (e.facts["schedule"], e.facts["event"])
            for e in await room.due_notices()
            if "event" in e.facts
        ]

    now = room.clock()
    room.games.begin_maintenance("id-east", message="Short", end=now + timedelta(hours=1))
    assert await events() == [(loud.id, "began")]
    room.games.end_maintenance("id-east")
    assert await events() == [(loud.id, "ended")]
    assert await events(4 * 60) == [], "nothing is told twice when the quiet hours end"
    begin = room.clock() + timedelta(minutes=50)
    room.games.begin_maintenance(
        "id-east", message="Next", begin=begin, end=begin + timedelta(hours=3)
    )
    assert await events() == [(quiet.id, "ahead")]
    assert await events(20) == []
    assert await events(20) == [(loud.id, "ahead")]
    assert await events() == []
    await room.schedules.pause(MAX, loud.id)
    assert await events(9) == [(quiet.id, "began")]

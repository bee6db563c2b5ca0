"""Runs: made once, made up once, never doubled by two runners, held back in quiet hours."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import structlog
from sqlalchemy import func, insert, select, text, update

from services.actor import Actor
from services.schedules.errors import UnknownScheduleError
from storage.errors import TroubleError
from storage.tables.chats import chats
from storage.tables.schedules import runs, schedules
from tests.failing import failing
from tests.services.conftest import OWNER
from tests.services.orders_made import OrderMade, make_orders
from tests.services.schedules.room import MAX, Room

pytestmark = pytest.mark.both_databases


HOUR = 3600


async def test_a_digest_tells_of_the_previous_local_day(room: Room) -> None:
    """From midnight to midnight where the chat is, with every amount as exact text."""
    almaty = "Asia/Almaty"  # five hours ahead of UTC
    inside = datetime(2030, 1, 14, 19, tzinfo=UTC)
    made = [
        OrderMade("codegames", "delivered", "956.30", "KZT", inside, ("accepted",) * 3),
        OrderMade("codegames", "failed", "956.30", "KZT", inside, ("refused",)),
        OrderMade(
            "codegames", "keyed", "1.00", "KZT", inside - timedelta(seconds=1), ("accepted",)
        ),
        OrderMade("codegames", "keyed", "1.00", "KZT", inside + timedelta(days=1), ("accepted",)),
    ]
    await make_orders(room.db, made)
    schedule = await room.schedules.add(MAX, "digest", "09:00", almaty)
    room.clock.now = datetime(2030, 1, 16, 3, 59, tzinfo=UTC)
    assert await room.runner.run_due() == 0
    room.clock.now = datetime(2030, 1, 16, 4, 0, tzinfo=UTC)
    room.outbox.wake.clear()
    assert await room.runner.run_due() == 1
    assert room.outbox.wake.is_set()
    (notice,) = await room.due_notices()
    numbers = {
        "orders": 2,
        "keys": 3,
        "money": {"KZT": "2868.90"},
        "returned": {},
        "failed": 1,
        "uncertain": 0,
        "reversed": 0,
    }
    assert (notice.kind, notice.chat_id) == ("digest", MAX.chat_id)
    facts = dict(notice.facts)
    (product,) = facts.pop("by_product")
    assert (product["product"], product["keys"]) == ("GTA V", 3)
    assert facts.pop("by_buyer") == []  # Max may not see orders
    assert [each["orders"] for each in facts.pop("series")] == [2]
    before = facts.pop("before")
    assert (before["from"], before["keys"]) == ("2030-01-13T19:00:00+00:00", 1)
    assert facts.pop("products") == 1
    assert facts == {
        "schedule": schedule.id,
        "from": "2030-01-14T19:00:00+00:00",
        "to": "2030-01-15T19:00:00+00:00",
        "timezone": almaty,
        **numbers,
        "by_provider": [{"provider": "codegames", **numbers}],
    }


@pytest.mark.parametrize("kind", ["digest", "maintenance"])
async def test_a_private_chat_is_told_while_the_person_has_the_right(room: Room, kind: str) -> None:
    """Dismissed, they hear nothing more of it; with the role again it goes on."""
    private = Actor(MAX.user_id, MAX.user_id, MAX.name)
    await room.access.grant(OWNER, MAX.user_id, "manager", everywhere=True)
    await room.schedules.add(private, kind, None, "UTC")
    made: list[int] = []
    for has in (True, False, True):
        if not has:
            await room.access.revoke(OWNER, MAX.user_id, "manager", everywhere=True)
        elif made:
            await room.access.grant(OWNER, MAX.user_id, "manager", everywhere=True)
        room.clock.now = room.clock.now.replace(hour=9, minute=0) + timedelta(days=1)
        made.append(await room.runner.run_due())
    assert made == [1, 0, 1]


async def test_a_run_is_made_once_however_often_it_is_asked_for(room: Room) -> None:
    """By the same runner, and by a new one after a restart."""
    await room.schedules.add(MAX, "digest", "13:00", "UTC")
    room.clock.advance(HOUR)
    assert [await room.runner.run_due() for _ in range(3)] == [1, 0, 0]
    room.clock.advance(HOUR)
    assert await room.another_runner().run_due() == 0
    assert len(await room.due_notices()) == 1


async def test_two_runners_racing_make_one_run(room: Room) -> None:
    """Of every run, one runner makes it and tells, on both databases."""
    await room.schedules.add(MAX, "digest", "every hour", "UTC")
    room.games.begin_maintenance(
        "id-east", message="Back soon", end=room.clock() + timedelta(days=9)
    )
    await room.schedules.add(MAX, "maintenance", "every hour", "UTC")
    runners = [room.runner, *(room.another_runner() for _ in range(3))]
    for _ in range(5):
        room.clock.advance(HOUR)
        made = await asyncio.gather(*(runner.run_due() for runner in runners))
        assert sum(made) == 2
    told = await room.due_notices()
    assert sorted(notice.kind for notice in told) == ["digest"] * 5 + ["maintenance"]


@pytest.mark.parametrize(
    ("kind", "cron", "late", "made"),
    [
        ("digest", "13:00", timedelta(hours=11, minutes=59), 1),
        ("digest", "13:00", timedelta(hours=12, minutes=1), 0),
        ("digest", "every hour", timedelta(hours=30), 1),
        ("maintenance", "0 13 * * *", timedelta(seconds=119), 1),
        ("maintenance", "0 13 * * *", timedelta(seconds=121), 0),
        ("maintenance", "every minute", timedelta(hours=30), 1),
    ],
)
async def test_after_a_stop_only_the_latest_run_is_made_up_if_it_is_not_too_late(
    room: Room, kind: str, cron: str, late: timedelta, made: int
) -> None:
    """However many were missed, one is made, and only within the grace time of its kind."""
    await room.schedules.add(MAX, kind, cron, "UTC")
    room.clock.advance(HOUR)
    room.clock.now += late
    assert [await room.runner.run_due(), await room.runner.run_due()] == [made, 0]


async def test_what_is_made_up_says_for_when_it_was(room: Room) -> None:
    """Within the window of the schedule, and only when it is late enough to be asked about."""
    made = await room.schedules.add(MAX, "digest", "13:00", "UTC")
    await room.schedules.change(MAX, made.id, late_minutes=30)
    said = []
    for late in (timedelta(seconds=30), timedelta(minutes=29), timedelta(minutes=31)):
        room.clock.now = room.clock.now.replace(hour=13, minute=0, second=0) + timedelta(days=1)
        due = room.clock.now
        room.clock.now += late
        await room.runner.run_due()
        said.append(
            [notice.facts.get("late_for") == due.isoformat() for notice in await room.due_notices()]
        )
    assert said == [[False], [True], []]


async def test_what_was_missed_before_a_schedule_or_in_a_pause_is_not_made_up(room: Room) -> None:
    """Neither on being set up, nor on being resumed, nor on being given an earlier time."""
    made = await room.schedules.add(MAX, "digest", "11:00", "UTC")
    assert await room.runner.run_due() == 0
    await room.schedules.pause(MAX, made.id)
    room.clock.advance(24 * HOUR)
    assert await room.runner.run_due() == 0
    await room.schedules.resume(MAX, made.id)
    assert await room.runner.run_due() == 0
    await room.schedules.change(MAX, made.id, cron="10:00")
    assert await room.runner.run_due() == 0
    room.clock.advance(24 * HOUR)
    assert await room.runner.run_due() == 1


async def test_a_digest_of_quiet_hours_comes_when_they_end(room: Room) -> None:
    """The run is made at its time, the notice waits."""
    await room.schedules.add(MAX, "digest", "13:00", "UTC", "12:30-14:00")
    room.clock.advance(HOUR)
    assert await room.runner.run_due() == 1
    assert await room.due_notices() == []
    room.clock.advance(HOUR)
    assert len(await room.due_notices()) == 1


async def test_a_removed_schedule_tells_nothing_any_more(room: Room) -> None:
    """Not even what quiet hours held back, and its number can serve another schedule."""
    made = await room.schedules.add(MAX, "digest", "13:00", "UTC", "12:30-14:00")
    room.clock.advance(HOUR)
    assert await room.runner.run_due() == 1
    await room.schedules.remove(MAX, made.id)
    room.clock.advance(HOUR)
    assert await room.due_notices() == []
    assert await room.runner.run_due() == 0
    with pytest.raises(UnknownScheduleError):
        await room.schedules.view(MAX, made.id)


async def test_a_chat_that_cannot_be_written_to_gets_no_runs(room: Room) -> None:
    """They would only pile up in the outbox."""
    await room.schedules.add(MAX, "digest", "13:00", "UTC")
    async with room.db.write() as tx:
        gone = insert(chats).values(
            id=MAX.chat_id, kind="group", title="Managers", removed_at=room.clock()
        )
        await tx.connection.execute(gone)
    room.clock.advance(HOUR)
    assert await room.runner.run_due() == 0


async def test_a_schedule_that_cannot_be_read_hinders_no_other(room: Room) -> None:
    """A zone can leave the tz database, and a kind the desk."""
    broken = await room.schedules.add(MAX, "digest", "13:00", "UTC")
    alien = await room.schedules.add(MAX, "digest", "13:00", "UTC")
    await room.schedules.add(MAX, "digest", "13:00", "UTC")
    async with room.db.write() as tx:
        for made, values in ((broken, {"timezone": "Mars/Olympus"}), (alien, {"kind": "weather"})):
            await tx.connection.execute(
                update(schedules).where(schedules.c.id == made.id).values(**values)
            )
    room.clock.advance(HOUR)
    assert await room.runner.run_due() == 1


async def test_claims_do_not_pile_up(room: Room) -> None:
    """A watch of every minute leaves two days of rows, not all of them."""
    made = await room.schedules.add(MAX, "maintenance", None, "UTC")
    old = [
        {
            "schedule_id": made.id,
            "fire_at": room.clock() - timedelta(minutes=n),
            "claimed_at": room.clock(),
        }
        for n in range(1, 4000)
    ]
    async with room.db.write() as tx:
        await tx.connection.execute(insert(runs), old)
    room.clock.advance(60)
    assert await room.runner.run_due() == 1
    async with room.db.read() as tx:
        left = await tx.connection.scalar(select(func.count()).select_from(runs))
    assert left == 2881


async def test_a_run_whose_notice_cannot_be_written_is_not_claimed(room: Room) -> None:
    """Claim and notice are one: what failed is made by a later call."""
    await room.schedules.add(MAX, "digest", "13:00", "UTC")
    room.clock.advance(HOUR)
    async with room.db.write() as tx:
        await tx.connection.execute(text("ALTER TABLE notices RENAME TO notices_away"))
    assert await room.runner.run_due() == 0
    async with room.db.write() as tx:
        await tx.connection.execute(text("ALTER TABLE notices_away RENAME TO notices"))
    assert await room.runner.run_due() == 1
    assert len(await room.due_notices()) == 1


async def test_a_digest_counts_what_who_wished_for_it_may_see(room: Room) -> None:
    """Its own chat's orders, and those of chats where that person may see sales, when it is told."""
    sold = datetime(2030, 1, 14, 12, tzinfo=UTC)
    made = [OrderMade("codegames", "keyed", "1.00", "KZT", sold, ("accepted",))]
    await make_orders(room.db, made)  # of Max's chat
    elsewhere = Actor(MAX.user_id, -1050, MAX.name)
    for actor in (MAX, elsewhere, OWNER):
        await room.schedules.add(actor, "digest", "09:00", "UTC")
    room.clock.now = datetime(2030, 1, 15, 9, tzinfo=UTC)
    assert await room.runner.run_due() == 3
    counted = {each.chat_id: each.facts["orders"] for each in await room.due_notices()}
    assert counted == {MAX.chat_id: 1, elsewhere.chat_id: 0, OWNER.chat_id: 1}


async def test_while_nothing_can_be_written_runs_wait_without_a_word(room: Room) -> None:
    """The database has told the log once; the error is the loop's to hear, and the run is made after."""
    await room.schedules.add(MAX, "digest", "13:00", "UTC")
    await room.schedules.add(MAX, "maintenance", "13:00", "UTC")
    assert await room.runner.run_due() == 0  # the first round writes for itself
    room.clock.advance(HOUR)
    with structlog.testing.capture_logs() as lines:
        with failing(room.db, 1, 10_000):
            for _ in range(7):
                with pytest.raises(TroubleError):
                    await room.runner.run_due()
        async with asyncio.timeout(30):
            await room.db.condition.well()
    assert [line["event"] for line in lines if line["log_level"] not in {"debug", "info"}] == [
        "the database is in trouble"
    ]
    assert await room.runner.run_due() == 2


async def test_a_schedule_that_cannot_be_read_is_a_line_a_minute(room: Room) -> None:
    """Rounds come every ten seconds, and the row stays as it is until somebody mends it."""
    schedule = await room.schedules.add(MAX, "digest", "13:00", "UTC")
    async with room.db.write() as tx:
        wrong = update(schedules).where(schedules.c.id == schedule.id).values(timezone="No/Where")
        await tx.connection.execute(wrong)
    room.clock.advance(HOUR)
    with structlog.testing.capture_logs() as lines:
        for _ in range(7):
            await room.runner.run_due()
    assert [line["event"] for line in lines] == ["schedule cannot be read"]

"""Fetching updates: each acts once, in order, and none is lost at a stop."""

import asyncio

from aiogram import Bot
from structlog.testing import capture_logs

from sandbox.telegram import Person, World
from services.inbox import Inbox
from tests.bot.fake_time import JumpingTime
from tests.bot.polled import Desk, handled, polling


async def test_every_update_is_handled_once(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, inbox: Inbox, sam: Person
) -> None:
    """What was there before the start and what comes later reaches its handler."""
    async with polling(bot, desk, time, inbox) as poller:
        await handled(world, poller)
        sam.says("one")
        sam.says("two")
        await handled(world, poller)
        assert desk.handled == ["/start", "one", "two"]


async def test_a_repeated_update_acts_once(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, inbox: Inbox, sam: Person
) -> None:
    """Telegram may deliver an update again; the same update_id is dropped, later ones are not."""
    async with polling(bot, desk, time, inbox) as poller:
        message = sam.says("once")
        await handled(world, poller)
        for _ in range(3):
            world.repeat(message)
            await handled(world, poller)
        sam.says("after")
        await handled(world, poller)
        assert desk.handled == ["/start", "once", "after"]


async def test_one_persons_messages_keep_their_order(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, inbox: Inbox, sam: Person
) -> None:
    """The second message waits for the first one's handler; another person's does not."""
    kim = world.person("Kim")
    desk.hold.clear()
    async with polling(bot, desk, time, inbox) as poller:
        sam.says("sam 1")
        kim.says("kim 1")
        await desk.until_begun(2)
        assert sorted(desk.begun) == ["/start", "kim 1"]
        desk.hold.set()
        await handled(world, poller)
        assert desk.handled.index("/start") < desk.handled.index("sam 1")


async def test_no_more_handlers_run_than_are_allowed(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, inbox: Inbox
) -> None:
    """The rest waits to be handed over, and comes when there is room."""
    people = [world.person(f"Person {number}") for number in range(7)]
    for person in people:
        person.starts()
    desk.hold.clear()
    async with polling(bot, desk, time, inbox, concurrency=3) as poller:
        await desk.until_begun(3)
        desk.hold.set()
        await handled(world, poller)
        assert len(desk.handled) == 7
        assert desk.most_at_once == 3


async def test_a_broken_handler_stops_nothing(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, inbox: Inbox, sam: Person
) -> None:
    """The failure is logged, and the next update is handled."""
    with capture_logs() as logs:
        async with polling(bot, desk, time, inbox) as poller:
            sam.says("break")
            sam.says("next")
            await handled(world, poller)
    assert desk.handled == ["/start", "break", "next"]
    assert [log["event"] for log in logs if log["log_level"] == "error"] == ["update not handled"]


async def test_a_stop_waits_for_handlers_and_confirms_what_they_did(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, inbox: Inbox, sam: Person
) -> None:
    """The next process gets nothing that this one has handled."""
    desk.hold.clear()
    async with polling(bot, desk, time, inbox) as poller:
        await desk.until_begun(1)
        stopping = asyncio.create_task(poller.stop())
        ended, _ = await asyncio.wait({stopping}, timeout=0.05)
        assert not ended
        desk.hold.set()
        await stopping
    assert desk.handled == ["/start"]
    assert world.updates.pending == []


async def test_what_waited_at_telegram_comes_before_what_goes_on_by_itself(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, inbox: Inbox, sam: Person
) -> None:
    """It has caught up when that is handled, and stays so while what comes later takes its time."""
    desk.hold.clear()
    async with polling(bot, desk, time, inbox) as poller:
        assert not poller.caught_up
        await desk.until_begun(1)
        assert not poller.caught_up
        desk.hold.set()
        await handled(world, poller)
        assert poller.caught_up
        desk.hold.clear()
        sam.says("later")
        await desk.until_begun(2)
        assert poller.caught_up
        desk.hold.set()


async def test_what_came_during_the_stop_is_left_for_the_next_process(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, inbox: Inbox, sam: Person
) -> None:
    """Confirming the last update does not swallow one that nobody has handled."""
    desk.hold.clear()
    async with polling(bot, desk, time, inbox) as poller:
        await desk.until_begun(1)
        stopping = asyncio.create_task(poller.stop())
        await asyncio.sleep(0)
        sam.says("late")
        desk.hold.set()
        await stopping
    assert desk.handled == ["/start"]
    assert [update.payload["text"] for update in world.updates.pending] == ["late"]
    next_desk = Desk()
    async with polling(bot, next_desk, time, inbox) as poller:
        await handled(world, poller)
    assert next_desk.handled == ["late"]


async def test_a_handler_that_does_not_end_is_cut_and_named(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, inbox: Inbox, sam: Person
) -> None:
    """A stop takes no longer than its limit, and the log says which update was cut."""
    desk.hold.clear()
    with capture_logs() as logs:
        async with polling(bot, desk, time, inbox, drain=0.01) as poller:
            await desk.until_begun(1)
            await poller.stop()
    cut = [log for log in logs if log["event"] == "handler cut off by the stop"]
    assert [(log["update_id"], log["kind"]) for log in cut] == [(610_000_001, "message")]
    assert world.updates.pending == []


async def test_only_the_kinds_of_updates_with_handlers_are_asked_for(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, inbox: Inbox, sam: Person
) -> None:
    """What nobody handles is not sent at all."""
    async with polling(bot, desk, time, inbox) as poller:
        await handled(world, poller)
    assert world.calls[0].params["allowed_updates"] == ["message"]

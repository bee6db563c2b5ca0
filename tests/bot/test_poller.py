"""Fetching updates: each acts once, none is lost at a stop, and failures end as they should."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.fsm.storage.memory import SimpleEventIsolation
from aiogram.types import Message
from structlog.testing import capture_logs

from bot.telegram.budget import Budget, Rates
from bot.telegram.errors import AnotherCopy, TokenRefused
from bot.telegram.poller import Poller
from bot.telegram.session import make_bot
from sandbox.telegram import Fault, Person, TelegramServer, World
from tests.bot.conftest import Told
from tests.bot.fake_time import JumpingTime


class Desk:
    """Handlers that note what they get. ``hold`` stops every handler until it is let go."""

    def __init__(self) -> None:
        self.dispatcher = Dispatcher(events_isolation=SimpleEventIsolation())
        self.begun: list[str] = []
        self.handled: list[str] = []
        self.hold = asyncio.Event()
        self.hold.set()
        self.most_at_once = 0
        self._changed = asyncio.Condition()
        self.dispatcher.message.register(self._handle, F.text)

    async def until_begun(self, count: int) -> None:
        """Wait until so many handlers have begun."""
        async with asyncio.timeout(5), self._changed:
            await self._changed.wait_for(lambda: len(self.begun) >= count)

    async def _handle(self, message: Message) -> None:
        text = message.text or ""
        self.begun.append(text)
        self.most_at_once = max(self.most_at_once, len(self.begun) - len(self.handled))
        async with self._changed:
            self._changed.notify_all()
        await self.hold.wait()
        self.handled.append(text)
        if text == "break":
            raise RuntimeError("this handler is broken")


@pytest.fixture
async def desk() -> Desk:
    """Handlers behind a real dispatcher."""
    return Desk()


@asynccontextmanager
async def polling(
    bot: Bot, desk: Desk, time: JumpingTime, *, concurrency: int = 100, drain: float = 5
) -> AsyncIterator[Poller]:
    """A poller that runs; whoever does not stop it inside finds it stopped after."""
    poller = Poller(
        bot,
        desk.dispatcher,
        concurrency=concurrency,
        poll_seconds=5,
        drain_seconds=drain,
        sleep=time.sleep,
    )
    running = asyncio.create_task(poller.run())
    try:
        yield poller
    finally:
        await poller.stop()
        await running


async def handled(world: World, poller: Poller) -> None:
    """Wait until the bot has fetched and handled everything."""
    await world.settled()
    async with asyncio.timeout(5):
        await poller.idle()


async def test_every_update_is_handled_once(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person
) -> None:
    """What was there before the start and what comes later reaches its handler."""
    async with polling(bot, desk, time) as poller:
        await handled(world, poller)
        sam.says("one")
        sam.says("two")
        await handled(world, poller)
        assert desk.handled == ["/start", "one", "two"]


async def test_a_repeated_update_acts_once(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person
) -> None:
    """Telegram may deliver an update again; the same update_id is dropped, later ones are not."""
    async with polling(bot, desk, time) as poller:
        message = sam.says("once")
        await handled(world, poller)
        for _ in range(3):
            world.repeat(message)
            await handled(world, poller)
        sam.says("after")
        await handled(world, poller)
        assert desk.handled == ["/start", "once", "after"]


async def test_one_persons_messages_keep_their_order(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person
) -> None:
    """The second message waits for the first one's handler; another person's does not."""
    kim = world.person("Kim")
    desk.hold.clear()
    async with polling(bot, desk, time) as poller:
        sam.says("sam 1")
        kim.says("kim 1")
        await desk.until_begun(2)
        assert sorted(desk.begun) == ["/start", "kim 1"]
        desk.hold.set()
        await handled(world, poller)
        assert desk.handled.index("/start") < desk.handled.index("sam 1")


async def test_no_more_handlers_run_than_are_allowed(
    bot: Bot, desk: Desk, world: World, time: JumpingTime
) -> None:
    """The rest waits to be handed over, and comes when there is room."""
    people = [world.person(f"Person {number}") for number in range(7)]
    for person in people:
        person.starts()
    desk.hold.clear()
    async with polling(bot, desk, time, concurrency=3) as poller:
        await desk.until_begun(3)
        desk.hold.set()
        await handled(world, poller)
        assert len(desk.handled) == 7
        assert desk.most_at_once == 3


async def test_a_broken_handler_stops_nothing(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person
) -> None:
    """The failure is logged, and the next update is handled."""
    with capture_logs() as logs:
        async with polling(bot, desk, time) as poller:
            sam.says("break")
            sam.says("next")
            await handled(world, poller)
    assert desk.handled == ["/start", "break", "next"]
    assert [log["event"] for log in logs if log["log_level"] == "error"] == ["update.failed"]


async def test_a_stop_waits_for_handlers_and_confirms_what_they_did(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person
) -> None:
    """The next process gets nothing that this one has handled."""
    desk.hold.clear()
    async with polling(bot, desk, time) as poller:
        await desk.until_begun(1)
        stopping = asyncio.create_task(poller.stop())
        ended, _ = await asyncio.wait({stopping}, timeout=0.05)
        assert not ended
        desk.hold.set()
        await stopping
    assert desk.handled == ["/start"]
    assert world.updates.pending == []


async def test_what_came_during_the_stop_is_left_for_the_next_process(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person
) -> None:
    """Confirming the last update does not swallow one that nobody has handled."""
    desk.hold.clear()
    async with polling(bot, desk, time) as poller:
        await desk.until_begun(1)
        stopping = asyncio.create_task(poller.stop())
        await asyncio.sleep(0)
        sam.says("late")
        desk.hold.set()
        await stopping
    assert desk.handled == ["/start"]
    assert [update.payload["text"] for update in world.updates.pending] == ["late"]
    next_desk = Desk()
    async with polling(bot, next_desk, time) as poller:
        await handled(world, poller)
    assert next_desk.handled == ["late"]


async def test_a_handler_that_does_not_end_is_cut_and_named(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person
) -> None:
    """A stop takes no longer than its limit, and the log says which update was cut."""
    desk.hold.clear()
    with capture_logs() as logs:
        async with polling(bot, desk, time, drain=0.01) as poller:
            await desk.until_begun(1)
            await poller.stop()
    cut = [log for log in logs if log["event"] == "update.cut"]
    assert [(log["update_id"], log["kind"]) for log in cut] == [(610_000_001, "message")]
    assert world.updates.pending == []


@pytest.mark.parametrize(
    "fault",
    [
        Fault.error(502, "Bad Gateway"),
        Fault.html(),
        Fault.lost_before(),
        Fault.lost_after(),
        Fault.truncated(),
        Fault.retry_after(3),
    ],
    ids=["bad gateway", "a web page", "lost before", "lost after", "truncated", "too many"],
)
async def test_fetching_survives_failures(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person, fault: Fault
) -> None:
    """After any failure fetching goes on with a pause, and nothing is lost or doubled."""
    world.faults.add("getUpdates", fault, times=2)
    async with polling(bot, desk, time) as poller:
        await handled(world, poller)
        sam.says("next")
        await handled(world, poller)
    assert desk.handled == ["/start", "next"]
    assert len(time.slept) == 2


async def test_fetching_survives_a_telegram_that_is_away(
    world: World, server: TelegramServer, bot: Bot, desk: Desk, sam: Person
) -> None:
    """The pauses grow while nobody listens, and fetching goes on when someone does."""
    time = JumpingTime()
    port = int(server.base_url.rpartition(":")[2])
    await server.stop()

    class UntilItIsBack(JumpingTime):
        async def sleep(self, seconds: float) -> None:
            await time.sleep(seconds)
            if len(time.slept) == 7:
                await server.start(port)

    async with polling(bot, desk, UntilItIsBack()) as poller:
        await handled(world, poller)
    assert desk.handled == ["/start"]
    assert time.slept == [1, 2, 4, 8, 15, 30, 30]


async def test_two_conflicts_are_survived(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person
) -> None:
    """A copy that is just being stopped does not end this one."""
    world.faults.add("getUpdates", Fault.error(409, "Conflict: terminated by other"), times=2)
    async with polling(bot, desk, time) as poller:
        await handled(world, poller)
    assert desk.handled == ["/start"]


async def test_three_conflicts_in_a_row_end_it_with_an_explanation(
    bot: Bot, desk: Desk, world: World, time: JumpingTime
) -> None:
    """Another copy of the bot is running: going on would lose updates to it."""
    world.faults.add("getUpdates", Fault.error(409, "Conflict: terminated by other"), times=3)
    with pytest.raises(AnotherCopy, match="Another copy of this bot is running"):
        await Poller(bot, desk.dispatcher, sleep=time.sleep).run()
    assert len(world.calls) == 3


async def test_a_webhook_left_by_someone_is_removed(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person
) -> None:
    """Telegram refuses polling while a webhook is set; polling takes it down."""
    await bot.set_webhook("https://old.example.org/hook")
    async with polling(bot, desk, time) as poller:
        await handled(world, poller)
    assert desk.handled[-1:] == ["/start"]
    assert world.webhook is None


async def test_a_refused_token_ends_it_at_once(
    world: World, server: TelegramServer, desk: Desk, time: JumpingTime, told: Told
) -> None:
    """There is nothing to wait for, and the setting to mend is named, not shown."""
    token = "7000000009:AA-some-other-token-that-is-not-known"
    bot = make_bot(
        token,
        server.base_url,
        budget=Budget(Rates.unlimited(), clock=time, sleep=time.sleep),
        on_migrated=told.on_migrated,
        on_unreachable=told.on_unreachable,
        sleep=time.sleep,
    )
    with pytest.raises(TokenRefused, match="KEYDESK_BOT_TOKEN") as refused:
        await Poller(bot, desk.dispatcher, sleep=time.sleep).run()
    assert token not in str(refused.value)
    assert time.slept == []
    await bot.session.close()


async def test_an_update_that_cannot_be_read_does_not_block_the_rest(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person
) -> None:
    """It is logged without its content and confirmed; its neighbours are handled."""
    world.updates.add("message", {"message_id": "no number", "text": "the-key-itself"})
    sam.says("next")
    with capture_logs() as logs:
        async with polling(bot, desk, time) as poller:
            await handled(world, poller)
    assert desk.handled == ["/start", "next"]
    assert [log["event"] for log in logs if log["log_level"] == "error"] == ["polling.unreadable"]
    assert "the-key-itself" not in str(logs)
    assert world.updates.pending == []


async def test_only_unreadable_updates_are_confirmed_too(
    bot: Bot, desk: Desk, world: World, time: JumpingTime
) -> None:
    """A batch with nothing else in it is not fetched for ever."""
    world.updates.add("message", {"message_id": "no number"})
    async with polling(bot, desk, time) as poller:
        await handled(world, poller)
    assert world.updates.pending == []
    assert desk.handled == []


async def test_only_the_kinds_of_updates_with_handlers_are_asked_for(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, sam: Person
) -> None:
    """What nobody handles is not sent at all."""
    async with polling(bot, desk, time) as poller:
        await handled(world, poller)
    assert world.calls[0].params["allowed_updates"] == ["message"]

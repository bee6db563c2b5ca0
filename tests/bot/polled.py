"""Handlers behind a real dispatcher, and a poller that feeds them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot, Dispatcher, F
from aiogram.types import Message

from bot.telegram.handling import OnLate
from bot.telegram.intake import OnDropped
from bot.telegram.poller import Poller
from bot.telegram.whose import Judge
from sandbox.telegram import World
from services.inbox import Inbox
from tests.bot.fake_time import JumpingTime


class Desk:
    """Handlers that note what they get. ``hold`` stops every handler until it is let go."""

    def __init__(self) -> None:
        self.dispatcher = Dispatcher(disable_fsm=True)
        self.begun: list[str] = []
        self.handled: list[str] = []
        self.hold = asyncio.Event()
        self.hold.set()
        self.most_at_once = 0
        self._changed = asyncio.Condition()
        self.dispatcher.message.register(self._handle, F.text)

    async def until_begun(self, count: int) -> None:
        """Wait until so many handlers have begun."""
        async with self._changed:
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


@asynccontextmanager
async def polling(
    bot: Bot,
    desk: Desk,
    time: JumpingTime,
    inbox: Inbox,
    *,
    concurrency: int = 100,
    drain: float = 5,
    judge: Judge | None = None,
    on_dropped: OnDropped = lambda raw, of: None,
    on_late: OnLate | None = None,
) -> AsyncIterator[Poller]:
    """A poller that runs; whoever does not stop it inside finds it stopped after."""
    poller = Poller(
        bot,
        desk.dispatcher,
        inbox,
        concurrency=concurrency,
        poll_seconds=5,
        drain_seconds=drain,
        sleep=time.sleep,
        judge=judge,
        on_dropped=on_dropped,
        on_late=on_late,
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
    await poller.idle()


@asynccontextmanager
async def killed(bot: Bot, desk: Desk, time: JumpingTime, inbox: Inbox) -> AsyncIterator[Poller]:
    """A process that ends at the end of the block without a word to anybody."""
    poller = Poller(bot, desk.dispatcher, inbox, poll_seconds=5, sleep=time.sleep)
    running = asyncio.create_task(poller.run())
    yield poller
    running.cancel()
    await asyncio.wait([running])
    poller._lanes.clear()
    for task in list(poller._lanes.running):
        task.cancel()
    await asyncio.wait_for(poller._lanes.idle(), 5)

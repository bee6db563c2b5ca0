"""A bot with our session against the sandbox's Telegram, over real HTTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiogram import Bot

from bot.telegram.budget import Budget, Rates
from bot.telegram.errors import Reason
from bot.telegram.session import make_bot
from sandbox import telegram
from sandbox.telegram import Person, TelegramServer, World
from tests.bot.fake_time import JumpingTime
from tests.bot.polled import Desk


@dataclass
class Told:
    """What the session told the desk. ``fails`` makes the desk fail to keep it."""

    migrated: list[tuple[int, int]] = field(default_factory=list)
    unreachable: list[tuple[int, Reason]] = field(default_factory=list)
    fails: bool = False

    async def on_migrated(self, old: int, new: int) -> None:
        """Remember a move."""
        self.migrated.append((old, new))
        if self.fails:
            raise RuntimeError("the database is gone")

    async def on_unreachable(self, chat_id: int, reason: Reason) -> None:
        """Remember a chat that cannot be written to."""
        self.unreachable.append((chat_id, reason))
        if self.fails:
            raise RuntimeError("the database is gone")


@pytest.fixture
def time() -> JumpingTime:
    """The time of the world, the budget and all back-off."""
    return JumpingTime()


@pytest.fixture
def world(time: JumpingTime) -> World:
    """A world without limits on sending."""
    return World(rates=telegram.Rates.unlimited(), clock=time.calendar)


@pytest.fixture
async def server(world: World) -> AsyncIterator[TelegramServer]:
    """The world's Bot API on a free port."""
    server = TelegramServer(world)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def told() -> Told:
    """What the session tells."""
    return Told()


@pytest.fixture
async def bot(
    world: World, server: TelegramServer, time: JumpingTime, told: Told
) -> AsyncIterator[Bot]:
    """A bot without limits of its own."""
    budget = Budget(Rates.unlimited(), clock=time, sleep=time.sleep)
    bot = make_bot(
        world.token,
        server.base_url,
        budget=budget,
        on_migrated=told.on_migrated,
        on_unreachable=told.on_unreachable,
        sleep=time.sleep,
    )
    yield bot
    await bot.session.close()
    await budget.close()


@pytest.fixture
def sam(world: World) -> Person:
    """Somebody who has started the bot."""
    person = world.person("Sam Support", username="sam")
    person.starts()
    return person


@pytest.fixture
async def desk() -> Desk:
    """Handlers behind a real dispatcher."""
    return Desk()

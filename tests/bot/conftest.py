"""A bot with our session against the sandbox's Telegram, over real HTTP."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from cryptography.fernet import Fernet

from sandbox import telegram
from sandbox.telegram import Person, TelegramServer, World
from services.inbox import Inbox
from services.vault import Vault
from storage.database import Database
from tests.bot.fake_time import JumpingTime
from tests.bot.polled import Desk
from tests.bot.sessions import Told, bot_at


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
    async with bot_at(server.base_url, world.token, told, time, time.sleep) as made:
        yield made


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


@pytest.fixture
def inbox(sqlite_database: Database, time: JumpingTime) -> Inbox:
    """The rows of what was taken."""
    return Inbox(sqlite_database, time.calendar, Vault([Fernet.generate_key().decode()]))

"""A world behind a real server, and a bare HTTP client in the bot's place."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from sandbox.telegram import Chat, Person, Rates, TelegramServer, World
from tests.clock import ManualClock

from .caller import Caller


@pytest.fixture
def clock() -> ManualClock:
    """A clock that stands still until it is moved."""
    return ManualClock()


@pytest.fixture
def world(clock: ManualClock) -> World:
    """A world without limits on sending."""
    return World(rates=Rates.unlimited(), clock=clock)


@pytest.fixture
async def server(world: World) -> AsyncIterator[TelegramServer]:
    """The world's Bot API on a free port."""
    server = TelegramServer(world)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def bot(world: World, server: TelegramServer) -> AsyncIterator[Caller]:
    """The bot, calling the API by hand."""
    async with aiohttp.ClientSession() as session:
        yield Caller(session, server.base_url, world.token)


@pytest.fixture
def sam(world: World) -> Person:
    """Somebody who has started the bot."""
    person = world.person("Sam Support", username="sam")
    person.starts()
    return person


@pytest.fixture
def desk(world: World, sam: Person) -> Chat:
    """A supergroup of Sam's in which the bot is an administrator."""
    return world.group("Support desk", members=[sam])

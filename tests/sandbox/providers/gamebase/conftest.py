"""A Gamebase with the document's app, and a game server that calls it."""

from collections.abc import AsyncIterator

import pytest

from sandbox.gamebase import Gamebase
from tests.clock import ManualClock
from tests.sandbox.plain_http import plain_http
from tests.sandbox.providers.gamebase.game_server import APP, SECRET, GameServer


@pytest.fixture
def gamebase(clock: ManualClock) -> Gamebase:
    """One app, and nobody in it yet."""
    return Gamebase(apps={APP: SECRET}, clock=clock)


@pytest.fixture
async def game_server(gamebase: Gamebase) -> AsyncIterator[GameServer]:
    """A caller with the right headers."""
    base_url = await gamebase.start()
    try:
        async with plain_http(base_url) as http:
            yield GameServer(http)
    finally:
        await gamebase.stop()

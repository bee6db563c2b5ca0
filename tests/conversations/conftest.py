"""A furnished stage: the real process among its made-up people and providers, over real HTTP."""

from collections.abc import AsyncIterator

import pytest

from bot.demo.stage import Stage
from bot.telegram.rates import Rates
from sandbox.telegram import Rates as TelegramRates
from tests.conversations.play import Play


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark by which a dialogue says what it plays."""
    config.addinivalue_line(
        "markers", "steps(*steps): the registered steps this dialogue takes; checked at its end"
    )


@pytest.fixture
async def bare_stage() -> AsyncIterator[Stage]:
    """Keydesk just installed: nobody has pressed Start, no chat is set up, the catalog is empty."""
    stage = Stage(rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited())
    await stage.start()
    yield stage
    await stage.stop()
    assert stage.town.complaints == []


@pytest.fixture
async def stage(bare_stage: Stage) -> Stage:
    """Keydesk in its working day: people with roles, two chats, thirteen products, two alerts."""
    await bare_stage.furnish()
    return bare_stage


@pytest.fixture
async def play(stage: Stage, request: pytest.FixtureRequest) -> AsyncIterator[Play]:
    """The working day, to be played. What the ``steps`` mark promises must have been done."""
    played = Play(stage)
    yield played
    await played.at_end(_promised(request))


@pytest.fixture
async def bare_play(bare_stage: Stage, request: pytest.FixtureRequest) -> AsyncIterator[Play]:
    """The same before the first day."""
    played = Play(bare_stage)
    yield played
    await played.at_end(_promised(request))


def _promised(request: pytest.FixtureRequest) -> set[str]:
    return {step for mark in request.node.iter_markers("steps") for step in mark.args}

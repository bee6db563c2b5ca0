"""A furnished stage: the real process among its made-up people and providers, over real HTTP."""

from collections.abc import AsyncIterator

import pytest

from bot.demo.stage import Stage
from bot.telegram.rates import Rates
from sandbox.telegram import Rates as TelegramRates


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

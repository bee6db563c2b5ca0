"""The desk with one provider replaced by a stand-in made out of its document."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from bot.demo.stage import Stage
from bot.telegram.rates import Rates
from sandbox.telegram import Rates as TelegramRates
from tests.conversations.play import Play


@asynccontextmanager
async def desk_with(settings: dict[str, str], sellers: Collection[str] = ()) -> AsyncIterator[Play]:
    """The working day, to be played; ``settings`` lead to the stand-in.

    ``sellers``: the sandbox's providers whose offers are in the catalog, if any.
    """
    stage = Stage(rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited())
    await stage.start(web_port=None, **settings)
    try:
        await stage.furnish(set(sellers))
        yield Play(stage)
    finally:
        await stage.stop()
    assert stage.town.complaints == []

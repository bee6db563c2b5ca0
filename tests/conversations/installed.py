"""A desk beside which the sample package is installed."""

import io
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.demo.stage import Stage
from bot.redact import Redactor
from bot.telegram.rates import Rates
from sandbox.telegram import Rates as TelegramRates
from tests.conversations.conftest import none_leaked
from tests.conversations.play import Play

SAMPLE = Path(__file__).parents[1] / "sample_provider"


@asynccontextmanager
async def beside(
    settings: Mapping[str, str],
    log: io.StringIO,
    redactor: Redactor,
    monkeypatch: pytest.MonkeyPatch,
    steps: Collection[str] = (),
) -> AsyncIterator[Play]:
    """Its working day with these settings besides its own, until it is stopped and has leaked nothing.

    ``steps`` are those that must have been taken by then.
    """
    monkeypatch.syspath_prepend(SAMPLE)
    stage = Stage(
        rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited(), redactor=redactor
    )
    await stage.start(None, **settings)
    await stage.furnish({"codegames"})
    played = Play(stage)
    yield played
    await played.at_end(set(steps))
    await stage.stop()
    none_leaked(stage, log)

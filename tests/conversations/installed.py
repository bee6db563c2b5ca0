"""A desk beside which the sample package is installed."""

import io
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.redact import Redactor
from tests.conversations.conftest import none_leaked
from tests.conversations.play import Play
from tests.furnished import Furnished

SAMPLE = Path(__file__).parents[1] / "sample_provider"


@asynccontextmanager
async def beside(
    settings: Mapping[str, str],
    log: io.StringIO,
    redactor: Redactor,
    monkeypatch: pytest.MonkeyPatch,
    furnished: Furnished,
    steps: Collection[str] = (),
) -> AsyncIterator[Play]:
    """Its working day with these settings besides its own, until it is stopped and has leaked nothing.

    ``steps`` are those that must have been taken by then.
    """
    monkeypatch.syspath_prepend(SAMPLE)
    stage = await furnished.stage(redactor=redactor, settings=settings)
    played = Play(stage)
    yield played
    await played.at_end(set(steps))
    await stage.stop()
    none_leaked(stage, log)

"""The working day with a desk that soon gives up, for the cells of the table."""

import io
from collections.abc import AsyncIterator

import pytest

from bot.demo.stage import Stage
from bot.redact import Redactor
from tests.campaigns.faults.hand import FaultyPlay
from tests.campaigns.faults.table import HASTY
from tests.conversations.conftest import log, none_leaked, redactor
from tests.furnished import Furnished

__all__ = ["log", "redactor"]


@pytest.fixture
def sellers() -> frozenset[str]:
    """The providers whose offers the catalog has; a module of tests that buys has its own."""
    return frozenset()


@pytest.fixture
async def hasty_stage(
    log: io.StringIO, redactor: Redactor, sellers: frozenset[str], furnished: Furnished
) -> AsyncIterator[Stage]:
    """People with roles, two chats, a catalog, and a desk in a hurry.

    At the end the stand-ins have nothing to complain of, and no secret is in the log.
    """
    stage = await furnished.stage(sellers, redactor=redactor, patience=HASTY)
    yield stage
    await stage.stop()
    none_leaked(stage, log)


@pytest.fixture
async def faulty(hasty_stage: Stage) -> AsyncIterator[FaultyPlay]:
    """The day on that stage, to be played. At the end no key was ever shown to a group."""
    played = FaultyPlay(hasty_stage)
    yield played
    await played.at_end(set())

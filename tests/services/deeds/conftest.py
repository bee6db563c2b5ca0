"""Processes at work on deeds."""

from collections.abc import Callable

import pytest

from services.access import Access
from services.outbox import Outbox
from services.timekeeper import Timekeeper
from storage.database import Database
from tests.clock import ManualClock
from tests.services.deeds.process import Make, Process


@pytest.fixture
def start(database: Database, clock: ManualClock, outbox: Outbox) -> Callable[[Make], Process]:
    """A process that does deeds so."""
    return lambda make: Process(database, clock, outbox, make)


@pytest.fixture
def timekeeper(
    database: Database, clock: ManualClock, outbox: Outbox, access: Access
) -> Timekeeper:
    """Who makes due again what a clock that was set back has put off."""
    return Timekeeper(database, clock, outbox, access)

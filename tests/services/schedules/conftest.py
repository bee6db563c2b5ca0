"""The stand-ins, the providers, and schedules wired to them."""

import pytest

from providers.registry import Providers
from sandbox import gamebase
from services.access import Access
from services.audit import Audit
from services.games.maintenance import GameStatus
from services.outbox import Outbox
from services.sales import Sales
from services.schedules import ScheduleRunner, Schedules
from storage.database import Database
from tests.clock import ManualClock
from tests.services.schedules.room import Room
from tests.services.standins import games, providers, shop

__all__ = ["games", "providers", "shop"]


@pytest.fixture
def room(
    database: Database,
    clock: ManualClock,
    providers: Providers,
    games: gamebase.Gamebase,
    audit: Audit,
    outbox: Outbox,
    access: Access,
) -> Room:
    """Schedules on a database of each kind in turn."""
    status = GameStatus(providers, clock, time_limit=2)
    sales = Sales(database)
    schedules = Schedules(database, clock, audit, outbox, sales, status, access)
    runner = ScheduleRunner(database, clock, outbox, sales, status, access)
    return Room(database, clock, games, status, outbox, schedules, runner, access)

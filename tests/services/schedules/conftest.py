"""The stand-ins, the providers, and schedules wired to them."""

import pytest

from providers.registry import Providers
from sandbox import gamebase
from services.access import Access
from services.audit import Audit
from services.games.maintenance import GameStatus
from services.outbox import Outbox
from services.sales import Sales
from services.schedules import (
    DIGEST,
    MAINTENANCE,
    Digest,
    QuietSummary,
    ScheduleRunner,
    Schedules,
    Watch,
)
from services.schedules.maintenance_cards import MaintenanceCards
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
    digest = Digest(database, outbox, sales, access)
    cards = MaintenanceCards(database, clock, outbox)
    runners = {DIGEST: digest, MAINTENANCE: Watch(outbox, status, clock, cards)}
    schedules = Schedules(database, clock, audit, outbox, runners)
    quiet = QuietSummary(database, outbox, access)
    runner = ScheduleRunner(database, clock, outbox, access, runners, quiet)
    return Room(database, clock, games, outbox, schedules, runner, access, runners, quiet)

"""What watches call, on a database of each kind."""

import pytest

from services.access import Access
from services.audit import Audit
from services.incidents import IncidentHandling, Incidents
from services.outbox import Outbox
from storage.database import Database
from tests.clock import ManualClock


@pytest.fixture
def incidents(clock: ManualClock, outbox: Outbox) -> Incidents:
    """What watches call."""
    return Incidents(clock, outbox)


@pytest.fixture
def handling(
    database: Database, clock: ManualClock, access: Access, outbox: Outbox, audit: Audit
) -> IncidentHandling:
    """What people do about them."""
    return IncidentHandling(database, clock, access, outbox, audit)

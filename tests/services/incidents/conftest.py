"""What watches call, on a database of each kind."""

import pytest

from services.incidents import Incidents
from services.outbox import Outbox
from tests.clock import ManualClock


@pytest.fixture
def incidents(clock: ManualClock, outbox: Outbox) -> Incidents:
    """What watches call."""
    return Incidents(clock, outbox)

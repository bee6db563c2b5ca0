"""The services that nearly all others need, on a database of each kind."""

import pytest

from services.access.service import Access
from services.actor import Actor
from services.audit import Audit
from services.outbox import Outbox
from services.people import People
from storage.database import Database
from tests.audited import audit_of
from tests.clock import ManualClock
from tests.membership import Crowd

OWNER = Actor(1, -100, "Olga")
"""An owner in the group of these tests."""


@pytest.fixture
def audit(database: Database, clock: ManualClock) -> Audit:
    """The audit."""
    return audit_of(database, clock)


@pytest.fixture
def crowd() -> Crowd:
    """Who is in which group, by Telegram."""
    return Crowd()


@pytest.fixture
async def access(database: Database, clock: ManualClock, audit: Audit, crowd: Crowd) -> Access:
    """Access with one owner, person 1."""
    made = Access(database, clock, frozenset({OWNER.user_id}), audit, crowd)
    await made.load()
    return made


@pytest.fixture
def people(database: Database, clock: ManualClock, access: Access, audit: Audit) -> People:
    """People, spoken to in English, in UTC."""
    return People(database, clock, "en", "UTC", access, audit)


@pytest.fixture
def outbox(database: Database, clock: ManualClock, access: Access) -> Outbox:
    """The outbox."""
    return Outbox(database, clock, access)

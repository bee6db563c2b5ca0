"""A desk in whose group somebody is support, and who is there by Telegram."""

import pytest

from services.access import (
    Access,
    Standing,
)
from services.actor import Actor
from storage.database import Database
from tests.audited import audit_of
from tests.clock import ManualClock
from tests.membership import Crowd
from tests.services.conftest import OWNER

GROUP, OTHER = OWNER.chat_id, -200
SAM, STRANGER = 3, 77
AWAY, MEMBER, ADMINISTRATOR = Standing.AWAY, Standing.MEMBER, Standing.ADMINISTRATOR


@pytest.fixture
async def desk(access: Access, crowd: Crowd) -> Access:
    """A group in which Sam is support, and a second group."""
    await access.set_up(OWNER, "supergroup", "Support desk")
    await access.set_up(Actor(1, OTHER, "Olga"), "group", "Second desk")
    await access.grant(OWNER, SAM, "support")
    crowd.asked.clear()
    return access


async def another_process(database: Database, clock: ManualClock, crowd: Crowd) -> Access:
    """It reads what is written down."""
    audit = audit_of(database, clock)
    access = Access(database, clock, frozenset({1}), audit, crowd)
    await access.load()
    return access

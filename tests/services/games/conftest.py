"""The games of the desk with the Gamebase stand-in behind them."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest
from cryptography.fernet import Fernet

from providers.gamebase.provider import Gamebase
from providers.registry import Providers
from providers.timeouts import Patience
from sandbox import gamebase
from sandbox.faults import Fault
from services.actor import Actor
from services.audit import Audit
from services.games.bans import Bans
from services.games.coupons import Coupons
from services.games.launching import Launchings
from services.games.leaderboards import Leaderboards
from services.games.members import Members
from services.games.payments import Payments
from services.games.service import Games
from services.games.tokens import Tokens
from services.games.transfer import Transfers
from services.games.withdrawal import Withdrawals
from services.vault import Vault
from storage.audit import AuditRow
from storage.database import Database
from tests.clock import ManualClock
from tests.deeds_made import deeds_of
from tests.providers.patience import QUICK
from tests.services.standins import APPS, two_apps

OLGA = Actor(1, -1001, "Olga Owner")
EAST = "id-east"
HASTY = replace(QUICK, read=0.25, purchase=0.25)
LOST = (
    Fault.lost_before(),
    Fault.lost_after(),
    Fault.html(),
    Fault.status(503),
    Fault.status(500, acted=True),
    Fault.truncated(),
)
"""An answer that is lost or makes no sense; a code that says nothing clear is one too."""


def called(fault: Fault) -> str:
    """How a fault is called in a test's name."""
    return f"{fault.kind.value}-{fault.acted}"


@dataclass
class GameRoom:
    """Everything a test of the games needs at hand. The app of most tests is East, ``id-east``."""

    db: Database
    clock: ManualClock
    world: gamebase.Gamebase
    games: Games
    audit: Audit

    async def rows(self) -> list[AuditRow]:
        """All audit rows, the oldest first."""
        async with self.db.read() as tx:
            return list(await tx.audit.after(0, 1000))

    async def actions(self) -> list[str]:
        """What the audit says was done, in order."""
        return [row.action for row in await self.rows()]

    async def facts(self) -> list[dict[str, object]]:
        """The facts of all audit rows."""
        return [json.loads(row.facts) for row in await self.rows()]


@pytest.fixture
async def world(clock: ManualClock) -> AsyncIterator[gamebase.Gamebase]:
    """The Gamebase stand-in with two apps; requests it found fault with fail the test."""
    stand_in = gamebase.Gamebase(apps=APPS, clock=clock)
    await stand_in.start()
    yield stand_in
    await stand_in.stop()
    assert stand_in.complaints == []


@pytest.fixture
def patience() -> Patience:
    """How patient our provider is."""
    return QUICK


@pytest.fixture
async def room(
    database: Database,
    clock: ManualClock,
    audit: Audit,
    world: gamebase.Gamebase,
    patience: Patience,
) -> AsyncIterator[GameRoom]:
    """The games of the desk."""
    providers = Providers([Gamebase(two_apps(world.base_url), patience=patience)])
    vault = Vault([Fernet.generate_key().decode()])
    deeds = deeds_of(database, clock)
    games = Games(
        bans=Bans(providers),
        coupons=Coupons(database, providers, audit, vault, deeds),
        launchings=Launchings(providers),
        leaderboards=Leaderboards(database, providers, audit, deeds),
        members=Members(providers),
        payments=Payments(database, providers, audit, deeds),
        tokens=Tokens(providers),
        transfers=Transfers(providers),
        withdrawals=Withdrawals(database, providers, audit, deeds),
    )
    yield GameRoom(database, clock, world, games, audit)
    await providers.close()
    assert (await audit.verify()).broken_at is None

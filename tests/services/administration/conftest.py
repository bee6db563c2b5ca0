"""The desk's administration on a real database, with both stand-ins over real HTTP."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from providers.openapigames.provider import OpenApiGames
from providers.paysuper.provider import PaySuper
from providers.registry import Providers
from sandbox import openapigames, paysuper
from services.administration import GameAccounts, KeyProducts, Launches
from storage.database import Database
from storage.tables import audit as audit_rows
from tests.audited import audit_of
from tests.clock import ManualClock
from tests.deeds_made import deeds_of
from tests.providers import games_desk, paysuper_desk
from tests.providers.patience import QUICK


@pytest.fixture
async def ps() -> AsyncIterator[tuple[paysuper.PaySuper, PaySuper]]:
    """PaySuper's stand-in with GTA IV on Steam, and our provider."""
    async with paysuper_desk.shop("document") as both:
        yield both
        assert both[0].complaints == []


@pytest.fixture
async def og() -> AsyncIterator[tuple[openapigames.OpenApiGames, OpenApiGames]]:
    """The game platform's stand-in with one account, and our provider."""
    async with games_desk.platform(QUICK) as both:
        yield both
        assert both[0].complaints == []


@pytest.fixture
def providers(
    ps: tuple[paysuper.PaySuper, PaySuper], og: tuple[openapigames.OpenApiGames, OpenApiGames]
) -> Providers:
    """Both providers, as the desk has them."""
    return Providers([ps[1], og[1]])


@pytest.fixture
def products(sqlite_database: Database, providers: Providers, clock: ManualClock) -> KeyProducts:
    """Key products."""
    return KeyProducts(
        sqlite_database,
        providers,
        audit_of(sqlite_database, clock),
        deeds_of(sqlite_database, clock),
        clock,
    )


@pytest.fixture
def accounts(sqlite_database: Database, providers: Providers, clock: ManualClock) -> GameAccounts:
    """Game accounts."""
    return GameAccounts(
        sqlite_database,
        providers,
        audit_of(sqlite_database, clock),
        deeds_of(sqlite_database, clock),
        clock,
    )


@pytest.fixture
async def launches(providers: Providers, clock: ManualClock) -> AsyncIterator[Launches]:
    """Launches."""
    made = Launches(providers, clock)
    yield made
    await made.close()


async def audited(database: Database) -> list[tuple[str, str]]:
    """Action and subject of every row of the audit, oldest first."""
    async with database.read() as tx:
        rows = await tx.connection.execute(
            select(audit_rows.c.action, audit_rows.c.subject).order_by(audit_rows.c.id)
        )
        return [(row.action, row.subject) for row in rows]

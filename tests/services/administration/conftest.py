"""The desk's administration on a real database, with both stand-ins over real HTTP."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
from sqlalchemy import select

from providers.administration import KeyProduct, KeyProductChange, RegionPrice
from providers.openapigames.provider import OpenApiGames
from providers.paysuper.provider import PaySuper
from providers.registry import Providers
from sandbox import openapigames, paysuper
from services.actor import Actor
from services.administration import GameAccounts, KeyProducts, Launches
from services.administration.conflicts import Marks
from services.administration.platform_changes import PlatformWish
from storage.database import Database
from storage.tables.audit import audit as audit_rows
from tests.audited import audit_of
from tests.clock import ManualClock
from tests.deeds_made import CutOff, deeds_of
from tests.providers import games_desk, paysuper_desk
from tests.providers.patience import QUICK
from tests.providers.paysuper_desk import ID
from tests.services.administration.cutting_off import MAX


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


async def changed(
    products: KeyProducts,
    actor: Actor,
    content: KeyProductChange | None = None,
    *wishes: PlatformWish,
    product_id: str = ID,
    seen: Marks = (),
) -> KeyProduct:
    """Change a key product, and read it; raises what goes wrong with any part of the change."""
    change = products.change(actor, product_id, content, wishes, seller="paysuper", seen=seen)
    (await change).check()
    return await products.read(product_id, seller="paysuper")


def priced(platform: str, region: str, amount: Decimal | int, currency: str) -> PlatformWish:
    """A price in a region."""
    return PlatformWish(platform, prices={region: RegionPrice(region, Decimal(amount), currency)})


def unpriced(platform: str, region: str) -> PlatformWish:
    """No price in a region."""
    return PlatformWish(platform, prices={region: None})


def off(platform: str) -> PlatformWish:
    """Not on a platform any more."""
    return PlatformWish(platform, gone=True)


@pytest.fixture
async def deed(sqlite_database: Database, clock: ManualClock) -> CutOff:
    """A deed that processes are cut off in."""
    made = CutOff(sqlite_database, clock, deeds_of(sqlite_database, clock))
    await made.confirmed(MAX)
    return made

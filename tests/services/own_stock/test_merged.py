"""Keys that wait for a yes while their product is merged into another: they go with their offer."""

from datetime import timedelta
from decimal import Decimal

import pytest
from cryptography.fernet import Fernet

from providers.registry import Providers
from services.actor import Actor
from services.catalog import Catalog
from services.catalog.editing import CatalogEditing
from services.errors import UnknownOfferError
from services.known_keys import KnownKeys
from services.money import Money
from services.own_stock import NewKey, OwnStock
from services.own_stock.additions import Additions
from services.own_stock.errors import NothingToAddError
from services.own_stock.listing import Listing
from services.vault import Vault
from storage.database import Database
from tests.audited import audit_of
from tests.clock import ManualClock

pytestmark = pytest.mark.both_databases

MAX, OLGA = Actor(2, -100, "Max"), Actor(1, -100, "Olga")


async def test_what_waits_is_of_the_product_that_took_its_offer(
    database: Database, clock: ManualClock
) -> None:
    """What is asked says so, with what the keys cost; a yes puts them there, another's yes does not."""
    vault, audit = Vault([Fernet.generate_key().decode()]), audit_of(database, clock)
    catalog = Catalog(database, clock, Providers([OwnStock(database, clock, vault)]), audit)
    await catalog.load()
    known = KnownKeys(database, vault)
    additions = Additions(database, clock, vault, known, catalog, audit)
    gone = await catalog.add(MAX, "Elden Ring", "own", "1", "EUR")
    stays = (await catalog.add(MAX, "GTA V", "own", "2", "USD")).product_id
    until = clock() + timedelta(days=30)
    keys = [
        NewKey("OWN1A-BBBBB-CCCCC", Decimal(9)),
        NewKey("OWN2A-BBBBB-DDDDD", Decimal("12.50"), until),
    ]
    batch = await additions.read(MAX, gone.product_id, "EUR", keys)
    assert (await additions.asked(MAX, batch.id)).product.name == "Elden Ring"

    await CatalogEditing(catalog).merge(OLGA, gone.product_id, stays)
    with pytest.raises(NothingToAddError):
        await additions.asked(OLGA, batch.id)
    asked = await additions.asked(MAX, batch.id)
    assert (asked.product.id, asked.keys, asked.mask) == (stays, 2, batch.mask)
    assert (asked.least, asked.most) == (Money(Decimal(9), "EUR"), Money(Decimal("12.5"), "EUR"))
    assert (asked.expiring, asked.first_expiry) == (1, until)

    await catalog.remove(OLGA, gone.id)
    with pytest.raises(UnknownOfferError):
        await additions.asked(MAX, batch.id)
    await catalog.add(OLGA, "GTA V", "own", "1", "EUR")
    assert await additions.confirm(MAX, asked.product.name, batch.id) == 2
    async with database.read() as tx:
        assert sum(each.keys for each in await tx.own_keys.counted([gone.id], clock())) == 2


async def test_what_costs_the_same_is_one_lot_after_a_merge(
    database: Database, clock: ManualClock
) -> None:
    """Though it lies under two offers, each with its own count."""
    vault, audit = Vault([Fernet.generate_key().decode()]), audit_of(database, clock)
    catalog = Catalog(database, clock, Providers([OwnStock(database, clock, vault)]), audit)
    await catalog.load()
    additions = Additions(database, clock, vault, KnownKeys(database, vault), catalog, audit)
    made = [await catalog.add(MAX, name, "own", name, "EUR") for name in ("Elden Ring", "GTA V")]
    for offer, key in zip(made, ("OWN1A-BBBBB-CCCCC", "OWN2A-DDDDD-EEEEE"), strict=True):
        new = [NewKey(key, Decimal(9), clock() + timedelta(days=offer.id))]
        batch = await additions.read(MAX, offer.product_id, "EUR", new)
        await additions.confirm(MAX, offer.product_name, batch.id)
    gone, stays = made
    await CatalogEditing(catalog).merge(OLGA, gone.product_id, stays.product_id)
    [lot] = (await Listing(database, clock, catalog).of(stays.product_id)).lots
    first = clock() + timedelta(days=min(each.id for each in made))
    assert (lot.cost, lot.keys, lot.first_expiry) == (Money(Decimal(9), "EUR"), 2, first)

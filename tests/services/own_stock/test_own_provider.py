"""Own stock, asked as any other provider is: each key is sold once, at the price that was quoted."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from cryptography.fernet import Fernet

from providers.base import OfferRef, Purchase, Purchasing, Quote
from providers.errors import OutOfStock, ProviderError, Refused, Unavailable, WrongPrice
from services.own_stock import OwnStock
from services.vault import Vault
from storage.database import Database
from storage.own_keys import NEVER
from tests.clock import ManualClock
from tests.databases import read_only
from tests.own_stock_made import own_key, own_offer, put_in_stock

pytestmark = pytest.mark.both_databases


GTA = OfferRef("1", "EUR")
FIVE, SIX = Decimal(5), Decimal(6)


@pytest.fixture
def vault() -> Vault:
    """With a secret of its own."""
    return Vault([Fernet.generate_key().decode()])


@pytest.fixture
def own(database: Database, clock: ManualClock, vault: Vault) -> OwnStock:
    """Own stock on a database of each kind, still empty."""
    return OwnStock(database, clock, vault)


async def _ended(call: Coroutine[Any, Any, Purchase]) -> Purchase | ProviderError:
    try:
        return await call
    except ProviderError as error:
        return error


async def test_it_can_do_what_every_seller_can(own: OwnStock) -> None:
    """The desk finds it by its capability, as it finds all others."""
    assert isinstance(own, Purchasing)
    await own.check()
    with pytest.raises(OutOfStock):
        await own.quote(GTA)


async def test_a_hundred_buyers_get_sixty_keys(
    database: Database, clock: ManualClock, vault: Vault, own: OwnStock
) -> None:
    """Of a hundred at one moment, over two processes, exactly sixty get a key, all of them distinct."""
    offer = await own_offer(database, clock)
    made = {f"AAAA-BBBB-{number:04}" for number in range(60)}
    await put_in_stock(database, [own_key(each, offer, vault, clock) for each in sorted(made)])
    other = Database(database.url.render_as_string(hide_password=False))
    await other.open()
    sellers = (own, OwnStock(other, clock, vault))
    calls = (sellers[n % 2].purchase(GTA, FIVE, f"txn-{n}") for n in range(100))
    ended = await asyncio.gather(*map(_ended, calls))
    await other.close()
    bought = [each for each in ended if isinstance(each, Purchase)]
    refused = [each for each in ended if not isinstance(each, Purchase)]
    assert {type(each) for each in refused} == {OutOfStock}
    assert len(bought) == 60
    assert {key for each in bought for key in each.keys} == made


async def test_the_same_id_gives_the_same_key(
    database: Database, clock: ManualClock, vault: Vault, own: OwnStock
) -> None:
    """Asked again, at one moment or after a lost answer, a purchase is one key, and is always found."""
    offer = await own_offer(database, clock)
    rows = [own_key(f"AAAA-BBBB-{n}", offer, vault, clock) for n in range(3)]
    await put_in_stock(database, rows)
    calls = [own.purchase(GTA, FIVE, "txn") for _ in range(5)]
    first, *others = await asyncio.gather(*calls)
    assert all(each == first for each in others)
    assert await own.recover(GTA, FIVE, "txn", clock()) == first
    assert await own.keys(first.reference) == first.keys
    assert await own.quote(GTA) == Quote(FIVE, "EUR", 2)


async def test_what_was_not_taken_is_known_not_to_be(
    database: Database, clock: ManualClock, vault: Vault, own: OwnStock
) -> None:
    """A lost try that never got there is made while it is young, and later surely was not charged."""
    offer = await own_offer(database, clock)
    await put_in_stock(database, [own_key("AAAA-BBBB-1", offer, vault, clock)])
    sent_at = clock()
    assert (await own.recover(GTA, FIVE, "young", sent_at)).keys == ("AAAA-BBBB-1",)
    clock.advance(3601)
    with pytest.raises(Refused):
        await own.recover(GTA, FIVE, "old", sent_at)


async def test_a_price_is_a_promise(
    database: Database, clock: ManualClock, vault: Vault, own: OwnStock
) -> None:
    """Keys are sold at their own cost: what was quoted is what is taken, never one that costs more."""
    offer = await own_offer(database, clock)
    rows = [own_key(f"OLD-{n}", offer, vault, clock) for n in range(2)]
    rows += [own_key("NEW-1", offer, vault, clock, cost="6.50")]
    await put_in_stock(database, rows)
    assert await own.quote(GTA) == Quote(FIVE, "EUR", 2, more=1)
    assert [(await own.purchase(GTA, Decimal("5.00"), f"{n}")).keys for n in range(2)] == [
        ("OLD-0",),
        ("OLD-1",),
    ]
    with pytest.raises(WrongPrice):
        await own.purchase(GTA, FIVE, "late")
    assert await own.quote(GTA) == Quote(Decimal("6.5"), "EUR", 1)


async def test_what_expires_is_sold_first_and_never_when_it_has(
    database: Database, clock: ManualClock, vault: Vault, own: OwnStock
) -> None:
    """The next in line is what would be lost first; one whose time is over is in stock no more."""
    offer = await own_offer(database, clock)
    soon, late = clock() + timedelta(hours=1), clock() + timedelta(days=1)
    rows = [
        own_key(name, offer, vault, clock, until=until)
        for name, until in (("LAST", NEVER), ("LATE", late), ("SOON", soon), ("GONE", clock()))
    ]
    await put_in_stock(database, rows)
    assert (await own.quote(GTA)).stock == 3
    assert (await own.purchase(GTA, FIVE, "1")).keys == ("SOON",)
    clock.advance(24 * 3600)
    assert (await own.purchase(GTA, FIVE, "2")).keys == ("LAST",)


async def test_a_key_that_no_secret_opens_is_not_sold(
    database: Database, clock: ManualClock, vault: Vault, own: OwnStock
) -> None:
    """Nobody pays for what cannot be handed over: the next one is taken in its place."""
    offer = await own_offer(database, clock)
    await put_in_stock(
        database,
        [
            own_key("LOST", offer, Vault([Fernet.generate_key().decode()]), clock),
            own_key("GOOD", offer, vault, clock),
        ],
    )
    assert (await own.purchase(GTA, FIVE, "1")).keys == ("GOOD",)
    with pytest.raises(OutOfStock):
        await own.purchase(GTA, FIVE, "2")


async def test_a_database_that_takes_no_writes_sells_nothing(
    sqlite_database: Database, clock: ManualClock, vault: Vault
) -> None:
    """It is a provider that is down: nothing was charged, and what it has can still be read."""
    offer = await own_offer(sqlite_database, clock)
    await put_in_stock(sqlite_database, [own_key("AAAA", offer, vault, clock)])
    own = OwnStock(sqlite_database, clock, vault)
    async with read_only(sqlite_database):
        with pytest.raises(Unavailable):
            await own.purchase(GTA, FIVE, "1")
        assert (await own.quote(GTA)).stock == 1
    assert (await own.purchase(GTA, FIVE, "1")).keys == ("AAAA",)

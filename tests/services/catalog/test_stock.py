"""Stock: all offers at once, and what is in trouble hides nothing else."""

import asyncio
from decimal import Decimal

import pytest
from sqlalchemy import update

from providers.registry import Providers
from sandbox import codegames
from sandbox.faults import Fault
from services.catalog import Catalog
from services.errors import UnknownProductError
from services.stock import Stock, StockReading
from storage.database import Database
from storage.tables.catalog import offers
from tests.clock import ManualClock
from tests.services.standins import MAX


async def product_with(catalog: Catalog, *external_ids: str) -> int:
    """A product with these offers of CodeGames."""
    for external_id in external_ids:
        offer = await catalog.add(MAX, "GTA V", "codegames", external_id)
    return offer.product_id


def shown(reading: StockReading) -> list[tuple[str, Decimal | None, str | None]]:
    """What a card would show: id, price and trouble, line by line."""
    return [
        (
            line.offer.external_id,
            line.quote.unit_price if line.quote else None,
            line.trouble.kind if line.trouble else None,
        )
        for line in reading.lines
    ]


async def test_what_can_be_bought_comes_first_and_cheapest(
    catalog: Catalog, providers: Providers, shop: codegames.CodeGames, clock: ManualClock
) -> None:
    """Then what is sold out or unknown; each line says what is the matter with it."""
    shop.offer("1", title="GTA V", price="956.30", stock=7)
    shop.offer("2", title="GTA V", price="900.10", stock=1)
    shop.offer("3", title="GTA V", price="1.00", stock=0)
    product = await product_with(catalog, "3", "4", "1", "2")
    reading = await Stock(clock, catalog, providers).read(product)
    assert shown(reading)[:2] == [("2", Decimal("900.1"), None), ("1", Decimal("956.3"), None)]
    assert sorted(shown(reading)[2:]) == [("3", None, "out-of-stock"), ("4", None, "no-such-offer")]
    assert reading.read_at == clock()


async def test_all_offers_are_asked_at_once(
    catalog: Catalog, providers: Providers, shop: codegames.CodeGames, clock: ManualClock
) -> None:
    """Both requests are under way before either is answered."""
    for external_id in ("1", "2"):
        shop.offer(external_id, title="GTA V", price="10.00", stock=7)
    product = await product_with(catalog, "1", "2")
    gates = [
        shop.gate("check", when=lambda body: body["id"] == "1"),
        shop.gate("check", when=lambda body: body["id"] == "2"),
    ]
    reading = asyncio.create_task(Stock(clock, catalog, providers).read(product))
    for gate in gates:
        await gate.reached()
    for gate in gates:
        gate.release()
    assert [line.trouble for line in (await reading).lines] == [None, None]
    asked = [call for call in shop.calls if call.endpoint == "check"]
    assert (
        len(asked) == 2
    )  # one after the other, the first would have been given up and asked again


async def test_a_slow_offer_and_a_failing_one_hide_nothing_else(
    catalog: Catalog, providers: Providers, shop: codegames.CodeGames, clock: ManualClock
) -> None:
    """The card comes after the time limit with every line that was answered."""
    for external_id in ("1", "2", "3"):
        shop.offer(external_id, title="GTA V", price="10.00", stock=7)
    product = await product_with(catalog, "1", "2", "3")
    held = shop.gate("check", when=lambda body: body["id"] == "2")
    shop.faults.add("check", Fault.status(503), times=None, when=lambda body: body["id"] == "3")
    stock = Stock(clock, catalog, providers, time_limit=1.0)
    reading = await stock.read(product)
    held.release()
    assert shown(reading) == [
        ("1", Decimal(10), None),
        ("2", None, "slow"),
        ("3", None, "unavailable"),
    ]


async def test_an_offer_whose_provider_has_no_settings_is_off(
    catalog: Catalog, providers: Providers, database: Database, clock: ManualClock
) -> None:
    """The line stays, so that nobody wonders where the offer went."""
    product = await product_with(catalog, "1")
    async with database.write() as tx:
        await tx.connection.execute(update(offers).values(provider="hype"))
    await catalog.load()
    reading = await Stock(clock, catalog, providers).read(product)
    assert shown(reading) == [("1", None, "off")]


async def test_stock_of_an_unknown_product_is_refused(
    catalog: Catalog, providers: Providers, clock: ManualClock
) -> None:
    """A button may outlive its product."""
    with pytest.raises(UnknownProductError):
        await Stock(clock, catalog, providers).read(7)

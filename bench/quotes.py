"""Asking N providers together against asking the slowest alone."""

import asyncio
import time
from decimal import Decimal

from bench.result import Ratio
from bench.silent import PERSON
from providers.base import OfferRef, Quote
from providers.registry import Providers
from services.actor import Actor
from services.catalog import Catalog
from services.clock import system_clock
from services.stock import Stock

SLOWEST = 0.2


class Slow:
    """A provider that takes a while to name a price."""

    def __init__(self, name: str, seconds: float) -> None:
        self.name = name
        self.currencies = frozenset({"KZT"})
        self._seconds = seconds

    async def check(self) -> None:
        """Always well."""

    async def close(self) -> None:
        """Nothing is open."""

    async def quote(self, offer: OfferRef) -> Quote:
        """Name a price after a while."""
        await asyncio.sleep(self._seconds)
        return Quote(Decimal(1), "KZT", 1)


async def run() -> list[Ratio]:
    """Ten providers, the slowest of which takes a fifth of a second."""
    from bench.house import house

    async with house() as app:
        slow = [Slow(f"slow{number}", SLOWEST * number / 10) for number in range(1, 11)]
        providers = Providers(slow)
        audit = app.house.services.audit
        catalog = Catalog(app.house.db, system_clock, providers, audit)
        await catalog.load()
        actor = Actor(PERSON.id, PERSON.id, "Sam")
        for provider in slow:
            offer = await catalog.add(actor, "One game", provider.name, "1", "KZT")
        stock = Stock(system_clock, catalog, providers)
        started = time.perf_counter()
        await stock.read(offer.product_id)
        together = time.perf_counter() - started
    return [Ratio("ten providers together, in times of the slowest", together / SLOWEST, 1.1)]

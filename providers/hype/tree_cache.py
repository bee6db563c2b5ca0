"""PIN Hype's trees in memory: one for each market, read anew when it is too old."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from providers.base import Collection, Tree, TreeProduct
from providers.clock import Clock
from providers.errors import ProviderError
from providers.hype.client import Market
from providers.hype.tree import products_in

Read = Callable[[Market], Awaitable[tuple[Collection, ...]]]


@dataclass(frozen=True, slots=True)
class CachedTree:
    """A tree that was read, and its products that are sold in the market's currency, by id.

    ``read_at`` is in steady seconds: a price does not grow younger where the wall's clock is set back.
    """

    tree: Tree
    read_at: float
    products: Mapping[str, TreeProduct]


class TreeCache:
    """However many ask, one walk runs at a time, and who waited for it shares what it found."""

    def __init__(self, read: Read, clock: Clock) -> None:
        self._read = read
        self._clock = clock
        self._known: dict[Market, CachedTree] = {}
        self._walks: Counter[Market] = Counter()
        self._one_at_a_time = asyncio.Lock()

    async def get(self, market: Market, age: timedelta) -> CachedTree:
        """The tree of a market, read not longer than ``age`` ago. Raises what reading raises."""
        walks = self._walks[market]
        if found := self._young(market, age):
            return found
        async with self._one_at_a_time:
            # What another read while this one waited is young enough, however long that took.
            if self._walks[market] > walks:
                return self._known[market]
            read_at, steady = self._clock(), self._clock.steady()
            collections = await self._read(market)
            products: dict[str, TreeProduct] = {}
            for product in products_in(collections):
                if product.currency == market.currency:
                    products.setdefault(product.external_id, product)
            found = CachedTree(Tree(collections, read_at), steady, products)
            self._known[market] = found
            self._walks[market] += 1
            return found

    async def get_or_older(self, market: Market, age: timedelta) -> CachedTree:
        """The same, but an older one, if there is one, where reading fails."""
        try:
            return await self.get(market, age)
        except ProviderError:
            if (older := self._known.get(market)) is None:
                raise
            return older

    def _young(self, market: Market, age: timedelta) -> CachedTree | None:
        found = self._known.get(market)
        if found is None:
            return None
        return found if self._clock.steady() - found.read_at < age.total_seconds() else None

"""What lies in own stock: by product and cost, without any key in plain."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.catalog import Catalog, Product
from services.clock import Clock
from services.money import Money
from services.own_stock.provider import OWN
from services.page import Page, pages_for
from storage.database import Database
from storage.own_keys import Lying


@dataclass(frozen=True, slots=True)
class Lot:
    """So many keys at one cost; ``first_expiry`` is when the first of them expires, None: none does."""

    cost: Money
    keys: int
    first_expiry: datetime | None


@dataclass(frozen=True, slots=True)
class ProductStock:
    """What there is of a product, in the order in which it is sold."""

    product_id: int
    name: str
    lots: tuple[Lot, ...]
    expired: int = 0
    """Keys that lie there and are sold to nobody any more."""
    aside: int = 0
    """Keys that a restore has put aside: they may have been sold since its backup was made."""

    @property
    def keys(self) -> int:
        """How many keys there are."""
        return sum(lot.keys for lot in self.lots)


class Listing:
    """Looks at own stock."""

    def __init__(self, db: Database, clock: Clock, catalog: Catalog) -> None:
        self._db = db
        self._clock = clock
        self._catalog = catalog

    async def of(self, product_id: int) -> ProductStock:
        """What there is of one product, perhaps nothing. Raises UnknownProductError."""
        product = self._catalog.product(product_id)
        [found] = await self._look([product])
        async with self._db.read() as tx:
            return replace(found, aside=await tx.own_keys.aside(own_offers(product)))

    async def page(self, number: int, size: int) -> Page[ProductStock]:
        """A page of the products that have an offer of own stock, by name, with what there is of each."""
        async with self._db.read() as tx:
            total = await tx.own_keys.products(OWN)
            pages = pages_for(total, size)
            number = min(max(number, 1), pages)
            ids = await tx.own_keys.products_page(OWN, size, (number - 1) * size)
        listed = self._catalog.some(ids)
        return Page(tuple(await self._look(listed)), number, pages, total)

    async def hidden(self) -> list[Lying]:
        """Keys that nobody can buy: their offer was taken out of the catalog."""
        async with self._db.read() as tx:
            return await tx.own_keys.hidden(OWN, self._clock())

    async def _look(self, products: Sequence[Product]) -> list[ProductStock]:
        own = {
            offer.id: offer
            for product in products
            for offer in product.offers
            if offer.provider == OWN
        }
        async with self._db.read() as tx:
            counted = await tx.own_keys.counted(own, self._clock()) if own else []
            old = await tx.own_keys.expired(own, self._clock()) if own else {}
        lots: dict[int, dict[Money, Lot]] = {product.id: {} for product in products}
        for each in counted:
            offer = own[each.offer_id]
            cost, there = Money(each.cost, offer.currency), lots[offer.product_id]
            lot = Lot(cost, each.keys, each.first_expiry)
            there[cost] = lot if cost not in there else _joined(there[cost], lot)
        return [
            ProductStock(
                *(each.id, each.name, tuple(lots[each.id].values())),
                sum(old.get(offer_id, 0) for offer_id in own_offers(each)),
            )
            for each in products
        ]


def _joined(one: Lot, other: Lot) -> Lot:
    """What lies at one cost under two offers, as after a merge."""
    ends = [each for each in (one.first_expiry, other.first_expiry) if each is not None]
    return Lot(one.cost, one.keys + other.keys, min(ends, default=None))


def own_offers(product: Product) -> tuple[int, ...]:
    """The ids of a product's offers of own stock."""
    return tuple(offer.id for offer in product.offers if offer.provider == OWN)

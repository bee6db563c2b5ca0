"""The catalog as everybody reads it, from memory, which every change renews; offers come and go here."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress

from providers.base import Quoting, SellsByCountry
from providers.registry import Providers
from services.actor import Actor
from services.audit import Audit
from services.catalog.changes import Change, no_keys_in, standing
from services.catalog.entries import Offer, Product
from services.catalog.fields import NAME, OFFER, PAUSED, PRODUCT, UNDER, YES
from services.catalog.loading import everything, products_of
from services.catalog.memory import CatalogMemory
from services.catalog.texts import good_country, good_currency, good_external_id, good_name
from services.clock import Clock
from services.errors import (
    AlreadyInCatalogError,
    PausedProductError,
    UnknownOfferError,
    UnknownProductError,
    UnknownProviderError,
)
from services.page import Page
from services.product_words import fold
from storage.audit_reading import Written
from storage.catalog import ProductRow
from storage.catalog_changes import PartRow
from storage.database import Database

_FEW = 500
"""Products that are put into memory one by one; of more it is made anew, apart from the loop."""


class Catalog:
    """Products and offers. ``load()`` once before anything else; a look-up costs no SQL."""

    def __init__(self, db: Database, clock: Clock, providers: Providers, audit: Audit) -> None:
        self._db = db
        self._clock = clock
        self._providers = providers
        self._audit = audit
        self._memory = CatalogMemory()
        self.newest = 0
        """The newest change that memory has, and all before it."""
        self._own: set[int] = set()
        """Changes of this process: memory knows them."""
        # Memory follows the rows only if changes reach it in the order in which they were committed.
        self._changing = asyncio.Lock()

    async def load(self) -> None:
        """Read everything into memory, in place of what was there."""
        async with self._changing:
            await self._load()

    async def follow(self, rows: Iterable[Written]) -> None:
        """Read anew what other processes have changed, by their rows of the audit."""
        ids: set[int] = set()
        newest = self.newest
        for row in rows:
            facts = json.loads(row.facts)
            newest = max(newest, facts.get("change", 0))
            if facts.get("change") in self._own:
                self._own.discard(facts["change"])
            elif isinstance(facts.get("products"), list):
                ids.update(facts["products"])
            else:  # of very many, or of a version before
                await self.load()
                return
        if ids:
            async with self._changing:
                async with self._db.read() as tx:
                    changed = await products_of(tx, ids)
                self._memory.put({id_: changed.get(id_) for id_ in ids})
        self.newest = max(self.newest, newest)

    @asynccontextmanager
    async def still(self) -> AsyncIterator[None]:
        """Nothing changes here meanwhile, so that another thread can read all there is."""
        async with self._changing:
            yield

    @asynccontextmanager
    async def change(self) -> AsyncIterator[Change]:
        """Change something in a transaction of its own; memory follows when it is committed."""
        async with self._changing:
            async with self._db.write() as tx:
                await tx.catalog_changes.alone()
                before = await tx.catalog_changes.newest()
                change = Change(tx, self._audit, self._clock())
                yield change
                few = len(change.touched) <= _FEW
                changed = await products_of(tx, change.touched) if few else {}
            if change.number is not None:
                self._own.add(change.number)
                if before == self.newest:  # else another process's change is still to be followed
                    self.newest = change.number
            if few:
                self._memory.put({id_: changed.get(id_) for id_ in change.touched})
            else:
                await self._load()

    async def add(
        self,
        actor: Actor,
        name: str,
        provider: str,
        external_id: str,
        currency: str | None = None,
        country: str | None = None,
    ) -> Offer:
        """Put an offer into the catalog, under the product of that name or a new one.

        ``currency`` may be left out where the provider sells in one only. An offer that was removed
        comes back with the id it had. Raises UnknownProviderError, BadNameError, BadExternalIdError,
        BadCurrencyError, BadCountryError, AlreadyInCatalogError.
        """
        name = good_name(name)
        place = self.good_offer(provider, external_id, currency, country)
        provider, external_id, currency, country = place
        async with self.change() as change:
            # The rows would take the same offer twice: with its country, and without as it is the usual.
            if there := self.standing(*place):
                raise AlreadyInCatalogError(product=there.product_name)
            catalog = change.tx.catalog
            product = await catalog.name_product(name, fold(name), change.now)
            parts = [] if await catalog.in_use(product.id) else _back(product, name)
            row = await catalog.put_offer(product.id, *place, change.now)
            if row is None:  # memory knows of no such offer: another process put it there
                raise AlreadyInCatalogError(product=product.name)
            parts.append(PartRow(OFFER, row.id, UNDER, None, str(product.id)))
            await change.write(
                actor,
                "catalog.added",
                name if len(parts) > 1 else product.name,
                parts,
                offer=row.id,
                provider=provider,
                external_id=external_id,
                currency=currency,
                country=country,
            )
        return self.offer(row.id)

    async def now_of(self, product_id: int) -> Product:
        """A product that was asked about before: itself, or the one that its offers went to since.

        Raises UnknownProductError.
        """
        seen: set[int] = set()
        at: int | None = product_id
        while at is not None and at not in seen:
            with suppress(UnknownProductError):
                return self.product(at)
            seen.add(at)
            async with self._db.read() as tx:
                at = await tx.catalog_changes.went_to(at, OFFER, UNDER)
        return self.product(product_id)

    async def removable(self, offer_id: int) -> Offer:
        """Give an offer that may be put away. Raises UnknownOfferError, KeysLieThereError."""
        offer = self.offer(offer_id)
        async with self._db.read() as tx:
            await no_keys_in(tx, (offer.id,), self._clock())
        return offer

    async def remove(self, actor: Actor, offer_id: int) -> Offer:
        """Put an offer away; its product goes with its last offer.

        Raises UnknownOfferError, KeysLieThereError.
        """
        async with self.change() as change:
            offer = self.offer(offer_id)
            under = (await standing(change.tx, (), (offer_id,)))[OFFER, offer_id][UNDER]
            change.touched.add(offer.product_id)
            if under is not None:
                await change.write(
                    actor,
                    "catalog.removed",
                    offer.product_name,
                    [PartRow(OFFER, offer_id, UNDER, under, None)],
                    offer=offer.id,
                    provider=offer.provider,
                    external_id=offer.external_id,
                    currency=offer.currency,
                    country=offer.country,
                )
        return offer

    def products(self, page: int, size: int) -> Page[Product]:
        """A page of the products by name. A page past the last one is the last one."""
        return self._memory.page(page, size, paused=True)

    def sold(self, page: int, size: int) -> Page[Product]:
        """The same without those that are paused."""
        return self._memory.page(page, size, paused=False)

    def all(self) -> Sequence[Product]:
        """All products, by name."""
        return self._memory.all()

    def currencies(self) -> frozenset[str]:
        """In which the offers are priced that are sold."""
        return self._memory.currencies()

    def product(self, product_id: int) -> Product:
        """One product. Raises UnknownProductError."""
        product = self._memory.product(product_id)
        if product is None:
            raise UnknownProductError
        return product

    def some(self, ids: Iterable[int]) -> list[Product]:
        """Those of these products that there are."""
        found = (self._memory.product(each) for each in ids)
        return [each for each in found if each is not None]

    def offered(self, product_id: int) -> Product:
        """One product that is sold. Raises UnknownProductError, PausedProductError."""
        product = self.product(product_id)
        if product.paused:
            raise PausedProductError(product=product.name)
        return product

    def named(self, name: str) -> Product | None:
        """The product of exactly this name, whatever its case; None if there is none."""
        key, alike = fold(name), self._memory.spelt(name)
        return next((product for product in alike if fold(product.name) == key), None)

    def whole_name(self, words: str) -> list[Product]:
        """Products whose whole name these words are: exactly, or else but for how it is spelt.

        What they are also found by is a name too. None of them where the words are only a part of one.
        """
        exact = self.named(words)
        return [exact] if exact is not None else self._memory.spelt(words)

    def offer(self, offer_id: int) -> Offer:
        """One offer. Raises UnknownOfferError, also for one that was removed."""
        offer = self._memory.offer(offer_id)
        if offer is None:
            raise UnknownOfferError
        return offer

    def good_offer(
        self, provider: str, external_id: str, currency: str | None, country: str | None
    ) -> tuple[str, str, str, str]:
        """The same in the one form that is kept.

        Raises UnknownProviderError, BadExternalIdError, BadCurrencyError, BadCountryError.
        """
        seller = self.seller(provider)
        external_id = good_external_id(external_id)
        return seller.name, external_id, good_currency(currency, seller), good_country(country)

    def listed(self, provider: str, external_id: str, currency: str, country: str) -> Offer | None:
        """The offer that is written exactly so."""
        for offer in self._memory.offers_with(external_id):
            if (offer.provider, offer.currency, offer.country) == (provider, currency, country):
                return offer
        return None

    def standing(
        self, provider: str, external_id: str, currency: str, country: str
    ) -> Offer | None:
        """The offer of the catalog that means the same to the provider; None if there is none.

        No country means the provider's country of the settings, where it has one.
        """
        wanted = (provider, currency, self._meant_country(provider, country))
        for offer in self._memory.offers_with(external_id):
            meant = self._meant_country(offer.provider, offer.country)
            if (offer.provider, offer.currency, meant) == wanted:
                return offer
        return None

    def search(self, words: str, limit: int = 8, *, paused: bool = False) -> list[Product]:
        """Products that people may mean by these words, best first; see services/search.py."""
        return self._memory.search(words, limit, paused=paused)

    async def _load(self) -> None:
        """Where anybody else waits, the words are put in their order apart from the loop."""
        async with self._db.read() as tx:
            newest = await tx.catalog_changes.newest()
            found = [product async for some in everything(tx) for product in some]
        self._memory = await asyncio.to_thread(CatalogMemory, found)
        self.newest = max(self.newest, newest)

    def seller(self, name: str) -> Quoting:
        """The provider of that name, which has settings and sells. Raises UnknownProviderError."""
        sellers = self._providers.with_capability(Quoting)
        for seller in sellers:
            if seller.name == name.strip().lower():
                return seller
        raise UnknownProviderError(provider=name, known=[seller.name for seller in sellers])

    def _meant_country(self, provider: str, country: str) -> str:
        if country or not self._providers.has(provider, SellsByCountry):
            return country
        return self._providers.get(provider, SellsByCountry).country


def _back(product: ProductRow, name: str) -> list[PartRow]:
    """A product that had no offer left comes back for sale, by the name it is given now."""
    return [
        PartRow(PRODUCT, product.id, NAME, product.name, name),
        PartRow(PRODUCT, product.id, PAUSED, YES if product.paused_at else None, None),
    ]

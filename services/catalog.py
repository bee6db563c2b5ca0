"""The catalog: what the desk sells. Read from memory, which every change renews."""

import asyncio
import re
from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass
from sys import intern

from providers.base import Quoting, SellsByCountry
from providers.registry import Providers
from services.actor import Actor
from services.audit import Audit
from services.catalog_texts import good_country, good_currency, good_external_id, good_name
from services.clock import Clock
from services.errors import (
    AlreadyInCatalogError,
    UnknownOfferError,
    UnknownProductError,
    UnknownProviderError,
)
from services.page import Page, pages_for
from services.product_words import fold, name_words
from services.search import SearchIndex
from services.word_table import Holders, WordTable, gather
from storage.catalog import OfferRow
from storage.database import Database

_Place = tuple[tuple[str | int, ...], int]
_AT_ONCE = 1000
"""Offers that are read into memory together."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A product as one provider sells it.

    ``country`` is empty where the provider asks for none, or its country of the settings is meant.
    """

    id: int
    product_id: int
    product_name: str
    provider: str
    external_id: str
    currency: str
    country: str


@dataclass(frozen=True, slots=True)
class Product:
    """A product and its offers, oldest first; it has at least one."""

    id: int
    name: str
    offers: tuple[Offer, ...]


class Catalog:
    """Products and offers. ``load()`` once before anything else; a look-up costs no SQL."""

    def __init__(self, db: Database, clock: Clock, providers: Providers, audit: Audit) -> None:
        self._db = db
        self._clock = clock
        self._providers = providers
        self._audit = audit
        self._products: dict[int, Product] = {}
        self._offers: dict[int, Offer] = {}
        self._by_words = WordTable({})  # products, by the same for all ways to spell their names
        self._by_external_id = WordTable({})  # offers
        self._order = array("q")  # the ids of all products, by name
        self._index = SearchIndex()
        # Memory follows the rows only if changes reach it in the order in which they were committed.
        self._changing = asyncio.Lock()

    async def load(self) -> None:
        """Read everything into memory, in place of what was there."""
        async with self._changing:
            offers: dict[int, list[Offer]] = {}
            names: dict[int, str] = {}
            behind = 0
            async with self._db.read() as tx:
                while rows := await tx.catalog.listed(behind, _AT_ONCE):
                    for row, name in rows:
                        known = names.setdefault(row.product_id, name)
                        offers.setdefault(row.product_id, []).append(_offer(row, known))
                    behind = rows[-1][0].id
            self._products = {id_: Product(id_, names[id_], tuple(offers[id_])) for id_ in names}
            self._offers = {o.id: o for product in self._products.values() for o in product.offers}
            spelt, external = Holders(), Holders()
            for id_, name in names.items():
                gather(spelt, _spelt(name), id_)
            for offer in self._offers.values():
                gather(external, offer.external_id, offer.id)
            self._by_words, self._by_external_id = WordTable(spelt), WordTable(external)
            self._order = array("q", sorted(names, key=self._place))
            self._index.load(names.items())

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
        seller = self._seller(provider)
        name = good_name(name)
        external_id = good_external_id(external_id)
        currency = good_currency(currency, seller)
        country = good_country(country)
        async with self._changing:
            # The rows would take the same offer twice: with its country, and without as it is the usual.
            if standing := self.standing(seller.name, external_id, currency, country):
                raise AlreadyInCatalogError(product=standing.product_name)
            async with self._db.write() as tx:
                now = self._clock()
                product = await tx.catalog.name_product(name, fold(name), now)
                row = await tx.catalog.put_offer(
                    product.id, seller.name, external_id, currency, country, now
                )
                if row is None:  # memory knows of no such offer: another process put it there
                    raise AlreadyInCatalogError(product=product.name)
                await self._audit.write(
                    tx,
                    actor,
                    "catalog.added",
                    product.name,
                    offer=row.id,
                    provider=seller.name,
                    external_id=external_id,
                    currency=currency,
                    country=country,
                )
            offer = _offer(row, product.name)
            known = self._products.get(product.id)
            self._put(product.id, product.name, (*(known.offers if known else ()), offer))
            return offer

    async def remove(self, actor: Actor, offer_id: int) -> Offer:
        """Put an offer away; its product goes with its last offer. Raises UnknownOfferError."""
        async with self._changing:
            offer = self.offer(offer_id)
            async with self._db.write() as tx:
                if await tx.catalog.put_away(offer_id, self._clock()):
                    await self._audit.write(
                        tx,
                        actor,
                        "catalog.removed",
                        offer.product_name,
                        offer=offer.id,
                        provider=offer.provider,
                        external_id=offer.external_id,
                        currency=offer.currency,
                        country=offer.country,
                    )
            product = self._products[offer.product_id]
            self._put(product.id, product.name, (o for o in product.offers if o.id != offer_id))
            return offer

    def products(self, page: int, size: int) -> Page[Product]:
        """A page of the products by name. A page past the last one is the last one."""
        total = len(self._order)
        pages = pages_for(total, size)
        number = min(max(page, 1), pages)
        shown = self._order[(number - 1) * size : number * size]
        return Page(tuple(self._products[id_] for id_ in shown), number, pages, total)

    def product(self, product_id: int) -> Product:
        """One product. Raises UnknownProductError."""
        product = self._products.get(product_id)
        if product is None:
            raise UnknownProductError
        return product

    def named(self, name: str) -> Product | None:
        """The product of exactly this name, whatever its case; None if there is none."""
        key = fold(name)
        alike = (self._products[id_] for id_ in self._by_words.having(_spelt(name)))
        return next((product for product in alike if fold(product.name) == key), None)

    def whole_name(self, words: str) -> list[Product]:
        """Products whose whole name these words are: exactly, or else but for how it is spelt.

        None of them where the words are only a part of a name.
        """
        exact = self.named(words)
        if exact is not None:
            return [exact]
        return [self._products[id_] for id_ in sorted(self._by_words.having(_spelt(words)))]

    def offer(self, offer_id: int) -> Offer:
        """One offer. Raises UnknownOfferError, also for one that was removed."""
        offer = self._offers.get(offer_id)
        if offer is None:
            raise UnknownOfferError
        return offer

    def standing(
        self, provider: str, external_id: str, currency: str, country: str
    ) -> Offer | None:
        """The offer of the catalog that means the same to the provider; None if there is none.

        No country means the provider's country of the settings, where it has one.
        """
        wanted = (provider, currency, self._meant_country(provider, country))
        alike = (self._offers[id_] for id_ in sorted(self._by_external_id.having(external_id)))
        for offer in alike:
            meant = self._meant_country(offer.provider, offer.country)
            if (offer.provider, offer.currency, meant) == wanted:
                return offer
        return None

    def search(self, words: str, limit: int = 8) -> list[Product]:
        """Products that people may mean by these words, best first; see services/search.py."""
        return [self._products[id_] for id_ in self._index.find(words, limit)]

    def _seller(self, name: str) -> Quoting:
        sellers = self._providers.with_capability(Quoting)
        for seller in sellers:
            if seller.name == name.strip().lower():
                return seller
        raise UnknownProviderError(provider=name, known=[seller.name for seller in sellers])

    def _meant_country(self, provider: str, country: str) -> str:
        if country or not self._providers.has(provider, SellsByCountry):
            return country
        return self._providers.get(provider, SellsByCountry).country

    def _put(self, product_id: int, name: str, offers: Iterable[Offer]) -> None:
        """Bring memory up to date with one product."""
        old = self._products.get(product_id)
        if old is not None:
            del self._order[bisect_left(self._order, self._place(product_id), key=self._place)]
            self._by_words.remove(_spelt(old.name), product_id)
            for offer in old.offers:
                del self._offers[offer.id]
                self._by_external_id.remove(offer.external_id, offer.id)
            del self._products[product_id]
        product = Product(product_id, name, tuple(offers))
        if not product.offers:
            self._index.drop(product_id)
            return
        self._products[product_id] = product
        self._by_words.add(_spelt(name), product_id)
        for offer in product.offers:
            self._offers[offer.id] = offer
            self._by_external_id.add(offer.external_id, offer.id)
        insort(self._order, product_id, key=self._place)
        if old is None:
            self._index.put(product_id, name)

    def _place(self, product_id: int) -> _Place:
        """Where a product stands in a listing: numbers by their size, so that FIFA 9 precedes FIFA 23."""
        pieces = re.split(r"(\d+)", fold(self._products[product_id].name))
        return tuple(int(p) if n % 2 else p for n, p in enumerate(pieces)), product_id


def _offer(row: OfferRow, product_name: str) -> Offer:
    """Very many have these three words in common: each is in memory once."""
    return Offer(
        row.id,
        row.product_id,
        product_name,
        intern(row.provider),
        row.external_id,
        intern(row.currency),
        intern(row.country),
    )


def _spelt(name: str) -> str:
    """What is the same in all ways to spell a name."""
    return " ".join(name_words(name))

"""The catalog in memory, so that a look-up costs no SQL."""

import re
from array import array
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping

from services.catalog.entries import Offer, Product
from services.page import Page, pages_for
from services.product_words import fold, name_words
from services.search import SearchIndex
from services.word_table import Holders, WordTable, gather

_Place = tuple[tuple[str | int, ...], int]


class CatalogMemory:
    """All products at once, in the order of their names, and by their words and ids."""

    def __init__(self, products: Iterable[Product] = ()) -> None:
        """Slow for very many: make it in a thread."""
        self._products = {product.id: product for product in products}
        known = self._products.values()
        self._offers = {offer.id: offer for product in known for offer in product.offers}
        spelt, external = Holders(), Holders()
        for product in known:
            for words in _spellings(product):
                gather(spelt, words, product.id)
        for offer in self._offers.values():
            gather(external, offer.external_id, offer.id)
        # Products, by the same for all ways to spell their names and what they are also found by; offers.
        self._by_words, self._by_external_id = WordTable(spelt), WordTable(external)
        self._order = array("q", sorted(self._products, key=self._place))
        self._sold = array("q", (id_ for id_ in self._order if not self._products[id_].paused))
        self._currencies = Counter(
            offer.currency for id_ in self._sold for offer in self._products[id_].offers
        )
        self._index = SearchIndex()
        also = {product.id: product.words for product in known if product.words}
        self._index.load(((product.id, product.name) for product in known), also)

    def put(self, changed: Mapping[int, Product | None]) -> None:
        """Take products in as they are now; None, or one without offers: it is in the catalog no more."""
        # All old ones first: an offer may have been moved from one to another.
        olds = {id_: old for id_ in changed if (old := self._products.get(id_)) is not None}
        for old in olds.values():
            self._forget(old)
        for id_, product in changed.items():
            if product is None or not product.offers:
                self._index.drop(id_)
                continue
            self._take(product)
            before = olds.get(id_)
            if before is None or (before.name, before.words) != (product.name, product.words):
                self._index.put(id_, product.name, product.words)

    def page(self, number: int, size: int, *, paused: bool) -> Page[Product]:
        """Products by name, with those that are paused or without. A page past the last is the last."""
        order = self._order if paused else self._sold
        total = len(order)
        pages = pages_for(total, size)
        number = min(max(number, 1), pages)
        shown = order[(number - 1) * size : number * size]
        return Page(tuple(self._products[id_] for id_ in shown), number, pages, total)

    def product(self, product_id: int) -> Product | None:
        """One product."""
        return self._products.get(product_id)

    def offer(self, offer_id: int) -> Offer | None:
        """One offer."""
        return self._offers.get(offer_id)

    def offers_with(self, external_id: str) -> list[Offer]:
        """The offers that have this id at their provider."""
        return [self._offers[id_] for id_ in sorted(self._by_external_id.having(external_id))]

    def spelt(self, words: str) -> list[Product]:
        """Products of which this is the name, or a word they are also found by, however it is spelt."""
        return [self._products[id_] for id_ in sorted(self._by_words.having(_spelt(words)))]

    def search(self, words: str, limit: int, *, paused: bool) -> list[Product]:
        """Products that may be meant by these words, best first."""
        wanted = limit
        while True:
            found = [self._products[id_] for id_ in self._index.find(words, wanted)]
            meant = [each for each in found if paused or not each.paused]
            if len(meant) >= limit or len(found) < wanted:
                return meant[:limit]
            wanted *= 4  # some of the best are paused

    def all(self) -> list[Product]:
        """All products, by name."""
        return [self._products[id_] for id_ in self._order]

    def currencies(self) -> frozenset[str]:
        """In which the offers are priced of products that are not paused."""
        return frozenset(each for each, offers in self._currencies.items() if offers and each)

    def _take(self, product: Product) -> None:
        self._products[product.id] = product
        for words in _spellings(product):
            self._by_words.add(words, product.id)
        for offer in product.offers:
            self._offers[offer.id] = offer
            self._by_external_id.add(offer.external_id, offer.id)
        for order in (self._order, *(() if product.paused else (self._sold,))):
            insort(order, product.id, key=self._place)
        if not product.paused:
            self._currencies.update(offer.currency for offer in product.offers)

    def _forget(self, old: Product) -> None:
        for order in (self._order, *(() if old.paused else (self._sold,))):
            del order[bisect_left(order, self._place(old.id), key=self._place)]
        if not old.paused:
            self._currencies.subtract(offer.currency for offer in old.offers)
        for words in _spellings(old):
            self._by_words.remove(words, old.id)
        for offer in old.offers:
            del self._offers[offer.id]
            self._by_external_id.remove(offer.external_id, offer.id)
        del self._products[old.id]

    def _place(self, product_id: int) -> _Place:
        """Where a product stands in a listing: numbers by their size, so that FIFA 9 precedes FIFA 23."""
        pieces = re.split(r"(\d+)", fold(self._products[product_id].name))
        return tuple(int(p) if n % 2 else p for n, p in enumerate(pieces)), product_id


def _spellings(product: Product) -> set[str]:
    return {_spelt(words) for words in (product.name, *product.words)}


def _spelt(name: str) -> str:
    """What is the same in all ways to spell a name."""
    return " ".join(name_words(name))

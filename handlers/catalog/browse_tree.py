"""Places in a provider's tree, by ids short enough for a button."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.frame.callback import short
from providers.base import Collection, Tree, TreeProduct
from services.page import Page, pages_for

PAGE = 8
TOP = ""
"""In place of a collection's id: where the tree begins."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A collection, or the top of the tree: its id, what leads to it, and what is on it."""

    id: str
    path: tuple[Collection, ...]
    collections: tuple[Collection, ...]
    products: tuple[TreeProduct, ...]

    @property
    def parent(self) -> str:
        """The id of the one above; ``TOP`` for the top itself."""
        return short(self.path[-2].external_id) if len(self.path) > 1 else TOP

    def page(self, number: int) -> Page[Collection | TreeProduct]:
        """Collections first, then products. Past the last page is the last."""
        entries: tuple[Collection | TreeProduct, ...] = (*self.collections, *self.products)
        pages = pages_for(len(entries), PAGE)
        number = min(max(number, 1), pages)
        return Page(entries[(number - 1) * PAGE : number * PAGE], number, pages, len(entries))

    def page_of(self, product: TreeProduct) -> int:
        """The number of the page on which a product stands."""
        return (len(self.collections) + self.products.index(product)) // PAGE + 1

    def place_of(self, product: TreeProduct) -> str:
        """The short id of a product: of several under one external id each has another."""
        same_id = (each for each in self.products if each.external_id == product.external_id)
        return short(product.external_id) if next(same_id) == product else _precise(product)

    def product(self, place: str) -> TreeProduct | None:
        """The product with this short id."""
        for place_of in (lambda each: short(each.external_id), _precise):
            for each in self.products:
                if place_of(each) == place:
                    return each
        return None


def _precise(product: TreeProduct) -> str:
    return short("\n".join((product.external_id, product.currency, product.country)))


def top(tree: Tree) -> Shelf:
    """Where the tree begins."""
    return Shelf(TOP, (), tree.collections, ())


def shelf_at(tree: Tree, place: str) -> Shelf | None:
    """The shelf with this short id; None if it is not in the tree (any more)."""
    if place == TOP:
        return top(tree)
    path = path_to(tree.collections, place)
    if path is None:
        return None
    return Shelf(place, path, path[-1].collections, path[-1].products)


def path_to(collections: Sequence[Collection], place: str) -> tuple[Collection, ...] | None:
    """What leads to the collection with this short id, and it itself; None if it is not there."""
    paths = _paths(collections, ())
    return next((path for path in paths if short(path[-1].external_id) == place), None)


def size(collection: Collection) -> int:
    """How many products are in a collection and below it."""
    return len(collection.products) + sum(map(size, collection.collections))


def _paths(
    collections: Sequence[Collection], above: tuple[Collection, ...]
) -> Iterator[tuple[Collection, ...]]:
    for each in collections:
        yield (*above, each)
        yield from _paths(each.collections, (*above, each))

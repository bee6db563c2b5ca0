"""The catalog: collections in a tree, the products in them, and how a market sees both."""

from typing import Any

from sandbox.hype import catalog_bodies as bodies
from sandbox.hype.errors import RefusalError
from sandbox.hype.goods import Collection, Listing, Market, Product

Body = dict[str, Any]


class Catalog:
    """What PIN Hype offers to one partner; products and collections by their ids."""

    def __init__(self) -> None:
        self.collections: dict[int, Collection] = {}
        self.products: dict[int, Product] = {}

    def tree(self, market: Market, *, mixed: bool) -> list[Body]:
        """FACTS 5.3: every collection with its products and the collections below it."""
        return self._below(None, market, mixed)

    def tops(self) -> list[Body]:
        """FACTS 5.4: the collections at the top, without what is in them or below them."""
        tops = (entry for entry in self.collections.values() if entry.parent_id is None)
        return [bodies.collection(entry) for entry in tops]

    def products_of(self, collection_id: int, market: Market, *, mixed: bool) -> list[Body]:
        """FACTS 5.5: what lies in this very collection, not in those below it.

        RefusalError 404 if there is no such collection.
        """
        self.collection(collection_id)
        return self._products(collection_id, market, mixed)

    def collection(self, collection_id: int) -> Collection:
        """RefusalError 404 if there is no such collection."""
        found = self.collections.get(collection_id)
        if found is None:
            raise RefusalError(404, "Collection not found")
        return found

    def product(self, product_id: int) -> Product:
        """RefusalError 404 if there is no such product."""
        found = self.products.get(product_id)
        if found is None:
            raise RefusalError(404, "Product not found")
        return found

    def listing(self, product: Product, market: Market) -> Listing:
        """Return the product's prices there; RefusalError 404 if it is not sold there."""
        found = product.listings.get(market)
        if found is None:
            raise RefusalError(404, f"Product not sold in {market.country} for {market.currency}")
        return found

    def ancestors(self, collection_id: int) -> list[Collection]:
        """Return the collection and all those above it, the top one last."""
        line = [self.collections[collection_id]]
        while (parent := line[-1].parent_id) is not None:
            line.append(self.collections[parent])
        return line

    def _below(self, parent_id: int | None, market: Market, mixed: bool) -> list[Body]:
        return [
            bodies.collection(entry)
            | {
                "collections": self._below(entry.collection_id, market, mixed),
                "products": self._products(entry.collection_id, market, mixed),
            }
            for entry in self.collections.values()
            if entry.parent_id == parent_id
        ]

    def _products(self, collection_id: int, market: Market, mixed: bool) -> list[Body]:
        found = []
        for product in self.products.values():
            listing = product.listings.get(market)
            if listing is None and mixed:
                listing = next(iter(product.listings.values()))
            if listing is not None and collection_id in product.collection_ids:
                found.append(bodies.product(product, listing))
        return found

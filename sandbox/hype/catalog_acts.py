"""What the catalog's five endpoints answer (FACTS 5.3 to 5.7)."""

from typing import Any

from sandbox.hype import catalog_bodies as bodies
from sandbox.hype.catalog import Catalog
from sandbox.hype.goods import Market
from sandbox.hype.quirks import Quirks

Params = dict[str, Any]


class CatalogActs:
    """Reading the catalog; nothing here changes it. ``language`` changes no text."""

    def __init__(self, catalog: Catalog, quirks: Quirks) -> None:
        self._catalog = catalog
        self._quirks = quirks

    def tree(self, params: Params) -> Any:
        """FACTS 5.3."""
        return self._catalog.tree(_market(params), mixed=self._quirks.mixed_currencies)

    def collections(self, params: Params) -> Any:
        """FACTS 5.4."""
        return self._catalog.tops()

    def collection(self, params: Params) -> Any:
        """FACTS 5.5, in one of its two forms."""
        found = self._catalog.collection(int(params["collectionId"]))
        products = self._catalog.products_of(
            found.collection_id, _market(params), mixed=self._quirks.mixed_currencies
        )
        if self._quirks.collection_as_object:
            return {"id": found.collection_id, "name": found.name, "products": products}
        return products

    def product(self, params: Params) -> Any:
        """FACTS 5.6: by the document, or as it was seen."""
        product = self._catalog.product(int(params["productId"]))
        if self._quirks.product_in_usd:
            line = self._catalog.ancestors(product.collection_ids[0])
            return bodies.unlabelled_detail(product, product.unlabelled_usd(), line)
        listing = self._catalog.listing(product, _market(params))
        inside = [self._catalog.collection(each) for each in product.collection_ids]
        return bodies.detail(product, listing, inside)

    def stock(self, params: Params) -> Any:
        """FACTS 5.7; the stock is one for all markets."""
        product = self._catalog.product(int(params["productId"]))
        return {"hasStock": product.has_stock, "amount": product.stock}


def _market(params: Params) -> Market:
    default = Market()
    return Market(params.get("country", default.country), params.get("currency", default.currency))

"""Offers of own stock: a product has one in each currency in which it has, or had, own stock."""

import secrets

from services.actor import Actor
from services.catalog import Catalog
from services.errors import AlreadyInCatalogError, UnknownProductError
from services.own_stock.provider import OWN


class OwnOffers:
    """Finds them, and makes those that are missing."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    async def of(self, actor: Actor, product_id: int, name: str, currency: str) -> int:
        """The id of a product's offer in this currency.

        ``name`` is what the product is called should it be in the catalog no more.
        """
        try:
            product = self._catalog.product(product_id)
        except UnknownProductError:
            pass
        else:
            name = product.name
            for offer in product.offers:
                if (offer.provider, offer.currency) == (OWN, currency):
                    return offer.id
        place = str(product_id)
        while True:
            try:
                return (await self._catalog.add(actor, name, OWN, place, currency)).id
            except (
                AlreadyInCatalogError
            ):  # it was moved to another product, or another process made it
                place = f"{product_id}-{secrets.token_hex(3)}"

"""A third provider of the package: a market in memory that sells key products and keeps books."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pydantic import SecretStr

from providers.administration import (
    KeyProduct,
    KeyProductChange,
    KeyProductContent,
    KeyProductFilter,
    KeyProductPage,
    Made,
    Platform,
    PricedPlatform,
    PublicPrice,
    PublicView,
)
from providers.base import Sale
from providers.errors import AlreadyDone, NotFound

KEY = "MARKET-0001-KEY"
_DECK = Platform("deck", "Steam Deck")
_SALE = Sale(
    "908070605",
    "market-txn",
    "7",
    "Chess",
    "PAID",
    None,
    None,
    Decimal(5),
    "EUR",
    "",
    SecretStr(KEY),
    None,
)


class Market:
    """Implements ``SellsKeyProducts``, with ids longer than a button, and ``Reporting``."""

    def __init__(self) -> None:
        self.name = "market"
        self.key_product_filters = frozenset({"name", "sku"})
        self.own_platform_links = False
        self._products: dict[str, KeyProduct] = {}

    async def check(self) -> None:
        """It is always there."""

    async def close(self) -> None:
        """There is nothing to give back."""

    async def key_products(
        self, wanted: KeyProductFilter, offset: int, limit: int
    ) -> KeyProductPage:
        """Those that fit, in the order they were made."""
        found = [
            each
            for each in self._products.values()
            if wanted.sku in each.sku
            and any(wanted.name.lower() in name.lower() for name in each.content.names.values())
        ]
        return KeyProductPage(tuple(found[offset : offset + limit]), offset, len(found))

    async def key_product(self, product_id: str) -> KeyProduct:
        """One of them."""
        if product_id not in self._products:
            raise NotFound(self.name, "no such product")
        return self._products[product_id]

    async def create_key_product(self, sku: str, content: KeyProductContent) -> Made[KeyProduct]:
        """Create one."""
        if any(each.sku == sku for each in self._products.values()):
            raise AlreadyDone(self.name, "create: the sku is taken")
        name = f"market:products/of a merchant with a long name/{len(self._products) + 1:08}"
        made = KeyProduct(name, "", sku, content, False, (), None, None, None)
        return Made(self._kept(made))

    async def edit_key_product(self, product_id: str, change: KeyProductChange) -> KeyProduct:
        """Change one."""
        old = await self.key_product(product_id)
        return self._kept(replace(old, content=change.of(old.content)))

    async def publish_key_product(self, product_id: str) -> KeyProduct:
        """Put one on sale."""
        return self._kept(replace(await self.key_product(product_id), enabled=True))

    async def delete_key_product(self, product_id: str) -> None:
        """Delete one."""
        del self._products[(await self.key_product(product_id)).id]

    async def public_view(self, product_id: str, country: str, currency: str) -> PublicView:
        """The same for everybody."""
        product = await self.key_product(product_id)
        prices = [
            PublicPrice(_DECK, price.amount, price.currency, price.region, is_fallback=False)
            for platform in product.platforms
            for price in platform.prices
        ]
        return PublicView(product_id, product.content.names["en"], "", "", (), tuple(prices))

    async def platforms(self) -> tuple[Platform, ...]:
        """One."""
        return (_DECK,)

    async def set_platform(self, product_id: str, platform: PricedPlatform) -> None:
        """Put it there."""
        await self.remove_platform(product_id, platform.id)
        product = await self.key_product(product_id)
        self._kept(replace(product, platforms=(*product.platforms, platform)))

    async def remove_platform(self, product_id: str, platform_id: str) -> None:
        """Take it away."""
        product = await self.key_product(product_id)
        left = tuple(each for each in product.platforms if each.id != platform_id)
        self._kept(replace(product, platforms=left))

    async def sales(self, begin: date, end: date, *, by_creation: bool = False) -> tuple[Sale, ...]:
        """The one sale there ever was."""
        return (_SALE,)

    async def sale(self, reference: str) -> Sale:
        """The same, by its reference."""
        if reference != _SALE.reference:
            raise NotFound(self.name, "no such sale")
        return _SALE

    async def sales_of_txn(self, txn_id: str) -> tuple[Sale, ...]:
        """The same, by our transaction id."""
        return (_SALE,) if txn_id == _SALE.txn_id else ()

    async def sales_of_document(self, document: str) -> tuple[Sale, ...]:
        """Nobody's."""
        return ()

    def _kept(self, product: KeyProduct) -> KeyProduct:
        self._products[product.id] = product
        return product


def make(settings: Mapping[str, str], on_secret: Callable[[str], None]) -> Market:
    """Make it from ``KEYDESK_MARKET__SECRET``."""
    if "secret" not in settings:
        raise ValueError("secret is missing")
    return Market()

"""Key products at a provider that sells our keys for us: listed and read."""

from providers.administration import (
    KeyProduct,
    KeyProductFilter,
    Platform,
    PublicView,
    SellsKeyProducts,
)
from providers.registry import Providers
from services.administration import checks
from services.administration.change_records import asked, named
from services.administration.errors import NoKeyProductError
from services.page import Page, pages_for

LISTED = 50
"""So many whose SKU is alike are looked through for one."""


class ProductReadings:
    """Every method takes the provider's name as ``seller``.

    Every method may raise UnknownProviderError and ProviderTroubleError; those that name a product
    NoKeyProductError.
    """

    def __init__(self, providers: Providers) -> None:
        self._sellers = providers.with_capability(SellsKeyProducts)

    def filters(self, seller: str) -> frozenset[str]:
        """The filters the provider has, by the names of KeyProductFilter."""
        return self._named(seller).key_product_filters

    def own_platform_links(self, seller: str) -> bool:
        """Whether a platform of one's own needs its two addresses there, or has none."""
        return self._named(seller).own_platform_links

    async def listing(
        self, wanted: KeyProductFilter, page: int, size: int, *, seller: str
    ) -> Page[KeyProduct]:
        """A page of the key products. A page past the last one is the last one."""
        provider = self._named(seller)
        number = max(page, 1)
        while True:
            found = await asked(provider.key_products(wanted, (number - 1) * size, size))
            pages = pages_for(found.total, size)
            if found.items or number == 1:
                return Page(found.items, number, max(pages, number), found.total)
            # What was there a moment ago may be gone, so the way back is taken step by step.
            number = min(number - 1, pages)

    async def read(self, product_id: str, *, seller: str) -> KeyProduct:
        """One key product."""
        provider = self._named(seller)
        return await asked(provider.key_product(product_id), not_found=gone(provider, product_id))

    async def public_view(
        self, product_id: str, country: str = "", currency: str = "", *, seller: str
    ) -> PublicView:
        """What a buyer in the country sees, in the currency; empty is not said.

        Raises ChangeRefusedError for one that is not published.
        """
        country = checks.country("country", country) if country else ""
        currency = checks.currency("currency", currency) if currency else ""
        provider = self._named(seller)
        shown = provider.public_view(product_id, country, currency)
        return await asked(shown, not_found=gone(provider, product_id))

    async def platforms(self, *, seller: str) -> tuple[Platform, ...]:
        """The platforms there are."""
        return await asked(self._named(seller).platforms())

    async def with_sku(self, sku: str, *, seller: str) -> KeyProduct:
        """The key product of a SKU."""
        provider = self._named(seller)
        found = await asked(provider.key_products(KeyProductFilter(sku=sku), 0, LISTED))
        for product in found.items:
            if product.sku == sku:
                return product
        raise NoKeyProductError(provider=provider.name, product=sku)

    def _named(self, seller: str) -> SellsKeyProducts:
        return named(self._sellers, seller)


def gone(provider: SellsKeyProducts, product_id: str) -> NoKeyProductError:
    """What is told where there is no such product."""
    return NoKeyProductError(provider=provider.name, product=product_id)

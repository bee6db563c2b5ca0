"""Key products at a provider that sells our keys for us: listed, read, and changed on record."""

from collections.abc import Awaitable
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from providers.administration import (
    KeyProduct,
    KeyProductChange,
    KeyProductContent,
    KeyProductFilter,
    Made,
    Platform,
    PricedPlatform,
    PublicView,
    SellsKeyProducts,
)
from providers.errors import AlreadyDone, NotFound, ProviderError
from providers.registry import Providers
from services.actor import Actor
from services.administration import checks
from services.administration.errors import NoKeyProductError, SkuTakenError
from services.administration.product_checks import fields_of, good_change, good_content
from services.administration.record import Recorder, named, told
from services.audit import Audit
from services.page import Page, pages_for
from storage.database import Database

T = TypeVar("T")


class KeyProducts:
    """Every method takes the provider's name as ``seller``; None means the only one there is.

    Every method may raise NeedProviderError, UnknownProviderError and ProviderTroubleError; those that
    name a product NoKeyProductError; those that change one BadFieldError, ChangeRefusedError and
    ChangeUnknownError besides.
    """

    def __init__(self, db: Database, providers: Providers, audit: Audit) -> None:
        self._sellers = providers.with_capability(SellsKeyProducts)
        self._recorder = Recorder(db, audit)

    @property
    def sellers(self) -> tuple[str, ...]:
        """The names of the providers that sell key products."""
        return tuple(seller.name for seller in self._sellers)

    def filters(self, seller: str | None = None) -> frozenset[str]:
        """The filters the provider has, by the names of KeyProductFilter."""
        return self._named(seller).key_product_filters

    def own_platform_links(self, seller: str | None = None) -> bool:
        """Whether a platform of one's own needs its two addresses there, or has none."""
        return self._named(seller).own_platform_links

    async def listing(
        self, wanted: KeyProductFilter, page: int, size: int, *, seller: str | None = None
    ) -> Page[KeyProduct]:
        """A page of the key products. A page past the last one is the last one."""
        provider = self._named(seller)
        number = max(page, 1)
        while True:
            found = await _asked(provider.key_products(wanted, (number - 1) * size, size))
            pages = pages_for(found.total, size)
            if found.items or number == 1:
                return Page(found.items, number, max(pages, number), found.total)
            # What was there a moment ago may be gone, so the way back is taken step by step.
            number = min(number - 1, pages)

    async def read(self, product_id: str, *, seller: str | None = None) -> KeyProduct:
        """One key product."""
        return await _asked(self._named(seller).key_product(product_id), product_id)

    async def public_view(
        self, product_id: str, country: str = "", currency: str = "", *, seller: str | None = None
    ) -> PublicView:
        """What a buyer in the country sees, in the currency; empty is not said.

        Raises ChangeRefusedError for one that is not published.
        """
        country = checks.country("country", country) if country else ""
        currency = checks.currency("currency", currency) if currency else ""
        provider = self._named(seller)
        return await _asked(provider.public_view(product_id, country, currency), product_id)

    async def platforms(self, *, seller: str | None = None) -> tuple[Platform, ...]:
        """The platforms there are."""
        return await _asked(self._named(seller).platforms())

    async def create(
        self, actor: Actor, sku: str, content: KeyProductContent, *, seller: str | None = None
    ) -> Made[KeyProduct]:
        """Create a key product, not yet published. Raises SkuTakenError."""
        provider = self._named(seller)
        sku = checks.line("sku", sku, checks.MOST_SKU)
        content = good_content(content)
        made = self._recorder.change(
            actor,
            "key-product.create",
            sku,
            lambda: provider.create_key_product(sku, content),
            provider=provider.name,
            name=content.names,
        )
        try:
            return await _asked(made)
        except AlreadyDone as error:
            raise SkuTakenError(provider=provider.name, sku=sku) from error

    async def edit(
        self,
        actor: Actor,
        product_id: str,
        change: KeyProductChange,
        *,
        seller: str | None = None,
    ) -> KeyProduct:
        """Change what is written of a key product, on top of what stands there now."""
        provider = self._named(seller)
        change = good_change(change)
        changed = self._recorder.change(
            actor,
            "key-product.edit",
            product_id,
            lambda: provider.edit_key_product(product_id, change),
            provider=provider.name,
            fields=fields_of(change),
        )
        return await _asked(changed, product_id)

    async def publish(
        self, actor: Actor, product_id: str, *, seller: str | None = None
    ) -> KeyProduct:
        """Put a key product on sale."""
        provider = self._named(seller)
        published = self._recorder.change(
            actor,
            "key-product.publish",
            product_id,
            lambda: provider.publish_key_product(product_id),
            provider=provider.name,
        )
        return await _asked(published, product_id)

    async def delete(self, actor: Actor, product_id: str, *, seller: str | None = None) -> None:
        """Delete a key product for ever."""
        provider = self._named(seller)
        deleted = self._recorder.change(
            actor,
            "key-product.delete",
            product_id,
            lambda: provider.delete_key_product(product_id),
            provider=provider.name,
        )
        await _asked(deleted, product_id)

    async def set_platform(
        self, actor: Actor, product_id: str, platform: PricedPlatform, *, seller: str | None = None
    ) -> None:
        """Add a platform with its prices, or put these in place of those it has."""
        provider = self._named(seller)
        prices = tuple(checks.price(p.region, p.amount, p.currency) for p in platform.prices)
        platform = replace(
            platform,
            id=checks.line("platform", platform.id),
            name=checks.line("platform", platform.name),
            prices=prices,
            activation_url=checks.url("activation_url", platform.activation_url),
            eula_url=checks.url("eula_url", platform.eula_url),
        )
        written = self._recorder.change(
            actor,
            "key-product.set-platform",
            product_id,
            lambda: provider.set_platform(product_id, platform),
            provider=provider.name,
            platform=platform.id,
            prices=[f"{price.region} {price.amount} {price.currency}" for price in prices],
        )
        await _asked(written, product_id)

    async def set_price(
        self,
        actor: Actor,
        product_id: str,
        platform_id: str,
        region: str,
        amount: Decimal,
        currency: str,
        *,
        own: PricedPlatform | None = None,
        seller: str | None = None,
    ) -> None:
        """Add or change the price in one region; the platform is added where it is not there.

        ``own`` is the platform, where it is one of the merchant's own.
        """
        price = checks.price(region, amount, currency)
        product = await self.read(product_id, seller=seller)
        platform = _platform(product, platform_id) or own
        platform = platform or await self._known(platform_id, seller)
        others = [old for old in platform.prices if old.region != price.region]
        platform = replace(platform, prices=(*others, price))
        await self.set_platform(actor, product_id, platform, seller=seller)

    async def remove_price(
        self,
        actor: Actor,
        product_id: str,
        platform_id: str,
        region: str,
        *,
        seller: str | None = None,
    ) -> None:
        """Take the price in one region away."""
        product = await self.read(product_id, seller=seller)
        platform = _platform(product, platform_id)
        if platform is None:
            raise checks.bad("platform", "no-platform", platform_id)
        left = tuple(old for old in platform.prices if old.region != region)
        if left == platform.prices:
            raise checks.bad("region", "no-region", region)
        await self.set_platform(actor, product_id, replace(platform, prices=left), seller=seller)

    async def remove_platform(
        self, actor: Actor, product_id: str, platform_id: str, *, seller: str | None = None
    ) -> None:
        """Take a platform with its prices away."""
        provider = self._named(seller)
        removed = self._recorder.change(
            actor,
            "key-product.remove-platform",
            product_id,
            lambda: provider.remove_platform(product_id, platform_id),
            provider=provider.name,
            platform=platform_id,
        )
        await _asked(removed, product_id)

    async def _known(self, platform_id: str, seller: str | None) -> PricedPlatform:
        for platform in await self.platforms(seller=seller):
            if platform.id == platform_id:
                return PricedPlatform(platform.id, platform.name)
        raise checks.bad("platform", "no-platform", platform_id)

    def _named(self, seller: str | None) -> SellsKeyProducts:
        return named(self._sellers, seller)


def _platform(product: KeyProduct, platform_id: str) -> PricedPlatform | None:
    return next((each for each in product.platforms if each.id == platform_id), None)


async def _asked(answer: Awaitable[T], product_id: str | None = None) -> T:
    """Wait for the provider, and say what goes wrong in the desk's words; AlreadyDone as it is."""
    try:
        return await answer
    except AlreadyDone:
        raise
    except NotFound as error:
        if product_id is None:
            raise told(error) from error
        raise NoKeyProductError(provider=error.provider, product=product_id) from error
    except ProviderError as error:
        raise told(error) from error

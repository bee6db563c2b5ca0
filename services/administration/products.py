"""Key products at a provider that sells our keys for us: listed, read, and changed on record."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

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
from providers.registry import Providers
from services.actor import Actor
from services.administration import checks
from services.administration.errors import NoKeyProductError, SkuTakenError
from services.administration.meanwhile import (
    Marks,
    MovedError,
    marks_of_content,
    marks_of_platform,
    marks_of_price,
    marks_of_wishes,
    moved,
)
from services.administration.one_at_a_time import OneAtATime
from services.administration.platform_wishes import PlatformWish
from services.administration.product_checks import fields_of, good_change, good_content
from services.administration.record import Recorder, asked, named
from services.audit import Audit
from services.clock import Clock
from services.deeds import Deeds
from services.page import Page, pages_for
from storage.database import Database

T = TypeVar("T")


class KeyProducts:
    """Every method takes the provider's name as ``seller``.

    Every method may raise UnknownProviderError and ProviderTroubleError; those that
    name a product NoKeyProductError; those that change one BadFieldError, BeingChangedError,
    ChangeRefusedError and ChangeUnknownError besides. ``seen`` is what a change was to take the place of
    when the person was asked (meanwhile.py): ChangedMeanwhileError where that is not there any more.
    """

    def __init__(
        self, db: Database, providers: Providers, audit: Audit, deeds: Deeds, clock: Clock
    ) -> None:
        self._sellers = providers.with_capability(SellsKeyProducts)
        self._recorder = Recorder(db, audit, deeds)
        self._one = OneAtATime(db, clock)

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
        return await asked(provider.key_product(product_id), not_found=_gone(provider, product_id))

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
        return await asked(shown, not_found=_gone(provider, product_id))

    async def platforms(self, *, seller: str) -> tuple[Platform, ...]:
        """The platforms there are."""
        return await asked(self._named(seller).platforms())

    async def create(
        self, actor: Actor, sku: str, content: KeyProductContent, *, seller: str
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
        taken = SkuTakenError(provider=provider.name, sku=sku)
        return await asked(made, already_done=taken)

    async def edit(
        self,
        actor: Actor,
        product_id: str,
        change: KeyProductChange,
        *,
        seller: str,
        seen: Marks = (),
    ) -> KeyProduct:
        """Change what is written of a key product, on top of what stands there now."""
        provider = self._named(seller)
        change = good_change(change)
        async with self._one.hold(actor, provider.name, product_id):
            if seen:
                product = await self.read(product_id, seller=seller)
                await self.still(product, seen, change, seller=seller)
            return await self._changed(
                provider,
                actor,
                "key-product.edit",
                product_id,
                lambda: provider.edit_key_product(product_id, change),
                fields=fields_of(change),
            )

    async def publish(self, actor: Actor, product_id: str, *, seller: str) -> KeyProduct:
        """Put a key product on sale."""
        provider = self._named(seller)
        async with self._one.hold(actor, provider.name, product_id):
            return await self._changed(
                provider,
                actor,
                "key-product.publish",
                product_id,
                lambda: provider.publish_key_product(product_id),
            )

    async def delete(self, actor: Actor, product_id: str, *, seller: str) -> None:
        """Delete a key product for ever."""
        provider = self._named(seller)
        async with self._one.hold(actor, provider.name, product_id):
            await self._changed(
                provider,
                actor,
                "key-product.delete",
                product_id,
                lambda: provider.delete_key_product(product_id),
            )

    async def set_platform(
        self,
        actor: Actor,
        product_id: str,
        platform: PricedPlatform,
        *,
        before: PricedPlatform | None,
        seller: str,
    ) -> None:
        """Add a platform with its prices, or put these in place of those it has.

        ``before``: what was read of it, None where it is not there. All of it is written, so it must
        still be that: ChangedMeanwhileError where it is not.
        """
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

        async def write() -> None:
            there = (await provider.key_product(product_id)).platforms
            read = marks_of_platform([before] if before else [], platform.id)
            stands = marks_of_platform(there, platform.id)
            if error := moved(provider.name, read, stands, None):
                raise MovedError(provider.name, error)
            await provider.set_platform(product_id, platform)

        async with self._one.hold(actor, provider.name, product_id):
            await self._changed(
                provider,
                actor,
                "key-product.set-platform",
                product_id,
                write,
                platform=platform.id,
                prices=[f"{price.region} {price.amount} {price.currency}" for price in prices],
            )

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
        seller: str,
        seen: Marks = (),
    ) -> None:
        """Add or change the price in one region; the platform is added where it is not there.

        ``own`` is the platform, where it is one of the merchant's own.
        """
        price = checks.price(region, amount, currency)
        async with self.held(actor, product_id, seller=seller):
            product = await self.read(product_id, seller=seller)
            there = marks_of_price(product.platforms, platform_id, price.region)
            await self._still(seller, product_id, seen, there)
            before = _platform(product, platform_id)
            platform = before or own or await self._known(platform_id, seller)
            others = [old for old in platform.prices if old.region != price.region]
            platform = replace(platform, prices=(*others, price))
            await self.set_platform(actor, product_id, platform, before=before, seller=seller)

    async def remove_price(
        self,
        actor: Actor,
        product_id: str,
        platform_id: str,
        region: str,
        *,
        seller: str,
        seen: Marks = (),
    ) -> None:
        """Take the price in one region away."""
        async with self.held(actor, product_id, seller=seller):
            product = await self.read(product_id, seller=seller)
            there = marks_of_price(product.platforms, platform_id, region)
            await self._still(seller, product_id, seen, there)
            before = _platform(product, platform_id)
            if before is None:
                raise checks.bad("platform", "no-platform", platform_id)
            left = tuple(old for old in before.prices if old.region != region)
            if left == before.prices:
                raise checks.bad("region", "no-region", region)
            platform = replace(before, prices=left)
            await self.set_platform(actor, product_id, platform, before=before, seller=seller)

    async def remove_platform(
        self, actor: Actor, product_id: str, platform_id: str, *, seller: str, seen: Marks = ()
    ) -> None:
        """Take a platform with its prices away."""
        provider = self._named(seller)
        async with self.held(actor, product_id, seller=seller):
            if seen:
                there = (await self.read(product_id, seller=seller)).platforms
                await self._still(seller, product_id, seen, marks_of_platform(there, platform_id))
            await self._changed(
                provider,
                actor,
                "key-product.remove-platform",
                product_id,
                lambda: provider.remove_platform(product_id, platform_id),
                platform=platform_id,
            )

    @asynccontextmanager
    async def held(self, actor: Actor, product_id: str, *, seller: str) -> AsyncIterator[None]:
        """Keep others from changing a product between several changes to it."""
        async with self._one.hold(actor, self._named(seller).name, product_id):
            yield

    async def still(
        self,
        product: KeyProduct,
        seen: Marks,
        change: KeyProductChange,
        wishes: Sequence[PlatformWish] = (),
        *,
        seller: str,
    ) -> None:
        """Raise ChangedMeanwhileError where a product is not what it was when the person was asked."""
        there = marks_of_content(product.content, change)
        there += marks_of_wishes(product.platforms, wishes)
        await self._still(seller, product.id, seen, there)

    async def _still(self, seller: str, product_id: str, seen: Marks, there: Marks) -> None:
        if seen and (error := moved(seller, seen, there, await self._one.last(seller, product_id))):
            raise error

    async def _changed(
        self,
        provider: SellsKeyProducts,
        actor: Actor,
        action: str,
        product_id: str,
        ask: Callable[[], Awaitable[T]],
        **facts: Any,
    ) -> T:
        change = self._recorder.change(
            actor, action, product_id, ask, provider=provider.name, **facts
        )
        return await asked(change, not_found=_gone(provider, product_id))

    async def _known(self, platform_id: str, seller: str) -> PricedPlatform:
        for platform in await self.platforms(seller=seller):
            if platform.id == platform_id:
                return PricedPlatform(platform.id, platform.name)
        raise checks.bad("platform", "no-platform", platform_id)

    def _named(self, seller: str) -> SellsKeyProducts:
        return named(self._sellers, seller)


def _platform(product: KeyProduct, platform_id: str) -> PricedPlatform | None:
    return next((each for each in product.platforms if each.id == platform_id), None)


def _gone(provider: SellsKeyProducts, product_id: str) -> NoKeyProductError:
    return NoKeyProductError(provider=provider.name, product=product_id)

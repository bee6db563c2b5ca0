"""Key products at a provider that sells our keys for us: changed, on record."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from providers.administration import (
    KeyProduct,
    KeyProductChange,
    KeyProductContent,
    Made,
    PricedPlatform,
    SellsKeyProducts,
)
from providers.registry import Providers
from services.actor import Actor
from services.administration import checks
from services.administration.change_records import Recorder, asked
from services.administration.conflicts import (
    Marks,
    MovedError,
    marks_of_content,
    marks_of_platform,
    marks_of_price,
    marks_of_wishes,
    moved,
)
from services.administration.errors import NoKeyProductError, SkuTakenError
from services.administration.object_locks import OneAtATime
from services.administration.platform_changes import PlatformWish
from services.administration.product_checks import fields_of, good_change, good_content
from services.administration.product_reading import ProductReadings, gone
from services.audit import Audit
from services.clock import Clock
from services.deeds import Deeds, NotKnownError, steps
from storage.database import Database

T = TypeVar("T")
EDIT, SET, OFF = "key-product.edit", "key-product.set-platform", "key-product.remove-platform"


class KeyProducts(ProductReadings):
    """Changes them, too.

    Those that change one raise BadFieldError, BeingChangedError, ChangeRefusedError and
    ChangeUnknownError besides. ``seen`` is what a change was to take the place of
    when the person was asked (meanwhile.py): ConflictError where that is not there any more.
    """

    def __init__(
        self, db: Database, providers: Providers, audit: Audit, deeds: Deeds, clock: Clock
    ) -> None:
        super().__init__(providers)
        self._recorder = Recorder(db, audit, deeds)
        self._one = OneAtATime(db, clock)

    async def create(
        self, actor: Actor, sku: str, content: KeyProductContent, *, seller: str
    ) -> Made[KeyProduct]:
        """Create a key product, not yet published. Raises SkuTakenError.

        One that an earlier process has created for the same deed is found.
        """
        provider = self._named(seller)
        sku = checks.line("sku", sku, checks.MOST_SKU)
        content = good_content(content)
        earlier = steps.earlier("key-product.create")
        if earlier and earlier[1]["outcome"] is not None:
            return Made(await self.with_sku(sku, seller=seller), found=True)
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
            cut_off = steps.cut_off(EDIT)
            if seen or cut_off:
                product = await self.read(product_id, seller=seller)
                if cut_off and change.of(product.content) == product.content:
                    await self._recorder.found(actor, EDIT, product_id)
                    return product
                await self.still(product, seen, change, seller=seller)
            return await self._changed(
                provider,
                actor,
                EDIT,
                product_id,
                lambda: provider.edit_key_product(product_id, change),
                fields=fields_of(change),
            )

    async def publish(self, actor: Actor, product_id: str, *, seller: str) -> KeyProduct:
        """Put a key product on sale."""
        provider = self._named(seller)
        async with self._one.hold(actor, provider.name, product_id):
            if steps.cut_off("key-product.publish"):
                product = await self.read(product_id, seller=seller)
                if product.enabled:
                    await self._recorder.found(actor, "key-product.publish", product_id)
                    return product
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
            if steps.cut_off("key-product.delete"):
                try:
                    await self.read(product_id, seller=seller)
                except NoKeyProductError:
                    await self._recorder.found(actor, "key-product.delete", product_id)
                    return
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
        still be that: ConflictError where it is not.
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
                SET,
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
            before = _platform(product, platform_id)
            cut_off = steps.cut_off(SET, platform_id)
            if cut_off and before and price in before.prices:
                await self._recorder.found(actor, SET, product_id, platform_id)
                return
            there = marks_of_price(product.platforms, platform_id, price.region)
            await self._still(seller, product_id, seen, there)
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
            before = _platform(product, platform_id)
            priced = before is not None and any(old.region == region for old in before.prices)
            if steps.cut_off(SET, platform_id) and not priced:
                await self._recorder.found(actor, SET, product_id, platform_id)
                return
            there = marks_of_price(product.platforms, platform_id, region)
            await self._still(seller, product_id, seen, there)
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
            cut_off = steps.cut_off(OFF, platform_id)
            if seen or cut_off:
                product = await self.read(product_id, seller=seller)
                if cut_off and _platform(product, platform_id) is None:
                    await self._recorder.found(actor, OFF, product_id, platform_id)
                    return
                there = marks_of_platform(product.platforms, platform_id)
                await self._still(seller, product_id, seen, there)
            await self._changed(
                provider,
                actor,
                OFF,
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
        wanted: Marks = (),
        *,
        seller: str,
    ) -> None:
        """Raise ConflictError where a product is not what it was when the person was asked.

        Where an earlier process was cut off in the change, ``wanted`` may stand there too; NotKnownError
        where neither does.
        """
        there = marks_of_content(product.content, change)
        there += marks_of_wishes(product.platforms, wishes)
        await self._still(seller, product.id, seen, there, wanted)

    async def settle(
        self, actor: Actor, product_id: str, left: Collection[tuple[str, str]]
    ) -> None:
        """Note as done what an earlier process was cut off in and is not ``left`` to do.

        Each is called as its request is: what for, and the platform.
        """
        for action, what in steps.all_cut_off():
            if (action, what) not in left:
                await self._recorder.found(actor, action, product_id, what)

    async def _still(
        self, seller: str, product_id: str, seen: Marks, there: Marks, wanted: Marks = ()
    ) -> None:
        if not seen:
            return
        last = await self._one.last(seller, product_id)
        if error := moved(seller, seen, there, last, wanted):
            raise NotKnownError if steps.all_cut_off() else error

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
        return await asked(change, not_found=gone(provider, product_id))

    async def _known(self, platform_id: str, seller: str) -> PricedPlatform:
        for platform in await self.platforms(seller=seller):
            if platform.id == platform_id:
                return PricedPlatform(platform.id, platform.name)
        raise checks.bad("platform", "no-platform", platform_id)


def _platform(product: KeyProduct, platform_id: str) -> PricedPlatform | None:
    return next((each for each in product.platforms if each.id == platform_id), None)

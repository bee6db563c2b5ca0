"""Key products at a provider that sells our keys for us: changed, on record."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from providers.administration import (
    KeyProduct,
    KeyProductChange,
    KeyProductContent,
    Made,
    Platform,
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
    marks_of_platform,
    marks_of_product,
    moved,
)
from services.administration.errors import NoKeyProductError, SkuTakenError
from services.administration.object_locks import OneAtATime
from services.administration.platform_changes import (
    PlatformStep,
    PlatformWish,
    good_platform,
    good_wishes,
    own_one_only,
    platform_steps,
    standing_after,
)
from services.administration.product_checks import fields_of, good_change, good_content
from services.administration.product_reading import ProductReadings, gone
from services.audit import Audit
from services.clock import Clock
from services.deeds import Deeds, NotKnownError, steps
from services.errors import DeskError
from storage.database import Database

CREATE, PUBLISH, DELETE = "key-product.create", "key-product.publish", "key-product.delete"
EDIT, SET, OFF = "key-product.edit", "key-product.set-platform", "key-product.remove-platform"


@dataclass(frozen=True, slots=True)
class Part:
    """One request of a change. ``kind``: content, platform (added or changed) or no-platform."""

    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """What came of it: ``failed`` raised ``error`` and ended it, so what is ``left`` was not tried."""

    done: tuple[Part, ...] = ()
    failed: Part | None = None
    error: DeskError | None = None
    left: tuple[Part, ...] = ()

    def check(self) -> None:
        """Raise what went wrong."""
        if self.error is not None:
            raise self.error


@dataclass(frozen=True, slots=True)
class _Request:
    """A part, how it is called on record, how the provider is asked for it, and facts for the audit."""

    part: Part
    action: str
    ask: Callable[[], Awaitable[object]]
    facts: Mapping[str, object]


class KeyProducts(ProductReadings):
    """Changes them, too.

    Those that change one raise BadFieldError, BeingChangedError, ChangeRefusedError and
    ChangeUnknownError besides.
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
        earlier = steps.earlier(CREATE)
        if earlier and earlier[1]["outcome"] is not None:
            return Made(await self.with_sku(sku, seller=seller), found=True)
        made = self._recorder.change(
            actor,
            CREATE,
            sku,
            lambda: provider.create_key_product(sku, content),
            provider=provider.name,
            name=content.names,
        )
        taken = SkuTakenError(provider=provider.name, sku=sku)
        return await asked(made, already_done=taken)

    async def publish(self, actor: Actor, product_id: str, *, seller: str) -> None:
        """Put a key product on sale."""

        async def stands() -> bool:
            return (await self.read(product_id, seller=seller)).enabled

        ask = partial(self._named(seller).publish_key_product, product_id)
        await self._once(actor, product_id, seller, PUBLISH, ask, stands)

    async def delete(self, actor: Actor, product_id: str, *, seller: str) -> None:
        """Delete a key product for ever."""

        async def stands() -> bool:
            try:
                await self.read(product_id, seller=seller)
            except NoKeyProductError:
                return True
            return False

        ask = partial(self._named(seller).delete_key_product, product_id)
        await self._once(actor, product_id, seller, DELETE, ask, stands)

    async def change(
        self,
        actor: Actor,
        product_id: str,
        content: KeyProductChange | None = None,
        wishes: Sequence[PlatformWish] = (),
        *,
        seller: str,
        seen: Marks = (),
    ) -> Changed:
        """Make what is different from what stands there now, one request after the other.

        ``seen`` is what it was to take the place of when the person was asked (conflicts.py). Raises
        ConflictError where that is not there any more, and what reading the product raises: nothing was sent
        then. Where an earlier process was cut off in it, what it wanted may stand there too; NotKnownError
        where neither does.
        """
        provider = self._named(seller)
        content, wishes = good_change(content or KeyProductChange()), good_wishes(wishes)
        came = Changed()
        try:
            async with self._one.hold(actor, provider.name, product_id):
                product = await self.read(product_id, seller=seller)
                requests = await self._requests(actor, provider, product, content, wishes, seen)
                parts = tuple(each.part for each in requests)
                for at, each in enumerate(requests):
                    came = Changed(parts[: at + 1])
                    try:
                        await self._ask(
                            provider, actor, each.action, product_id, each.ask, each.facts
                        )
                    except DeskError as error:
                        came = Changed(parts[:at], parts[at], error, parts[at + 1 :])
                        if at == 0:  # nothing of it was done: they are not who has changed it last
                            raise
                        break
        except DeskError as error:
            if error is not came.error:
                raise
        return came

    async def platform_steps(
        self,
        seller: str,
        product: KeyProduct | None,
        wishes: Sequence[PlatformWish],
    ) -> tuple[PlatformStep, ...]:
        """What has to be done on the platforms of a product, or of a new one. Raises BadFieldError."""
        there = product.platforms if product else ()
        todo, known = await self._steps(seller, there, wishes)
        own_one_only(there, todo, known)
        return todo

    async def _steps(
        self, seller: str, there: Sequence[PricedPlatform], wishes: Sequence[PlatformWish]
    ) -> tuple[tuple[PlatformStep, ...], Sequence[Platform]]:
        """The same, and what platforms there are, where that is of meaning."""
        new = {wish.id for wish in wishes if not wish.gone} - {each.id for each in there}
        known = await self.platforms(seller=seller) if new else ()
        return platform_steps(there, wishes, known, resumed=steps.is_resumed()), known

    async def _requests(
        self,
        actor: Actor,
        provider: SellsKeyProducts,
        product: KeyProduct,
        content: KeyProductChange,
        wishes: Sequence[PlatformWish],
        seen: Marks,
    ) -> list[_Request]:
        """What has to be asked for; what an earlier process was cut off in and is done is noted as that."""
        there = marks_of_product(product, content, wishes)
        if not steps.is_resumed():
            await self._still(provider.name, product.id, seen, there)
        todo, known = await self._steps(provider.name, product.platforms, wishes)
        platforms = standing_after(product.platforms, todo)
        after = replace(product, content=content.of(product.content), platforms=platforms)
        if steps.is_resumed():
            wanted = marks_of_product(after, content, wishes)
            await self._still(provider.name, product.id, seen, there, wanted)
        requests = [self._on_platform(provider, product.id, step) for step in todo]
        if after.content != product.content:
            ask = partial(provider.edit_key_product, product.id, content)
            facts = {"fields": fields_of(content)}
            requests.insert(0, _Request(Part("content"), EDIT, ask, facts))
        if (
            len(requests) > 1
        ):  # a single one the provider refuses by itself, and nothing is half done
            own_one_only(product.platforms, todo, known)
        left = {(each.action, each.facts.get("platform", "")) for each in requests}
        for action, what in steps.all_cut_off():
            if (action, what) not in left:
                await self._recorder.found(actor, action, product.id, what)
        return requests

    def _on_platform(
        self, provider: SellsKeyProducts, product_id: str, step: PlatformStep
    ) -> _Request:
        key, name = step.platform.id, step.platform.name
        if step.after is None:
            ask = partial(provider.remove_platform, product_id, key)
            return _Request(Part("no-platform", name), OFF, ask, {"platform": key})
        after = good_platform(step.after)
        ask = partial(self._set_platform, provider, product_id, step.before, after)
        prices = [f"{price.region} {price.amount} {price.currency}" for price in after.prices]
        return _Request(Part("platform", name), SET, ask, {"platform": key, "prices": prices})

    async def _set_platform(
        self,
        provider: SellsKeyProducts,
        product_id: str,
        before: PricedPlatform | None,
        after: PricedPlatform,
    ) -> None:
        """All of it is written, so it must still be what was read: raises MovedError where it is not."""
        there = (await provider.key_product(product_id)).platforms
        read = marks_of_platform([before] if before else [], after.id)
        stands = marks_of_platform(there, after.id)
        if error := moved(provider.name, read, stands, None):
            raise MovedError(provider.name, error)
        await provider.set_platform(product_id, after)

    async def _still(
        self, seller: str, product_id: str, seen: Marks, there: Marks, wanted: Marks = ()
    ) -> None:
        """Raise ConflictError where what is there is neither what was seen nor what was wanted."""
        if not seen:
            return
        last = await self._one.last(seller, product_id)
        if error := moved(seller, seen, there, last, wanted):
            raise NotKnownError if steps.all_cut_off() else error

    async def _once(
        self,
        actor: Actor,
        product_id: str,
        seller: str,
        action: str,
        ask: Callable[[], Awaitable[object]],
        stands: Callable[[], Awaitable[bool]],
    ) -> None:
        """Make a change, unless an earlier process was cut off in it and it stands there."""
        provider = self._named(seller)
        async with self._one.hold(actor, provider.name, product_id):
            if steps.cut_off(action) and await stands():
                await self._recorder.found(actor, action, product_id)
                return
            await self._ask(provider, actor, action, product_id, ask, {})

    async def _ask(
        self,
        provider: SellsKeyProducts,
        actor: Actor,
        action: str,
        product_id: str,
        ask: Callable[[], Awaitable[object]],
        facts: Mapping[str, object],
    ) -> None:
        change = self._recorder.change(
            actor, action, product_id, ask, provider=provider.name, **facts
        )
        await asked(change, not_found=gone(provider, product_id))

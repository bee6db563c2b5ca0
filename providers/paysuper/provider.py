"""PaySuper as the desk sees it: key products, their platforms and prices."""

import re

from providers.administration import (
    KeyProduct,
    KeyProductChange,
    KeyProductContent,
    KeyProductFilter,
    KeyProductPage,
    Made,
    Platform,
    PricedPlatform,
    PublicView,
)
from providers.errors import UNREADABLE, AlreadyDone, NotFound, Unavailable
from providers.lists import mapped, slips_of
from providers.lost_changes import repeat_after_looking
from providers.paysuper.client import PaySuperClient, content_of
from providers.paysuper.errors import PROVIDER
from providers.paysuper.models import ProductAnswer
from providers.paysuper.settings import PaySuperSettings
from providers.paysuper.views import key_product, public_view
from providers.proxies import DIRECT, Proxies
from providers.timeouts import Patience

PAGE = 100
"""How many products are read at once where one is looked for."""


class PaySuper:
    """Implements :class:`providers.administration.SellsKeyProducts`."""

    def __init__(
        self,
        settings: PaySuperSettings,
        *,
        patience: Patience | None = None,
        proxies: Proxies = DIRECT,
    ) -> None:
        self.name = PROVIDER
        self._client = PaySuperClient(settings, patience, proxies)
        self.key_product_filters = self._client.dialect.filters
        self.own_platform_links = self._client.dialect.own_platform_links

    async def check(self) -> None:
        """List the platforms: the cheapest question that needs the token (FACTS 2.8)."""
        await self._client.platforms()

    async def close(self) -> None:
        """Give connections back. Safe to call twice."""
        await self._client.close()

    async def key_products(
        self, wanted: KeyProductFilter, offset: int, limit: int
    ) -> KeyProductPage:
        """List the project's key products (FACTS 2.1). Raises Rejected for a filter there is not."""
        listed = await self._client.products(wanted, offset, limit)
        items = mapped(key_product, listed.items)
        return KeyProductPage(items, offset, max(listed.total, offset + items.total))

    async def key_product(self, product_id: str) -> KeyProduct:
        """Read one (FACTS 2.4). Raises NotFound."""
        return key_product(await self._client.product(product_id))

    async def create_key_product(self, sku: str, content: KeyProductContent) -> Made[KeyProduct]:
        """Create one (FACTS 2.2). A lost answer is looked for by sku before it is sent again.

        One of this sku and content that was there already is taken for an earlier try. Raises
        AlreadyDone where it is another product that has the sku, Rejected, OutcomeUnknown.
        """

        async def create() -> Made[KeyProduct]:
            return Made(key_product(await self._client.create(sku, content)))

        async def look() -> Made[KeyProduct] | None:
            found = await self._with_sku(sku)
            return None if found is None else Made(key_product(found), found=True)

        try:
            made = await repeat_after_looking(create, look)
        except AlreadyDone:
            # Not only ours can have it; and a person repeats what was unknown the first time.
            earlier = await look()
            if earlier is None:
                raise
            made = earlier
        if made.found and not _same(made.what.content, content):
            raise AlreadyDone(PROVIDER, "create: another product has the sku", reason="sku-taken")
        return made

    async def edit_key_product(self, product_id: str, change: KeyProductChange) -> KeyProduct:
        """Change what is written of one, on top of what stands there (FACTS 2.4, 2.3).

        Raises NotFound, Rejected, OutcomeUnknown.
        """
        before = await self._client.product(product_id)
        content = change.of(content_of(before))

        async def edit() -> ProductAnswer:
            return await self._client.edit(before, content)

        async def look() -> ProductAnswer | None:
            now = await self._client.product(product_id)
            return now if content_of(now) == content else None

        return key_product(await repeat_after_looking(edit, look))

    async def publish_key_product(self, product_id: str) -> KeyProduct:
        """Put one on sale (FACTS 2.5). Raises NotFound, Rejected, OutcomeUnknown."""

        async def publish() -> ProductAnswer:
            return await self._client.publish(product_id)

        async def look() -> ProductAnswer | None:
            now = await self._client.product(product_id)
            return now if now.enabled else None

        return key_product(await repeat_after_looking(publish, look))

    async def delete_key_product(self, product_id: str) -> None:
        """Delete one (FACTS 2.6). Raises NotFound where there was none before, OutcomeUnknown."""

        async def delete() -> bool:
            await self._client.delete(product_id)
            return True

        async def look() -> bool | None:
            try:
                await self._client.product(product_id)
            except NotFound:
                return True
            return None

        await repeat_after_looking(delete, look)

    async def public_view(self, product_id: str, country: str, currency: str) -> PublicView:
        """Read what a buyer sees (FACTS 2.7). Raises NotFound, Rejected."""
        return public_view(await self._client.public_view(product_id, country, currency))

    async def platforms(self) -> tuple[Platform, ...]:
        """The platforms there are (FACTS 2.8)."""
        listed = await self._client.platforms()
        return mapped(lambda item: Platform(item.id, item.name or item.id), listed.items)

    async def set_platform(self, product_id: str, platform: PricedPlatform) -> None:
        """Add a platform, or change its prices (FACTS 2.9). Raises NotFound, Rejected."""

        async def write() -> bool:
            await self._client.set_platform(product_id, platform)
            return True

        async def look() -> bool | None:
            now = key_product(await self._client.product(product_id)).platforms
            return any(_same_prices(each, platform) for each in now) or None

        await repeat_after_looking(write, look)

    async def remove_platform(self, product_id: str, platform_id: str) -> None:
        """Take a platform away (FACTS 2.10). Raises NotFound, Rejected, OutcomeUnknown."""

        async def remove() -> bool:
            await self._client.remove_platform(product_id, platform_id)
            return True

        async def look() -> bool | None:
            now = await self._client.product(product_id)
            return all(each.id != platform_id for each in now.platforms) or None

        await repeat_after_looking(remove, look)

    async def _with_sku(self, sku: str) -> ProductAnswer | None:
        """The project's product of exactly this sku, or None."""
        # The server takes the filter for a regular expression: one with other signs finds nothing.
        wanted = KeyProductFilter(sku=sku if re.fullmatch(r"[\w-]+", sku, re.ASCII) else "")
        seen: set[str] = set()
        unread = False
        while True:
            listed = await self._client.products(wanted, len(seen), PAGE)
            for item in listed.items:
                if item.sku == sku and item.project_id in {"", self._client.project_id}:
                    return item
            # Neither the total nor the length of a page is to be relied upon for where the end is.
            new = {item.id for item in listed.items} - seen
            unread = unread or bool(slips_of(listed.items))
            if not new:
                if unread:  # it may be the one: taken for "none" it would be made twice
                    detail = "list: an entry that cannot be read may be the product"
                    raise Unavailable(PROVIDER, detail, reason=UNREADABLE)
                return None
            seen |= new


def _same(one: KeyProductContent, other: KeyProductContent) -> bool:
    """Whether two contents agree in what every product must have."""
    return (one.names, one.descriptions, one.default_currency) == (
        other.names,
        other.descriptions,
        other.default_currency.upper(),
    )


def _same_prices(one: PricedPlatform, other: PricedPlatform) -> bool:
    return one.id == other.id and set(one.prices) == set(other.prices)

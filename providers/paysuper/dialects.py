"""Where PaySuper's document and its open-source server disagree (FACTS 2, a to n).

A dialect says how to speak; that one is used throughout. Letters in brackets are those of FACTS.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from providers.administration import (
    LANGUAGE,
    KeyProductContent,
    KeyProductFilter,
    PricedPlatform,
)
from providers.paysuper.errors import reject
from providers.paysuper.models import PlatformAnswer, ProductAnswer

Body = dict[str, Any]

ADMIN = "/admin/api/v1"


class Dialect(ABC):
    """One way of speaking."""

    list_path: str
    public_path: str
    public_with_token: bool
    filters: frozenset[str]
    platform_calls: bool
    """Whether platforms have calls of their own (2.9, 2.10), or are written by 2.3."""
    own_platform_links: bool
    """Whether a platform of the merchant's own needs two addresses (kp000009, kp000010)."""

    def filtered(self, wanted: KeyProductFilter) -> dict[str, str]:
        """The filters as a query. Raises Rejected for one that this dialect does not have."""
        enabled = "" if wanted.enabled is None else str(wanted.enabled).lower()
        asked = {"name": wanted.name, "sku": wanted.sku}
        asked |= {"pricing": wanted.pricing, "enabled": enabled}
        asked = {name: value for name, value in asked.items() if value}
        if odd := sorted(asked.keys() - self.filters):
            raise reject("list", f"there is no filter {', '.join(odd)}", "no-such-filter")
        return asked

    def creation(self, project_id: str, sku: str, content: KeyProductContent) -> Body:
        """The body of 2.2; what is empty is left out."""
        body = self._written(content) | {"project_id": project_id, "sku": sku}
        body |= self._images(content, None)
        return {name: value for name, value in body.items() if value}

    @abstractmethod
    def change(
        self,
        product: ProductAnswer,
        content: KeyProductContent,
        platforms: Sequence[Body] | None = None,
    ) -> Body:
        """The body of 2.3 but for the project: it puts ``content`` in place of what stands there."""

    @abstractmethod
    def _images(self, content: KeyProductContent, product: ProductAnswer | None) -> Body: ...

    def _written(self, content: KeyProductContent) -> Body:
        body: Body = {
            "object": "product",  # required, though no example of the document has it (h)
            "name": dict(content.names),
            "default_currency": content.default_currency,
            "description": dict(content.descriptions),
            "long_description": dict(content.long_descriptions),
            "metadata": dict(content.metadata),
        }
        # An empty address is no address, an empty word no pricing mode.
        optional = {"url": content.url, "pricing": content.pricing}
        return body | {name: value for name, value in optional.items() if value}


class DocumentDialect(Dialect):
    """As the document says."""

    list_path = f"{ADMIN}/products"
    public_path = "/api/v1/key-products"
    public_with_token = False
    filters = frozenset({"name", "sku", "pricing"})
    platform_calls = True
    own_platform_links = False

    def change(
        self,
        product: ProductAnswer,
        content: KeyProductContent,
        platforms: Sequence[Body] | None = None,
    ) -> Body:
        """The body of 2.3. Platforms are no part of it."""
        return self._written(content) | self._images(content, product)

    def _images(self, content: KeyProductContent, product: ProductAnswer | None) -> Body:
        return {"images": list(content.images)}


class ServerDialect(Dialect):
    """As the open-source server does."""

    list_path = f"{ADMIN}/key-products"  # a
    public_path = "/auth/api/v1/key-products"  # i
    public_with_token = True
    filters = frozenset({"name", "sku", "enabled"})  # c
    platform_calls = False  # e
    own_platform_links = True

    def filtered(self, wanted: KeyProductFilter) -> dict[str, str]:
        """The filters as a query: the server takes name and sku for patterns of its database."""
        return super().filtered(
            replace(wanted, name=re.escape(wanted.name), sku=re.escape(wanted.sku))
        )

    def change(
        self,
        product: ProductAnswer,
        content: KeyProductContent,
        platforms: Sequence[Body] | None = None,
    ) -> Body:
        """The body of 2.3, with the sku (g), and with all platforms: it erases those left out (e)."""
        if platforms is None:
            platforms = [kept(platform) for platform in product.platforms]
        body = self._written(content) | {"sku": product.sku}
        return body | self._images(content, product) | {"platforms": list(platforms)}

    def _written(self, content: KeyProductContent) -> Body:
        if not all(isinstance(value, str) for value in content.metadata.values()):
            raise reject("metadata", "the server keeps texts only", "metadata-texts")
        # A pricing mode is required here.
        return super()._written(replace(content, pricing=content.pricing or "default"))

    def _images(self, content: KeyProductContent, product: ProductAnswer | None) -> Body:
        """Images are a cover here, with one for each language (f)."""
        if product is not None and product.cover and content.images == product.pictures():
            return {"cover": product.cover}
        if len(content.images) > 1:
            raise reject("images", "the server keeps one image", "one-image")
        if not content.images:
            return {}
        return {"cover": {"images": {LANGUAGE: content.images[0]}, "use_one_for_all": True}}


DIALECTS: Mapping[str, Dialect] = {"document": DocumentDialect(), "server": ServerDialect()}


def platform_body(platform: PricedPlatform, product: ProductAnswer | None = None) -> Body:
    """A platform with its prices; what the product's own one has besides is kept."""
    prices = [
        {"region": price.region, "amount": price.amount, "currency": price.currency}
        for price in platform.prices
    ]
    known = product.platforms if product else ()
    old = next((kept(each) for each in known if each.id == platform.id), {})
    links = {"activation_url": platform.activation_url, "eula_url": platform.eula_url}
    links = {name: url for name, url in links.items() if url}
    return old | {"id": platform.id, "name": platform.name, "prices": prices} | links


def kept(platform: PlatformAnswer) -> Body:
    """A platform as it stands, to be sent back; ``count`` is the server's own."""
    body = platform.model_dump()
    body.pop("count", None)
    return body

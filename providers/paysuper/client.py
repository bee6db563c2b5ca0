"""PaySuper's ten endpoints as typed calls (FACTS 2.1 to 2.10), in either dialect.

A change is sent once: without an answer its outcome is unknown, and provider.py looks for it.
"""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar
from urllib.parse import quote

from pydantic import BaseModel

from providers.administration import KeyProductContent, KeyProductFilter, PricedPlatform
from providers.calls import Answer, Call, Kind, UnreadableError
from providers.http import ApiClient
from providers.paysuper.dialects import ADMIN, DIALECTS, kept, platform_body
from providers.paysuper.errors import PROVIDER, code_of, refusal, reject
from providers.paysuper.models import (
    PlatformsAnswer,
    ProductAnswer,
    ProductsAnswer,
    PublicAnswer,
)
from providers.paysuper.settings import PaySuperSettings
from providers.proxies import DIRECT, Proxies
from providers.timeouts import Patience

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)


class PaySuperClient:
    """Besides the errors named, each call raises NotAllowed and Unavailable; see http.py."""

    def __init__(
        self,
        settings: PaySuperSettings,
        patience: Patience | None = None,
        proxies: Proxies = DIRECT,
    ) -> None:
        self.dialect = DIALECTS[settings.dialect]
        self.project_id = settings.project_id
        self._token = settings.token
        self._api = ApiClient(PROVIDER, settings.base_url, patience=patience, proxies=proxies)

    async def products(self, wanted: KeyProductFilter, offset: int, limit: int) -> ProductsAnswer:
        """List key products of the project (FACTS 2.1). Raises Rejected for a filter there is not."""
        query = self.dialect.filtered(wanted) | {"project_id": self.project_id}
        query |= {"offset": str(offset), "limit": str(limit)}
        path = self.dialect.list_path
        return await self._read("list", path, ProductsAnswer, query=query)

    async def create(self, sku: str, content: KeyProductContent) -> ProductAnswer:
        """Create a key product (FACTS 2.2).

        Raises AlreadyDone where the project has one of this sku (kp000006), Rejected, OutcomeUnknown.
        """
        body = self.dialect.creation(self.project_id, sku, content)
        return await self._write("create", "POST", "", body, _reader("create", ProductAnswer))

    async def edit(self, product: ProductAnswer, content: KeyProductContent) -> ProductAnswer:
        """Put this content in place of the product's (FACTS 2.3).

        ``product`` is as it was just read: the server's dialect sends its platforms back. Raises
        NotFound, Rejected, OutcomeUnknown.
        """
        return await self._put(product, self.dialect.change(product, content))

    async def product(self, product_id: str) -> ProductAnswer:
        """Read a key product (FACTS 2.4). Raises NotFound (kp000017, with status 400)."""
        path = f"{ADMIN}/key-products/{_part('read', product_id)}"
        return await self._read("read", path, ProductAnswer)

    async def publish(self, product_id: str) -> ProductAnswer:
        """Put a key product on sale (FACTS 2.5). Raises NotFound, Rejected, OutcomeUnknown."""
        path = f"/{_part('publish', product_id)}/publish"
        read = _reader("publish", ProductAnswer)
        return await self._write("publish", "POST", path, None, read)

    async def delete(self, product_id: str) -> None:
        """Delete a key product (FACTS 2.6). Raises NotFound, OutcomeUnknown."""
        path = f"/{_part('delete', product_id)}"
        await self._write("delete", "DELETE", path, None, _nothing("delete"))

    async def public_view(self, product_id: str, country: str, currency: str) -> PublicAnswer:
        """Read what buyers see (FACTS 2.7). Raises NotFound, Rejected for one not published.

        The document sends no token; the open-source server wants one (PSM dispatcher.go).
        """
        path = f"{self.dialect.public_path}/{_part('public_view', product_id)}"
        query = {"country": country, "currency": currency}
        query = {name: value for name, value in query.items() if value}
        token = self.dialect.public_with_token
        return await self._read("public_view", path, PublicAnswer, query=query, with_token=token)

    async def platforms(self) -> PlatformsAnswer:
        """List the platforms there are (FACTS 2.8)."""
        return await self._read("platforms", f"{ADMIN}/platforms", PlatformsAnswer)

    async def set_platform(self, product_id: str, platform: PricedPlatform) -> None:
        """Add a platform or change its prices (FACTS 2.9).

        The server's dialect does it by 2.3 on the product as it stands. Raises NotFound, Rejected,
        OutcomeUnknown.
        """
        path = f"/{_part('set_platform', product_id)}/platforms"
        if self.dialect.platform_calls:
            body = {"platform": platform_body(platform)}
            await self._write("set_platform", "POST", path, body, _nothing("set_platform"))
            return
        if not platform.prices:
            raise reject("set_platform", "the server wants a price on each", "no-prices")
        product = await self.product(product_id)
        new = platform_body(platform, product)
        bodies = [new if old.id == platform.id else kept(old) for old in product.platforms]
        await self._put_platforms(product, bodies if new in bodies else [*bodies, new])

    async def remove_platform(self, product_id: str, platform_id: str) -> None:
        """Remove a platform with its prices (FACTS 2.10).

        The server's dialect does it by 2.3, and Rejected there is a platform the product has not.
        Raises NotFound, Rejected, OutcomeUnknown.
        """
        one, other = _part("remove_platform", product_id), _part("remove_platform", platform_id)
        if self.dialect.platform_calls:
            path = f"/{one}/platforms/{other}"
            await self._write("remove_platform", "DELETE", path, None, _nothing("remove_platform"))
            return
        product = await self.product(product_id)
        bodies = [kept(old) for old in product.platforms if old.id != platform_id]
        if len(bodies) == len(product.platforms):
            raise reject("remove_platform", "the product has no such platform", "no-such-platform")
        await self._put_platforms(product, bodies)

    async def close(self) -> None:
        """Give the connections back."""
        await self._api.close()

    async def _put_platforms(self, product: ProductAnswer, bodies: list[dict[str, object]]) -> None:
        await self._put(product, self.dialect.change(product, content_of(product), bodies))

    async def _put(self, product: ProductAnswer, body: dict[str, object]) -> ProductAnswer:
        path = f"/{_part('edit', product.id)}"
        body["project_id"] = product.project_id or self.project_id
        return await self._write("edit", "PUT", path, body, _reader("edit", ProductAnswer))

    async def _read(
        self,
        endpoint: str,
        path: str,
        model: type[M],
        *,
        query: Mapping[str, str] | None = None,
        with_token: bool = True,
    ) -> M:
        headers = self._headers() if with_token else {}
        call = Call(endpoint, "GET", path, Kind.READ, None, query or {}, headers)
        return await self._api.send(call, _reader(endpoint, model))

    async def _write(
        self, endpoint: str, method: str, path: str, body: object, read: Callable[[Answer], T]
    ) -> T:
        path = f"{ADMIN}/key-products{path}"
        call = Call(endpoint, method, path, Kind.ONCE, body, headers=self._headers(), any_body=True)
        return await self._api.send(call, read)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token.get_secret_value()}"}


def content_of(product: ProductAnswer) -> KeyProductContent:
    """What is written of a product, as it stands there."""
    return KeyProductContent(
        names=product.name,
        descriptions=product.description,
        default_currency=product.default_currency.upper(),
        long_descriptions=product.long_description,
        pricing=product.pricing,
        images=product.pictures(),
        url=product.url,
        metadata=product.metadata,
    )


def _part(endpoint: str, text: str) -> str:
    """An id as a part of an address. Raises Rejected for what would lead to another endpoint."""
    if not re.fullmatch(r"[A-Za-z0-9_.-]{1,100}", text) or set(text) <= {"."}:
        raise reject(endpoint, "this cannot be an id", "bad-id")
    return quote(text, safe="")


def _reader(endpoint: str, model: type[M]) -> Callable[[Answer], M]:
    def read(answer: Answer) -> M:
        _must_succeed(endpoint, answer)
        return model.model_validate(answer.body)

    return read


def _nothing(endpoint: str) -> Callable[[Answer], None]:
    """Reads "no content": nothing at all, or an object that says nothing."""

    def read(answer: Answer) -> None:
        _must_succeed(endpoint, answer)
        if not answer.empty and not isinstance(answer.body, Mapping):
            raise UnreadableError("neither nothing nor an object")

    return read


def _must_succeed(endpoint: str, answer: Answer) -> None:
    if error := refusal(endpoint, answer):
        raise error
    if not answer.success or code_of(answer.body):
        raise UnreadableError("no success")

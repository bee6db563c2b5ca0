"""A merchant of PaySuper that knows only its document and speaks plain HTTP."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx

from sandbox.paysuper import EXAMPLE_PROJECT, PaySuper
from tests.sandbox.plain_http import plain_http

KEY_PRODUCTS = "/admin/api/v1/key-products"
ABSENT = "0123456789abcdef01234567"
GAME: dict[str, Any] = {
    "project_id": EXAMPLE_PROJECT,
    "object": "product",
    "sku": "en_awesome_game",
    "name": {"en": "The Awesome Game"},
    "default_currency": "USD",
    "description": {"en": "The Awesome Game Description"},
    "pricing": "currency",
}
DOLLARS = {"region": "USD", "amount": 19.99, "currency": "USD"}
EUROS = {"region": "EUR", "amount": 29.99, "currency": "EUR"}
STEAM: dict[str, Any] = {"id": "steam", "name": "Steam", "prices": [EUROS]}
GOG: dict[str, Any] = {"id": "gog", "name": "GOG.com", "prices": [DOLLARS]}


def without(body: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Leave fields out."""
    return {name: value for name, value in body.items() if name not in names}


class Merchant:
    """Calls the endpoints; ``authorization`` is the header it sends."""

    def __init__(self, http: httpx.AsyncClient, paysuper: PaySuper) -> None:
        self.http = http
        self.authorization = f"Bearer {paysuper.token}"
        self.server = paysuper.dialect == "server"
        self.list_path = KEY_PRODUCTS if self.server else "/admin/api/v1/products"
        self.public_path = "/auth/api/v1/key-products" if self.server else "/api/v1/key-products"

    async def send(self, method: str, path: str, body: Any = None, **query: str) -> httpx.Response:
        """Send a request with the header as it is."""
        headers = {"Authorization": self.authorization} if self.authorization else {}
        return await self.http.request(
            method, path, json=body, params=query or None, headers=headers
        )

    async def list(self, **query: str) -> httpx.Response:
        """FACTS 2.1."""
        return await self.send("GET", self.list_path, **query)

    async def create(self, **change: Any) -> httpx.Response:
        """FACTS 2.2, the document's game but for the changes."""
        return await self.send("POST", KEY_PRODUCTS, GAME | change)

    async def made(self, **change: Any) -> str:
        """Create a product and return its id."""
        answer = await self.create(**change)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def refusal(self, **change: Any) -> tuple[int, str]:
        """Create a product with a change that is refused, and give the status and the code."""
        answer = await self.create(**change)
        return answer.status_code, str(answer.json()["code"])

    async def update(self, product_id: str, body: Mapping[str, Any]) -> httpx.Response:
        """FACTS 2.3."""
        return await self.send("PUT", f"{KEY_PRODUCTS}/{product_id}", dict(body))

    async def get(self, product_id: str) -> httpx.Response:
        """FACTS 2.4."""
        return await self.send("GET", f"{KEY_PRODUCTS}/{product_id}")

    async def publish(self, product_id: str) -> httpx.Response:
        """FACTS 2.5."""
        return await self.send("POST", f"{KEY_PRODUCTS}/{product_id}/publish")

    async def delete(self, product_id: str) -> httpx.Response:
        """FACTS 2.6."""
        return await self.send("DELETE", f"{KEY_PRODUCTS}/{product_id}")

    async def public(self, product_id: str, languages: str = "", **query: str) -> httpx.Response:
        """FACTS 2.7, without a token but at the server."""
        headers = {"Accept-Language": languages} if languages else {}
        if self.server and self.authorization:
            headers["Authorization"] = self.authorization
        return await self.http.get(
            f"{self.public_path}/{product_id}", params=query or None, headers=headers
        )

    async def platforms(self) -> httpx.Response:
        """FACTS 2.8."""
        return await self.send("GET", "/admin/api/v1/platforms")

    async def add_platform(
        self, product_id: str, platform: Mapping[str, Any] = STEAM
    ) -> httpx.Response:
        """FACTS 2.9."""
        path = f"{KEY_PRODUCTS}/{product_id}/platforms"
        return await self.send("POST", path, {"platform": dict(platform)})

    async def remove_platform(self, product_id: str, platform_id: str = "steam") -> httpx.Response:
        """FACTS 2.10."""
        return await self.send("DELETE", f"{KEY_PRODUCTS}/{product_id}/platforms/{platform_id}")

    async def each_endpoint(self, product_id: str, sku: str) -> dict[str, httpx.Response]:
        """Call all ten rightly, by the names of faults; ``product_id`` is deleted in the end."""
        return {
            "list": await self.list(),
            "create": await self.create(sku=sku),
            "update": await self.update(product_id, without(GAME, "sku")),
            "get": await self.get(product_id),
            "publish": await self.publish(product_id),
            "platforms": await self.platforms(),
            "add_platform": await self.add_platform(product_id),
            "public": await self.public(product_id),
            "remove_platform": await self.remove_platform(product_id),
            "delete": await self.delete(product_id),
        }


@asynccontextmanager
async def merchant_of(paysuper: PaySuper) -> AsyncIterator[Merchant]:
    """Start the stand-in and stop it in the end."""
    base_url = await paysuper.start()
    try:
        async with plain_http(base_url) as http:
            yield Merchant(http, paysuper)
    finally:
        await paysuper.stop()

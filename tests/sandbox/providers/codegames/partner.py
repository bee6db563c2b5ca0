"""A partner of CodeGames that knows only its document and speaks plain HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from sandbox.codegames import CodeGames
from tests.sandbox.plain_http import plain_http
from tests.sandbox.providers.examples import example


class Partner:
    """Calls the four endpoints; ``authorization`` is the header it sends."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http
        self.authorization = ""

    async def post(self, path: str, body: Any) -> httpx.Response:
        """Send a body to a path under /api/v1 with the header as it is."""
        headers = {"Authorization": self.authorization} if self.authorization else {}
        return await self.http.post(f"/api/v1/{path}", json=body, headers=headers)

    async def sign_in(self) -> str:
        """Sign in with the document's example and keep the token."""
        answer = await self.post("auth/sign-in", example("codegames", "sign-in.request"))
        token = str(answer.json()["token"])
        self.authorization = f"Bearer {token}"
        return token

    async def check(self, offer_id: str = "562") -> httpx.Response:
        """Ask for stock and price."""
        body = {"id": offer_id, "currency": "KZT"}
        return await self.post("partner/product-offers/check", body)

    async def pay(
        self, txn_id: str, *, offer_id: str = "562", price: float = 956.3, **more: Any
    ) -> httpx.Response:
        """Buy."""
        body = {"id": offer_id, "price": price, "currency": "KZT", "txnId": txn_id, **more}
        return await self.post("partner/product-offers/pay", body)

    async def keys(self, order_id: int) -> httpx.Response:
        """Fetch the keys of an order."""
        return await self.post("partner/product-offers/keys", {"orderId": order_id})


@asynccontextmanager
async def partner_of(codegames: CodeGames) -> AsyncIterator[Partner]:
    """Start the stand-in, sign in, and stop it in the end."""
    base_url = await codegames.start()
    try:
        async with plain_http(base_url) as http:
            partner = Partner(http)
            await partner.sign_in()
            yield partner
    finally:
        await codegames.stop()

"""A partner of PIN Hype that knows only its document and speaks plain HTTP."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

import httpx

from sandbox.hype import Hype
from tests.sandbox.plain_http import plain_http

GTA = 1
"""The product of the document's samples."""


def stocked(**settings: Any) -> Hype:
    """Games > PC with GTA V, unlimited, and Cards with a card of which there are three."""
    hype = Hype(**settings)
    hype.collection(10, "Games", tags=("hot",))
    hype.collection(11, "PC", parent=10)
    hype.collection(20, "Cards")
    hype.product(
        GTA,
        "Grand Theft Auto V",
        "66.49",
        original="69.99",
        collection=11,
        description="Explore Los Santos",
        adults_only=True,
        tags=("action",),
    )
    hype.product(2, "Card 50", "50.00", collection=20, stock=3)
    hype.product(3, "Tarjeta", "40000", collection=20, currency="COP", country="CO", stock=3)
    return hype


class Partner:
    """Calls the endpoints; ``authorization`` is the header it sends."""

    def __init__(self, http: httpx.AsyncClient, identifier: str, secret: str) -> None:
        self.http = http
        self.credentials = {"identifier": identifier, "secret": secret}
        self.pair: dict[str, Any] = {}
        self.authorization = ""

    async def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        params: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Send a request with the header as it is."""
        headers = {"Authorization": self.authorization} if self.authorization else {}
        return await self.http.request(method, path, json=body, params=params, headers=headers)

    async def get(self, path: str, **params: str) -> httpx.Response:
        """Read."""
        return await self.send("GET", path, params=params or None)

    async def sign_in(self) -> None:
        """Sign in and keep the pair."""
        self.keep(await self.send("POST", "auth", self.credentials))

    async def refresh(self) -> httpx.Response:
        """Offer the pair for a new one."""
        pair = {name: self.pair[name] for name in ("accessToken", "refreshToken")}
        return await self.send("POST", "auth/refresh", pair)

    def keep(self, answer: httpx.Response) -> None:
        """Use the pair of this answer from now on."""
        assert answer.json()["isAuthenticated"] is True
        self.pair = answer.json()
        self.authorization = f"Bearer {self.pair['accessToken']}"

    async def book(self, reference: str, product_id: int = GTA, **more: Any) -> httpx.Response:
        """Book a pin."""
        body = {"productId": product_id, "partnerReference": reference, **more}
        return await self.send("POST", "pre-redeem", body)

    async def reverse(self, transaction_id: int) -> httpx.Response:
        """Take a pin back by Hype's number."""
        return await self.send("PUT", "reversal", {"transactionId": transaction_id})

    async def reverse_reference(self, reference: str) -> httpx.Response:
        """Take a pin back by our number."""
        return await self.send("POST", f"reversal/{quote(reference, safe='')}")

    async def look_up(self, reference: str) -> httpx.Response:
        """Find a pin by our number."""
        return await self.get(f"report/partner-reference/{quote(reference, safe='')}")

    async def each_endpoint(self, reference: str = "each") -> dict[str, httpx.Response]:
        """Call all 15 endpoints rightly, by the names of faults; books one pin."""
        return {
            "auth": await self.send("POST", "auth", self.credentials),
            "refresh": await self.refresh(),
            "catalog": await self.get("catalog"),
            "collections": await self.get("catalog/collections"),
            "collection": await self.get("catalog/collections/11"),
            "product": await self.get("catalog/products/1"),
            "stock": await self.get("catalog/products/1/stock"),
            "pre_redeem": await self.book(reference, customer={"document": "52998224725"}),
            "report_period": await self.get("report/2030-01-01/2030-01-31"),
            "report_transaction": await self.get("report/transaction/1000035"),
            "report_reference": await self.look_up(reference),
            "report_document": await self.get("report/document/52998224725"),
            "reverse_transaction": await self.reverse(1000035),
            "reverse_reference": await self.reverse_reference(reference),
            "echo": await self.get("echo"),
        }


@asynccontextmanager
async def partner_of(hype: Hype) -> AsyncIterator[Partner]:
    """Start the stand-in, sign in, and stop it in the end."""
    base_url = await hype.start()
    try:
        async with plain_http(base_url) as http:
            partner = Partner(http, hype.identifier, hype.secret)
            await partner.sign_in()
            yield partner
    finally:
        await hype.stop()

"""A game provider that knows only the document of open-api-games and speaks plain HTTP."""

import hashlib
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx
from aiohttp import web

from sandbox.http import LocalServer
from sandbox.openapigames import OpenApiGames
from tests.sandbox.plain_http import plain_http

PATH = "/open-api-games/v1/accounts"
EMBED = "https://games.example/launch?session={{GAME_SESSION}}&game={{GAME_ID}}"
ACCOUNT: dict[str, Any] = {
    "accountId": 0,
    "gameEmbedUrl": EMBED,
    "pendingGamesUrl": "",
    "gameLaunchMethod": {"launchMethod": "GLM_DEFAULT", "providerGameLaunchApiUrl": ""},
    "royaltyPercent": 100,
    "currenciesAvailable": ["EUR", "USD"],
    "countriesAvailable": [],
    "countriesDisabled": ["US"],
}


def md5_of(raw: bytes, secret: str) -> str:
    """What ``md5sum`` prints of both together."""
    return hashlib.md5(raw + secret.encode(), usedforsecurity=False).hexdigest()


class Provider:
    """Sends requests; ``secret`` is what it signs them with."""

    def __init__(self, http: httpx.AsyncClient, platform: OpenApiGames) -> None:
        self.http = http
        self.secret = platform.secret
        self.ids = {
            "contentProviderId": platform.content_provider_id,
            "clientId": platform.client_id,
        }

    async def send(self, raw: bytes | str, **headers: str) -> httpx.Response:
        """Send these bytes, signed unless the headers say otherwise; "" leaves one out."""
        raw = raw.encode() if isinstance(raw, str) else raw
        all_ = {"Content-Type": "application/json", "Sign": md5_of(raw, self.secret)} | headers
        sent = {name: value for name, value in all_.items() if value}
        return await self.http.post(PATH, content=raw, headers=sent)

    async def write(self, *accounts: Any, **change: Any) -> dict[str, Any]:
        """Send accounts and return the answer."""
        body = self.ids | {"accounts": list(accounts)} | change
        answer = await self.send(json.dumps(body))
        assert isinstance(answer.json(), dict)
        return dict(answer.json())

    async def add(self, **change: Any) -> str:
        """Add the one account but for the changes, and return its id."""
        answer = await self.write(ACCOUNT | change)
        assert answer["error"] == "NO_ERROR", answer
        return str(answer["accounts"][0]["accountId"])

    async def list(self) -> list[dict[str, Any]]:
        """Return all accounts."""
        answer = await self.write()
        assert answer["isSuccess"] is True
        return list(answer["accounts"])


@asynccontextmanager
async def provider_of(platform: OpenApiGames) -> AsyncIterator[Provider]:
    """Start the stand-in and stop it in the end."""
    base_url = await platform.start()
    try:
        async with plain_http(base_url) as http:
            yield Provider(http, platform)
    finally:
        await platform.stop()


class LaunchHost:
    """The provider's side of FACTS 3.2: keeps what came and answers what it is told."""

    def __init__(self, answer: Callable[[], web.StreamResponse]) -> None:
        self.received: list[tuple[str, Mapping[str, str], bytes]] = []
        self.server = LocalServer(self._build)
        self._answer = answer

    @property
    def url(self) -> str:
        """Where the platform is to call."""
        return f"{self.server.base_url}/game-launch-url"

    def _build(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/game-launch-url", self._handle)
        return app

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.received.append((request.method, request.headers, await request.read()))
        return self._answer()


@asynccontextmanager
async def launch_host(
    answer: Callable[[], web.StreamResponse] = lambda: web.json_response(
        {"gameLaunchUrl": "https://games.example/play/1"}
    ),
) -> AsyncIterator[LaunchHost]:
    """Listen, and stop in the end."""
    host = LaunchHost(answer)
    await host.server.start()
    try:
        yield host
    finally:
        await host.server.stop()

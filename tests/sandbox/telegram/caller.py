"""The bot's side without any library: one call, one envelope."""

from typing import Any

import aiohttp


class Caller:
    def __init__(self, session: aiohttp.ClientSession, base_url: str, token: str) -> None:
        self.session = session
        self.base_url = base_url
        self.token = token

    async def __call__(self, method: str, **params: Any) -> dict[str, Any]:
        """Call with JSON and return the whole envelope."""
        url = f"{self.base_url}/bot{self.token}/{method}"
        async with self.session.post(url, json=params) as answer:
            body: dict[str, Any] = await answer.json()
            assert answer.status == (200 if body["ok"] else body["error_code"])
            return body

    async def done(self, method: str, **params: Any) -> Any:
        """Call and return the result; the call must succeed."""
        body = await self(method, **params)
        assert body["ok"], body
        return body["result"]

    async def refused(self, method: str, **params: Any) -> str:
        """Call and return the description of the refusal."""
        body = await self(method, **params)
        assert not body["ok"], body
        return str(body["description"])

"""A game server that knows only Gamebase's document and speaks plain HTTP."""

from typing import Any
from urllib.parse import quote

import httpx

APP = "C3JmSctU"
SECRET = "IgsaAP"


class GameServer:
    """Calls Get Member and Check Maintenance with the headers it has."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http
        self.headers = {"Content-Type": "application/json; charset=UTF-8", "X-Secret-Key": SECRET}

    async def get(self, path: str, **params: str) -> httpx.Response:
        """Send a GET; every answer has to be 200."""
        answer = await self.http.get(path, params=params, headers=self.headers)
        assert answer.status_code == 200
        return answer

    async def member(self, user_id: str, app_id: str = APP, **params: str) -> Any:
        """Return the body of Get Member."""
        path = f"/tcgb-member/v1.2/apps/{app_id}/members/{quote(user_id, safe='')}"
        return (await self.get(path, **params)).json()

    async def maintenance(self, app_id: str = APP, **params: str) -> Any:
        """Return the body of Check Maintenance."""
        path = f"/tcgb-launching/v1.2/apps/{app_id}/maintenances/under-maintenance"
        return (await self.get(path, **params)).json()

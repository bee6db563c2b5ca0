"""A game server that knows only Gamebase's document and speaks plain HTTP."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx

APP = "C3JmSctU"
SECRET = "IgsaAP"

MEMBER = f"/tcgb-member/v1.2/apps/{APP}"
GATEWAY = f"/tcgb-gateway/v1.2/apps/{APP}"
LAUNCHING = f"/tcgb-launching/v1.2/apps/{APP}"
IAP = f"/tcgb-inapp/v1.2/apps/{APP}"
BOARD = f"/tcgb-leaderboard/v1.2/apps/{APP}"
TRANSFER = f"/tcgb-gateway/v1.1.2/apps/{APP}/members/transfer-account"
WITHDRAW = f"/tcgb-gateway/v1.3/apps/{APP}/members"


class GameServer:
    """Calls Gamebase with the headers it has."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http
        self.headers = {"Content-Type": "application/json; charset=UTF-8", "X-Secret-Key": SECRET}

    async def get(self, path: str, **params: str) -> httpx.Response:
        """Send a GET; every answer has to be 200."""
        answer = await self.http.get(path, params=params, headers=self.headers)
        assert answer.status_code == 200
        return answer

    async def call(
        self,
        method: str,
        path: str,
        body: object = None,
        query: Mapping[str, str] | None = None,
    ) -> Any:
        """Send any request and return the answer's body; every answer has to be 200."""
        answer = await self.http.request(
            method, path, params=query, json=body, headers=self.headers
        )
        assert answer.status_code == 200
        return answer.json()

    async def post(self, path: str, body: object = None, **query: str) -> Any:
        """Send a POST and return the answer's body."""
        return await self.call("POST", path, body, query)

    async def member(self, user_id: str, app_id: str = APP, **params: str) -> Any:
        """Return the body of Get Member."""
        path = f"/tcgb-member/v1.2/apps/{app_id}/members/{quote(user_id, safe='')}"
        return (await self.get(path, **params)).json()

    async def maintenance(self, app_id: str = APP, **params: str) -> Any:
        """Return the body of Check Maintenance."""
        path = f"/tcgb-launching/v1.2/apps/{app_id}/maintenances/under-maintenance"
        return (await self.get(path, **params)).json()

    async def token(self, user_id: str, token: str, **params: str) -> Any:
        """Return the body of Token Authentication."""
        path = f"{GATEWAY}/members/{quote(user_id, safe='')}/tokens/{quote(token, safe='')}"
        return (await self.get(path, **params)).json()

    async def launching(self, version: str, os_code: str = "AOS", store: str = "GG") -> Any:
        """Return the body of Get Simple Launching."""
        query = {"osCode": os_code, "storeCode": store, "clientVersion": version}
        return await self.call("GET", f"{LAUNCHING}/launching/simple", query=query)

    async def bans(self, begin: str, end: str, path: str = "bans", **more: str) -> Any:
        """Return the body of Ban Histories, or of Ban Release Histories."""
        query = {"begin": begin, "end": end, **more}
        return await self.call("GET", f"{MEMBER}/members/{path}", query=query)

    async def transfer(self, account_id: str, password: str) -> Any:
        """Return the body of Validate TransferAccount."""
        return await self.post(TRANSFER, {"account": {"id": account_id, "password": password}})

    async def withdraw(self, user_id: str, reg_user: str = "desk") -> Any:
        """Return the body of Withdraw."""
        path = f"{WITHDRAW}/{quote(user_id, safe='')}"
        return await self.call("DELETE", path, query={"regUser": reg_user})

    async def coupon(self, user_id: str, code: str, **query: str) -> Any:
        """Return the body of Check Validation And Consume Coupon."""
        path = f"{GATEWAY}/members/{user_id}/coupons/{quote(code, safe='')}"
        return await self.post(path, **query)

    async def consume(self, payment_seq: str, token: str) -> Any:
        """Return the body of Consume."""
        return await self.post(f"{IAP}/consume", {"paymentSeq": payment_seq, "accessToken": token})

    async def consumables(self, user_id: str, market: str = "GG") -> Any:
        """Return the body of List Consumables."""
        body = {"marketId": market, "userChannel": "GF", "userKey": user_id}
        return await self.post(f"{IAP}/consumable", body)

    async def subscriptions(
        self, user_id: str, market: str = "GG", package: str = "com.toast.gamebase"
    ) -> Any:
        """Return the body of List Active Subscriptions."""
        body = {
            "marketId": market,
            "packageName": package,
            "userChannel": "GF",
            "userKey": user_id,
        }
        return await self.post(f"{IAP}/active-subscriptions", body)


def code(answer: Any) -> int:
    """Return the header's result code, which goes with isSuccessful."""
    header = answer["header"]
    assert header["isSuccessful"] is (header["resultCode"] == 0)
    assert (answer.keys() == {"header"}) or header["isSuccessful"]
    return int(header["resultCode"])

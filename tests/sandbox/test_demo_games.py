"""What the demo's games have to show, asked for over HTTP with the settings alone."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import product
from typing import Any

import httpx
import pytest

from sandbox.demo_world import DemoWorld
from tests.clock import ManualClock
from tests.sandbox.plain_http import plain_http

PERIOD = {"begin": "2029-11-01T00:00:00.000Z", "end": "2030-01-31T00:00:00.000Z"}


class Desk:
    """Calls the demo's Gamebase for one of the apps."""

    def __init__(self, demo: DemoWorld, http: httpx.AsyncClient) -> None:
        self.demo = demo
        self.http = http
        settings = demo.settings()
        self.base = settings["KEYDESK_GAMEBASE__BASE_URL"]
        self.apps = json.loads(settings["KEYDESK_GAMEBASE__APPS"])

    async def __call__(
        self, method: str, product: str, app: str, path: str, body: object = None, **query: str
    ) -> Any:
        """Return the answer's body; it has to be a good one."""
        answer = await self.http.request(
            method,
            f"{self.base}/tcgb-{product}/v1.2/apps/{self.apps[app]['app_id']}/{path}",
            params=query,
            json=body,
            headers={
                "X-Secret-Key": self.apps[app]["secret_key"],
                "Content-Type": "application/json",
            },
        )
        found = answer.json()
        assert found["header"]["isSuccessful"], found["header"]
        assert self.demo.complaints == []
        return found


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """A running demo at noon of a certain day."""
    demo = DemoWorld(clock=ManualClock())
    await demo.start(web_port=None)
    async with plain_http() as http:
        yield Desk(demo, http)
    await demo.stop()


APPS = ("puzzle", "racing")
STATUSES = {"1.4.2": 200, "1.4.1": 201, "1.2.0": 300, "0.9.0": 302}


async def test_whoever_is_banned_was_banned_and_others_were_released(desk: Desk) -> None:
    """The histories agree with the members' states."""
    for app in APPS:
        bans = await desk("GET", "member", app, "members/bans", **PERIOD, size="100")
        releases = await desk("GET", "member", app, "members/bans/release", **PERIOD)
        banned = {one["userId"] for one in bans["result"] if one["releaseDate"] is None}
        released = {one["userId"] for one in releases["result"]}
        players = {one.user_id: one.valid for one in desk.demo.players if one.app == app}
        assert banned & players.keys() == {user for user, valid in players.items() if valid == "B"}
        assert released
        assert {players[user] for user in released} == {"Y"}


async def test_one_app_has_more_bans_than_a_page(desk: Desk) -> None:
    """So that there is something to page through."""
    answer = await desk("GET", "member", "puzzle", "members/bans", **PERIOD)
    assert answer["pagingInfo"]["totalPages"] > 1


async def test_a_coupon_is_there_for_everybody(desk: Desk) -> None:
    """And can be used by each normal player."""
    for app in APPS:
        for player in desk.demo.players:
            if (player.app, player.valid) == (app, "Y"):
                path = f"members/{player.user_id}/coupons/WELCOME"
                assert (await desk("POST", "gateway", app, path))["result"]["benefits"]
        used = {use.app_id for use in desk.demo.gamebase.coupons.uses}
        assert desk.apps[app]["app_id"] in used


async def test_payments_wait_to_be_consumed_and_subscriptions_run(desk: Desk) -> None:
    """For at least one player each."""
    for app in APPS:
        paid: list[Any] = []
        running: list[Any] = []
        for player in desk.demo.players:
            for market in ("GG", "AS"):
                body = {"marketId": market, "userChannel": "GF", "userKey": player.user_id}
                paid += (await desk("POST", "inapp", app, "consumable", body))["result"]
                body["packageName"] = f"com.example.{app}"
                running += (await desk("POST", "inapp", app, "active-subscriptions", body))[
                    "result"
                ]
        assert len({one["paymentSeq"] for one in paid + running}) == len(paid) + len(running)
        sent = {name: paid[0][name] for name in ("paymentSeq", "accessToken")}
        assert (await desk("POST", "inapp", app, "consume", sent))["result"]["price"] > 0
        noon = ManualClock().now
        end = int((noon + timedelta(days=1)).timestamp() * 1000)
        assert all(one["expiryTimeMillis"] > end for one in running)
        assert running


async def test_two_leaderboards_an_app_are_full(desk: Desk) -> None:
    """With the app's players at the top and a past period."""
    for app, factor in product(APPS, "12"):
        path = f"factors/{factor}/users"
        top = (await desk("GET", "leaderboard", app, path, start="1", size="10"))[
            "userInfosByRange"
        ]
        assert len(top["userInfos"]) == 10
        assert {one.user_id for one in desk.demo.players} & {
            one["userId"] for one in top["userInfos"]
        }
        assert [one["preRank"] for one in top["userInfos"]] == list(range(1, 11))


async def test_clients_are_in_every_state(desk: Desk) -> None:
    """By their version."""
    for app, (version, status) in product(APPS, STATUSES.items()):
        query = {"osCode": "IOS", "storeCode": "AS", "clientVersion": version}
        answer = await desk("GET", "launching", app, "launching/simple", **query)
        assert answer["launchingData"]["status"]["code"] == status


async def test_there_is_a_token_and_a_transfer_account(desk: Desk) -> None:
    """Of which the one can be tried and the other is the document's example."""
    path = "members/PZ1001/tokens/demo-token-1001"
    assert (await desk("GET", "gateway", "puzzle", path))["member"]["valid"] == "Y"
    app_id = desk.apps["puzzle"]["app_id"]
    answer = await desk.http.post(
        f"{desk.base}/tcgb-gateway/v1.1.2/apps/{app_id}/members/transfer-account",
        json={"account": {"id": "198704206255", "password": "Zw548q7zE"}},
        headers={"X-Secret-Key": desk.apps["puzzle"]["secret_key"]},
    )
    assert answer.json()["member"]["userId"] == "PZ1002"

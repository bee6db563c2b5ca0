"""Consume, List Consumables and List Active Subscriptions."""

from datetime import timedelta
from typing import Any

import pytest

from sandbox.gamebase import Gamebase
from tests.clock import ManualClock
from tests.sandbox.providers.gamebase.game_server import APP, IAP, GameServer, code

CONSUME, CONSUMABLE = f"{IAP}/consume", f"{IAP}/consumable"
ACTIVE = f"{IAP}/active-subscriptions"


async def test_lists_keep_markets_users_and_packages_apart(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """Nobody there is an empty list."""
    gamebase.purchases.pay(APP, "XB-1", market="AS")
    gamebase.subscriptions.subscribe(APP, "XB-1", market="AS")
    assert len((await game_server.consumables("XB-1", "AS"))["result"]) == 1
    assert len((await game_server.subscriptions("XB-1", "AS"))["result"]) == 1
    for answer in (
        await game_server.consumables("XB-1", "GG"),
        await game_server.consumables("XB-2", "AS"),
        await game_server.subscriptions("XB-1", "ONESTORE"),
        await game_server.subscriptions("XB-2", "AS"),
        await game_server.subscriptions("XB-1", "AS", "com.other"),
    ):
        assert (code(answer), answer["result"]) == (0, [])
    with pytest.raises(KeyError):
        gamebase.purchases.pay("nope", "XB-1")
    with pytest.raises(KeyError):
        gamebase.subscriptions.subscribe("nope", "XB-1")


async def test_a_subscription_is_active_until_its_end(
    gamebase: Gamebase, game_server: GameServer, clock: ManualClock
) -> None:
    """And not before its begin; the times are epoch milliseconds."""
    soon = clock.now + timedelta(hours=1)
    gamebase.subscriptions.subscribe(APP, "XB-1", begin=soon, lasts=timedelta(days=1))
    assert (await game_server.subscriptions("XB-1"))["result"] == []
    clock.advance(3600)
    (entry,) = (await game_server.subscriptions("XB-1"))["result"]
    assert entry["expiryTimeMillis"] - entry["purchaseTimeMillis"] == 86_400_000
    assert entry["purchaseTimeMillis"] == int(clock.now.timestamp()) * 1000
    clock.advance(86_400)
    assert (await game_server.subscriptions("XB-1"))["result"] == []
    assert gamebase.complaints == []


LIST: dict[str, Any] = {"marketId": "GG", "userChannel": "GF", "userKey": "XB-1"}


WRONG_BODIES: list[tuple[str, object, int, str]] = [
    (CONSUME, {"accessToken": "t"}, 1100, "consume: paymentSeq is missing"),
    (CONSUME, {"paymentSeq": "1"}, 1100, "consume: accessToken is missing"),
    (
        CONSUME,
        {"paymentSeq": 2019091931571201, "accessToken": "t"},
        5032,
        "consume: paymentSeq must be a string",
    ),
    (CONSUMABLE, LIST | {"userChannel": "XX"}, 1100, "consumables: userChannel must be one"),
    (CONSUMABLE, LIST | {"marketId": "ALL"}, 1100, "consumables: marketId must be one of"),
    (CONSUMABLE, LIST | {"marketId": 1}, 5032, "consumables: marketId must be a string"),
    (CONSUMABLE, LIST | {"userKey": None}, 5032, "consumables: userKey must be a string"),
    (CONSUMABLE, LIST | {"packageName": "p"}, 0, "consumables: packageName is not in the"),
    (ACTIVE, LIST, 1100, "subscriptions: packageName is missing"),
    (ACTIVE, [LIST], 5032, "subscriptions: the body must be an object"),
]


async def test_bodies_are_checked(gamebase: Gamebase, game_server: GameServer) -> None:
    """With IAP's own codes; a surplus field is noted and let through."""
    for path, body, expected, complaint in WRONG_BODIES:
        assert code(await game_server.post(path, body)) == expected
        assert len(gamebase.complaints) == 1
        assert gamebase.complaints[0].startswith(complaint)
        gamebase.complaints.clear()

"""The document's samples of logins, bans, coupons and purchases have the shape of the stand-in's."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from sandbox.gamebase import Gamebase
from tests.clock import ManualClock
from tests.sandbox.providers.examples import example
from tests.sandbox.providers.gamebase.game_server import (
    APP,
    IAP,
    MEMBER,
    TRANSFER,
    GameServer,
)
from tests.sandbox.providers.gamebase.test_document_examples import shape

DAY = datetime.fromisoformat("2019-08-27T17:41:05+09:00")


def sample(name: str) -> Any:
    """Return the shape of a sample."""
    return shape(example("gamebase", name))


@pytest.fixture
def gamebase(gamebase: Gamebase) -> Gamebase:
    """A member with everything a sample shows."""
    gamebase.member(APP, "XB-1", registered=DAY, last_login=DAY)
    return gamebase


async def test_token_authentication(gamebase: Gamebase, game_server: GameServer) -> None:
    """The sample shows two logins and a pending withdrawal."""
    gamebase.member(APP, "XB-1", "T", registered=DAY, last_login=DAY, idps=("guest", "google"))
    token = gamebase.tokens.issue(APP, "XB-1").text
    answer = await game_server.token("XB-1", token, linkedIdP="true")
    assert shape(answer) == sample("token-authentication.response")


async def test_simple_launching(gamebase: Gamebase, game_server: GameServer) -> None:
    """Without and with a maintenance, neither with a transaction id."""
    gamebase.launching.client(APP, "AOS", "GG", "1.4.2")
    answer = await game_server.launching("1.4.2")
    assert shape(answer) == sample("get-simple-launching-ok.response")
    gamebase.begin_maintenance(APP, message="Patch")
    answer = await game_server.launching("1.4.2")
    assert shape(answer) == sample("get-simple-launching-maintenance.response")


async def test_members_and_their_keys(gamebase: Gamebase, game_server: GameServer) -> None:
    """The sample's keys of an object are user ids and auth keys."""
    answer = await game_server.post(f"{MEMBER}/members", ["XB-1"])
    assert shape(answer) == sample("get-members.response")
    idps = await game_server.post(f"{MEMBER}/auth/authKeys", ["XB-1"])
    wanted = sample("get-idp-information.response")
    assert shape(idps) == wanted | {"result": {"XB-1": wanted["result"]["String"]}}
    key = idps["result"]["XB-1"][0]["authKey"]
    path = f"{MEMBER}/members/userIds/authKeys"
    found = await game_server.post(path, [key], authSystem="gbid")
    assert shape(found) == sample("get-user-ids.response") | {"result": {key: str}}


async def test_ban_histories(
    gamebase: Gamebase, game_server: GameServer, clock: ManualClock
) -> None:
    """Both show a ban that has been released, with numbers for dates."""
    ban = gamebase.bans.ban(APP, "XB-1", end=clock.now + timedelta(days=1))
    gamebase.bans.release(ban)
    period = "2030-01-01T00:00:00.000+09:00", "2030-02-01T00:00:00.000+09:00"
    assert shape(await game_server.bans(*period)) == sample("ban-histories.response")
    released = await game_server.bans(*period, "bans/release")
    assert shape(released) == sample("ban-release-histories.response")


async def test_transfer_account_and_withdraw(gamebase: Gamebase, game_server: GameServer) -> None:
    """The request of the one is printed, too."""
    gamebase.transfers.issue(APP, "XB-1")
    answer = await game_server.post(
        TRANSFER, example("gamebase", "validate-transfer-account.request")
    )
    assert shape(answer) == sample("validate-transfer-account.response")
    assert shape(await game_server.withdraw("XB-1")) == sample("withdraw.response")
    assert gamebase.complaints == []


async def test_coupon(gamebase: Gamebase, game_server: GameServer) -> None:
    """Its sample is answered to the letter."""
    gamebase.coupons.publish(APP, "SPRING")
    answer = await game_server.coupon("XB-1", "SPRING")
    assert answer == example("gamebase", "consume-coupon.response")


async def test_purchases(gamebase: Gamebase, game_server: GameServer) -> None:
    """The three printed requests are good ones, and get answers like those printed."""
    for _ in range(2):
        payment = gamebase.purchases.pay(APP, "QXG774PMRZMWR3BR")
    gamebase.subscriptions.subscribe(APP, "QXG774PMRZMWR3BR")
    listed = await game_server.post(
        f"{IAP}/consumable", example("gamebase", "list-consumables.request")
    )
    assert shape(listed) == sample("list-consumables.response")
    active = await game_server.post(
        f"{IAP}/active-subscriptions", example("gamebase", "list-active-subscriptions.request")
    )
    assert shape(active) == sample("list-active-subscriptions.response")
    printed = example("gamebase", "consume.request")
    assert (await game_server.post(f"{IAP}/consume", printed))["header"]["resultCode"] == 5000
    consumed = await game_server.consume(payment.payment_seq, payment.access_token)
    assert shape(consumed) == sample("consume.response")
    assert gamebase.complaints == []

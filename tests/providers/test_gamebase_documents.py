"""Gamebase's own examples, as its document prints them, are understood."""

from datetime import UTC, datetime
from decimal import Decimal
from json import loads

import pytest
from pydantic import SecretStr

from providers.errors import NotAllowed
from providers.games import (
    Consumed,
    Identity,
    LaunchState,
    Maintenance,
    PlayerBrief,
    Redeemed,
    TokenVerdict,
    TransferVerdict,
)
from tests.providers.examples import example
from tests.providers.gamebase_samples import DUE, NOON, OK, THEN, TOKEN, Desk
from tests.providers.parrot import Parrot


def say(parrot: Parrot, name: str) -> None:
    """Answer with an example."""
    parrot.told(200, example(f"gamebase/{name}.response.json"))


async def test_token(parrot: Parrot, desk: Desk) -> None:
    """The withdrawal stands inside the member, and the identity provider beside."""
    say(parrot, "token-authentication")
    check = await desk[1].check_token("quest", "String", TOKEN)
    assert (check.verdict, check.idp, check.idp_id) == (TokenVerdict.VALID, "String", "String")
    assert check.player is not None
    assert check.player.registered_at == THEN
    assert check.player.withdrawal_due_at == DUE
    assert len(check.player.identities) == 2


async def test_launching(parrot: Parrot, desk: Desk) -> None:
    """Both examples: all is well, and a maintenance whose address is null."""
    say(parrot, "get-simple-launching-ok")
    found = await desk[1].launching("quest", "AOS", "GG", "1")
    assert (found.state, found.maintenance, found.server_address) == (
        LaunchState.OK,
        None,
        "String",
    )
    say(parrot, "get-simple-launching-maintenance")
    found = await desk[1].launching("quest", "AOS", "GG", "1")
    assert (found.state, found.code, found.reason) == (LaunchState.MAINTENANCE, 303, "String")
    assert found.maintenance is not None
    assert (found.maintenance.url, found.maintenance.begins_at) == (
        "",
        datetime(2018, 5, 23, 1, 44, tzinfo=UTC),
    )
    parrot.told(200, {"header": OK, "launchingData": {"status": {"code": 999}, "app": None}})
    found = await desk[1].launching("quest", "AOS", "GG", "1")
    assert (found.state, found.code, found.urls) == (LaunchState.OTHER, 999, {})


async def test_lists_of_members(parrot: Parrot, desk: Desk) -> None:
    """Members, their keys and the way back; a bare array goes out."""
    _, games = desk
    say(parrot, "get-members")
    assert await games.players("quest", ["String"]) == (PlayerBrief("String", "Y", "String", THEN),)
    assert parrot.heard[-1].body == b'["String"]'
    say(parrot, "get-idp-information")
    assert await games.identities("quest", ["String"]) == {
        "String": (Identity("gbid", "String", "String", None),)
    }
    say(parrot, "get-user-ids")
    assert await games.players_by_key("quest", ["String"]) == {"String": "String"}
    assert parrot.heard[-1].target.endswith("?authSystem=gbid")


@pytest.mark.parametrize("name", ["ban-histories", "ban-release-histories"])
async def test_bans(parrot: Parrot, desk: Desk, name: str) -> None:
    """Zeros for dates are no dates, and a total below what the page itself holds is no total."""
    say(parrot, name)
    page = await (desk[1].bans if name == "ban-histories" else desk[1].unbans)("quest", NOON, NOON)
    (ban,) = page.bans
    assert (ban.type, ban.user_id, ban.begins_at, ban.ends_at) == (
        "TEMPORARY",
        "String",
        None,
        None,
    )
    assert (page.last, page.total) == (True, 1)


async def test_transfer(parrot: Parrot, desk: Desk) -> None:
    """The example of the request is what is sent."""
    sent = loads(example("gamebase/validate-transfer-account.request.json"))
    say(parrot, "validate-transfer-account")
    account = sent["account"]
    check = await desk[1].check_transfer("quest", account["id"], SecretStr(account["password"]))
    assert check.verdict is TransferVerdict.VALID
    assert loads(parrot.heard[-1].body) == sent
    assert "/tcgb-gateway/v1.1.2/" in parrot.heard[-1].target


async def test_withdraw(parrot: Parrot, desk: Desk) -> None:
    """An answer without content is a success; the address is the one of v1.3."""
    say(parrot, "withdraw")
    await desk[1].withdraw("quest", "U", "keydesk")
    heard = parrot.heard[-1]
    assert (heard.method, heard.target, heard.body) == (
        "DELETE",
        "/tcgb-gateway/v1.3/apps/AppId1/members/U?regUser=keydesk",
        b"",
    )


async def test_coupon(parrot: Parrot, desk: Desk) -> None:
    """What the coupon gives, item by item; nothing is sent along."""
    say(parrot, "consume-coupon")
    found = await desk[1].redeem("quest", "U", SecretStr("C"))
    assert found == Redeemed("Coupon Title", (("heart", 10), ("diamond", 20)))
    assert (parrot.heard[-1].method, parrot.heard[-1].body) == ("POST", b"")
    assert "?" not in parrot.heard[-1].target


async def test_purchases(parrot: Parrot, desk: Desk) -> None:
    """All three examples, and their requests as they are sent."""
    _, games = desk
    sent = loads(example("gamebase/consume.request.json"))
    say(parrot, "consume")
    done = await games.consume("quest", sent["paymentSeq"], SecretStr(sent["accessToken"]))
    assert done == Consumed(12345, Decimal("1500.0"), "KRW")
    assert loads(parrot.heard[-1].body) == sent
    say(parrot, "list-consumables")
    sent = loads(example("gamebase/list-consumables.request.json"))
    waiting = await games.payments("quest", sent["marketId"], sent["userKey"])
    assert [one.payment for one in waiting] == ["2016122110023124", "2016122110023125"]
    assert loads(parrot.heard[-1].body) == sent
    say(parrot, "list-active-subscriptions")
    sent = loads(example("gamebase/list-active-subscriptions.request.json"))
    (one,) = await games.subscriptions(
        "quest", sent["marketId"], sent["packageName"], sent["userKey"]
    )
    assert one.expires_at == datetime(2018, 11, 2, 5, 3, 14, 548000, tzinfo=UTC)
    assert (one.price, one.product) == (Decimal("1000.0"), 1002904)
    assert loads(parrot.heard[-1].body) == sent


async def test_get_member(parrot: Parrot, desk: Desk) -> None:
    """Gamebase's example of a player, its withdrawal beside it."""
    parrot.told(200, example("gamebase/get-member.response.json"))
    player = await desk[1].player("quest", "String")
    then = datetime(2019, 8, 27, 8, 41, 5, tzinfo=UTC)
    assert (player.status, player.registered_at, player.last_login_at) == ("Y", then, then)
    assert player.identities == (Identity("String", "String", "String", then),)
    assert player.withdrawal_due_at == datetime(2020, 4, 18, 0, 12, 1, tzinfo=UTC)
    assert len(player.device) == 11


async def test_check_maintenance(parrot: Parrot, desk: Desk) -> None:
    """Gamebase's example of a maintenance, its slip in a store's name mended."""
    parrot.told(200, example("gamebase/check-maintenance.response.json"))
    assert await desk[1].maintenances("quest") == (
        Maintenance(
            scope="APP",
            begins_at=datetime(2017, 1, 1, 5, 10, tzinfo=UTC),
            ends_at=datetime(2017, 2, 1, 5, 17, tzinfo=UTC),
            message="maintenance message",
            url="http://url.info",
            stores=("GG", "AS", "ONESTORE"),
        ),
    )


async def test_failure(parrot: Parrot, desk: Desk) -> None:
    """Gamebase's example of a failure is a wrong app key."""
    parrot.told(200, example("gamebase/failed.response.json"))
    with pytest.raises(NotAllowed, match="-4010002"):
        await desk[1].maintenances("quest")

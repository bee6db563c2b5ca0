"""Gamebase's own examples, as its document prints them, are understood; so are the forms of its tables."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from decimal import Decimal
from json import loads

import pytest
from pydantic import SecretStr

from providers.codegames.provider import CodeGames
from providers.errors import NotFound, OutcomeUnknown, Rejected, Unavailable
from providers.gamebase.provider import Gamebase
from providers.games import (
    Consumed,
    LaunchState,
    PlayerBrief,
    Redeemed,
    ScoreEnd,
    ScoreEntry,
    TokenVerdict,
    TransferVerdict,
)
from providers.games.players import Identity
from tests.providers.parrot import Parrot
from tests.providers.test_documents import example

Desk = tuple[CodeGames, Gamebase]
THEN = datetime(2019, 8, 27, 8, 41, 5, tzinfo=UTC)
DUE = datetime(2020, 4, 18, 0, 12, 1, tzinfo=UTC)
NOON = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)
OK = {"resultCode": 0, "resultMessage": "SUCCESS", "isSuccessful": True}
TOKEN = SecretStr("token")


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


async def test_token_by_the_table(parrot: Parrot, desk: Desk) -> None:
    """Logins and withdrawal beside the member, and a date as a number, are read as well."""
    parrot.told(
        200,
        {
            "header": OK,
            "member": {"userId": "U", "valid": "Y", "regDate": 1566895265000},
            "authList": [{"idPCode": "guest", "authKey": "k"}],
            "temporaryWithdrawal": {"gracePeriodDate": "2020-04-18T09:12:01+09:00"},
        },
    )
    check = await desk[1].check_token("quest", "U", TOKEN)
    assert (check.idp, check.player and check.player.registered_at) == ("", THEN)
    assert check.player is not None
    assert check.player.withdrawal_due_at == DUE
    assert [one.auth_key for one in check.player.identities] == ["k"]


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


async def test_keys_by_the_table(parrot: Parrot, desk: Desk) -> None:
    """A list of objects, the table's spellings, and nothing at all are read as well."""
    _, games = desk
    parrot.told(200, {"header": OK, "result": [{"U": {"authkey": "k", "IdPCode": "guest"}}]})
    assert await games.identities("quest", ["U"]) == {"U": (Identity("guest", "k", "", None),)}
    parrot.told(200, {"header": OK, "result": [{"k": "U"}, {"l": 12}, {"m": None}]})
    assert await games.players_by_key("quest", ["k", "l"]) == {"k": "U", "l": "12"}
    parrot.told(200, {"header": OK, "result": None})
    assert await games.identities("quest", ["U"]) == {}


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


@pytest.mark.parametrize("date", [1566895265, "1566895265", 1566895265000, "1566895265000"])
async def test_epoch_time_of_bans(parrot: Parrot, desk: Desk, date: object) -> None:
    """Whether epoch time is in seconds or milliseconds is not said: both are the same moment."""
    parrot.told(200, {"header": OK, "result": [{"userId": "U", "beginDate": date}]})
    page = await desk[1].bans("quest", NOON, NOON)
    assert page.bans[0].begins_at == THEN
    assert (page.last, page.total) == (True, None)


@pytest.mark.parametrize(
    ("paging", "last"),
    [
        ({"last": False}, False),
        ({"totalPages": "2", "page": "0"}, False),
        ({"totalPages": 1}, True),
        ({}, False),
        (None, False),
    ],
)
async def test_pages_of_bans(parrot: Parrot, desk: Desk, paging: object, last: bool) -> None:
    """Whether a page is the last is told by whatever is there, at worst by whether it is full."""
    parrot.told(200, {"header": OK, "pagingInfo": paging, "result": [{"userId": "U"}]})
    assert (await desk[1].bans("quest", NOON, NOON, size=1)).last is last


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


DONE_ALL_THE_SAME: list[tuple[Callable[[Gamebase], Awaitable[object]], object]] = [
    (lambda g: g.redeem("quest", "U", SecretStr("C")), Redeemed("", ())),
    (lambda g: g.consume("quest", "1", TOKEN), Consumed(None, None, "")),
]


@pytest.mark.parametrize("result", [None, [], "gone", 5, {}, {"benefits": 5, "price": {}}])
@pytest.mark.parametrize(("call", "expected"), DONE_ALL_THE_SAME)
async def test_done_with_odd_words(
    parrot: Parrot,
    desk: Desk,
    result: object,
    call: Callable[[Gamebase], Awaitable[object]],
    expected: object,
) -> None:
    """A success is a success, however odd what it says beside: it is not to be tried again."""
    parrot.told(200, {"header": OK, "result": result})
    assert await call(desk[1]) == expected


@pytest.mark.parametrize("result", [None, "none", 5, [5], [None], [{}], [{"price": 5}]])
async def test_lists_of_payments_that_are_none(parrot: Parrot, desk: Desk, result: object) -> None:
    """A list that is not there, or not one of payments, never means that a payment is consumed."""
    parrot.told(200, {"header": OK, "result": result})
    with pytest.raises(Unavailable):
        await desk[1].payments("quest", "GG", "U")


async def test_a_result_in_the_header(parrot: Parrot, desk: Desk) -> None:
    """Code 1 is a success that changed nothing, in the header too; inside, any failure counts."""
    _, games = desk
    entry = ScoreEntry(1, "U", Decimal(1))
    parrot.told(200, {"header": {"resultCode": 1, "isSuccessful": True}})
    assert (await games.write_score("quest", entry, 1)).end is ScoreEnd.SAME
    parrot.told(200, {"header": OK, "resultInfo": {"resultCode": 462851}})
    with pytest.raises(NotFound):
        await games.write_score("quest", entry, 1)
    parrot.told(200, {"header": OK, "resultInfo": {"resultCode": 463000}})
    with pytest.raises(OutcomeUnknown):
        await games.write_score("quest", entry, 1)
    for odd in ("0", True, None, Decimal("0.5")):
        parrot.told(200, {"header": OK, "resultInfo": {"resultCode": odd}})
        with pytest.raises(OutcomeUnknown):
            await games.write_score("quest", entry, 1)


async def test_a_failed_header_over_results(parrot: Parrot, desk: Desk) -> None:
    """Where the header fails and results are there, each result speaks for itself."""
    header: dict[str, object] = {"resultCode": 462850, "isSuccessful": False}
    part: dict[str, object] = {
        "resultCode": 0,
        "factor": "1",
        "resultInfos": [
            {"resultCode": 0, "userId": "A"},
            {"resultCode": 462850, "userId": "B"},
            {"resultCode": 463000, "userId": "C"},
        ],
    }
    parrot.told(200, {"header": header, "resultInfosWithFactor": [part]})
    entries = [ScoreEntry(1, user, Decimal(1)) for user in "ABCD"]
    results = await desk[1].write_scores("quest", entries, 1)
    assert [one.end for one in results] == [
        ScoreEnd.DONE,
        ScoreEnd.REFUSED,
        ScoreEnd.UNKNOWN,
        ScoreEnd.UNKNOWN,
    ]
    assert [one.code for one in results] == [0, 462850, 463000, None]
    parrot.told(200, {"header": header})
    with pytest.raises(NotFound):
        await desk[1].write_scores("quest", entries, 1)
    wrong = {"resultCode": -4000002, "isSuccessful": False}
    parrot.told(200, {"header": wrong, "resultInfosWithFactor": [part]})
    with pytest.raises(Rejected):
        await desk[1].write_scores("quest", entries, 1)


async def test_what_is_sent_for_scores(parrot: Parrot, desk: Desk) -> None:
    """Factors and the transaction id go out as numbers, scores to their last digit."""
    parrot.told(200, {"header": OK, "resultInfosWithFactor": []})
    entries = [ScoreEntry(3, "A", Decimal("0.1")), ScoreEntry(3, "B", Decimal("1E+2"), "x")]
    results = await desk[1].write_scores("quest", entries, 99)
    assert {one.end for one in results} == {ScoreEnd.UNKNOWN}
    assert parrot.heard[-1].body == (
        b'{"transactionId":99,"userInfosWithFactor":[{"factor":3,"userInfos":['
        b'{"userId":"A","score":0.1},{"userId":"B","score":100,"extra":"x"}]}]}'
    )
    assert parrot.heard[-1].target.endswith("/scores-with-extra")

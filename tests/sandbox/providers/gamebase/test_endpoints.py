"""What all 24 endpoints have in common: names, headers, faults and gates."""

import asyncio
from typing import Any, NamedTuple

import httpx
import pytest

from sandbox.faults import Fault
from sandbox.gamebase import ROUTES, Gamebase
from tests.sandbox.providers.gamebase.game_server import (
    APP,
    BOARD,
    GATEWAY,
    IAP,
    LAUNCHING,
    MEMBER,
    SECRET,
    TRANSFER,
    WITHDRAW,
    GameServer,
    code,
)


class Request(NamedTuple):
    """A request as the document wants it."""

    method: str
    path: str
    body: Any = None


PERIOD = "begin=2030-01-15T00%3A00%3A00.000%2B09%3A00&end=2030-01-16T00%3A00%3A00.000%2B09%3A00"
CLIENT = "osCode=AOS&storeCode=GG&clientVersion=1.4.2"
LIST = {"marketId": "GG", "userChannel": "GF", "userKey": "XB-1"}
FACTOR = f"{BOARD}/factors/weekly"
ONE = {"userId": "XB-1", "score": 1}

GOOD = {
    "token": Request("GET", f"{GATEWAY}/members/XB-1/tokens/t0ken?linkedIdP=true"),
    "launching": Request("GET", f"{LAUNCHING}/launching/simple?{CLIENT}"),
    "member": Request("GET", f"{MEMBER}/members/XB-1?includeMemberInfo=true"),
    "members": Request("POST", f"{MEMBER}/members", ["XB-1"]),
    "auth_keys": Request("POST", f"{MEMBER}/auth/authKeys", ["XB-1"]),
    "user_ids": Request("POST", f"{MEMBER}/members/userIds/authKeys?authSystem=gbid", ["k"]),
    "bans": Request("GET", f"{MEMBER}/members/bans?{PERIOD}&page=0&size=10"),
    "unbans": Request("GET", f"{MEMBER}/members/bans/release?{PERIOD}"),
    "transfer": Request("POST", TRANSFER, {"account": {"id": "1", "password": "p"}}),
    "withdraw": Request("DELETE", f"{WITHDRAW}/XB-1?regUser=desk"),
    "maintenance": Request("GET", f"{LAUNCHING}/maintenances/under-maintenance"),
    "coupon": Request("POST", f"{GATEWAY}/members/XB-1/coupons/SPRING?storeCode=GG"),
    "consume": Request("POST", f"{IAP}/consume", {"paymentSeq": "1", "accessToken": "t"}),
    "consumables": Request("POST", f"{IAP}/consumable", LIST),
    "subscriptions": Request("POST", f"{IAP}/active-subscriptions", LIST | {"packageName": "p"}),
    "user_count": Request("GET", f"{FACTOR}/user-count?transactionId=1&isPast=false"),
    "rank": Request("GET", f"{FACTOR}/users?userId=XB-1"),
    "ranks": Request(
        "POST",
        f"{BOARD}/get-users",
        {"userIDsWithFactor": [{"factor": "weekly", "userIds": ["XB-1"]}]},
    ),
    "top": Request("GET", f"{FACTOR}/users?start=1&size=10"),
    "score": Request("POST", f"{FACTOR}/users/XB-1/score", {"transactionId": 1, "score": 1}),
    "score_extra": Request(
        "POST", f"{FACTOR}/users/XB-1/score-with-extra", {"transactionId": 1, "score": 1}
    ),
    "scores": Request(
        "POST",
        f"{BOARD}/scores",
        {"transactionId": 1, "userScoresWithFactor": [{"factor": "weekly", "userScores": [ONE]}]},
    ),
    "scores_extra": Request(
        "POST",
        f"{BOARD}/scores-with-extra",
        {"transactionId": 1, "userInfosWithFactor": [{"factor": "weekly", "userInfos": [ONE]}]},
    ),
    "delete_scores": Request("DELETE", f"{FACTOR}/users?userId=XB-1"),
}
IN_TURN = sorted(GOOD, key="withdraw".__eq__)
"""After the withdrawal its member is gone."""


@pytest.fixture
def gamebase(gamebase: Gamebase) -> Gamebase:
    """Everything the requests ask for."""
    gamebase.member(APP, "XB-1")
    gamebase.tokens.issue(APP, "XB-1", token="t0ken")
    gamebase.launching.client(APP, "AOS", "GG", "1.4.2")
    gamebase.transfers.issue(APP, "XB-1", "1", "p")
    gamebase.coupons.publish(APP, "SPRING")
    factor = gamebase.leaderboard.factor(APP, "weekly")
    gamebase.leaderboard.put(factor, "XB-1", 5)
    return gamebase


def effects(gamebase: Gamebase) -> int:
    """Count all that requests changed."""
    board = gamebase.leaderboard
    return sum(
        len(done)
        for done in (
            gamebase.withdrawals.all,
            gamebase.coupons.uses,
            gamebase.purchases.consumptions,
            board.writes,
            board.deletions,
        )
    )


def paid(gamebase: Gamebase, request: Request) -> Request:
    """Put a real payment into a request that consumes one."""
    if not request.path.endswith("/consume"):
        return request
    payment = gamebase.purchases.pay(APP, "XB-1")
    sent = {"paymentSeq": payment.payment_seq, "accessToken": payment.access_token}
    return request._replace(body=sent)


SPENDING = {"withdraw", "coupon", "consume", "delete_scores"}
SPENDING |= {"score", "score_extra", "scores", "scores_extra"}


def test_the_numbers_of_the_facts_are_all_there() -> None:
    """4.1 to 4.24, each once, each with a request of this table."""
    assert GOOD.keys() == ROUTES.keys()
    numbers = sorted(int(route.number.removeprefix("4.")) for route in ROUTES.values())
    assert numbers == list(range(1, 25))


HEADERS: list[tuple[str, str | None, int, str]] = [
    ("X-Secret-Key", "wrong", -4010004, ""),
    ("X-Secret-Key", None, -4010004, "the X-Secret-Key header is missing"),
    ("Content-Type", "text/plain", -4060001, "the Content-Type header is not application/json"),
    ("Content-Type", "", -4060001, "the Content-Type header is not application/json"),
]


async def test_the_mandatory_headers_are_checked_everywhere(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """Before anything happens; a wrong key may be a wrong setting, so nobody complains of it."""
    good = dict(game_server.headers)
    for header, value, expected, complaint in HEADERS:
        game_server.headers = good | {header: value or ""}
        if value is None:
            del game_server.headers[header]
        for endpoint in GOOD:
            request = paid(gamebase, GOOD[endpoint])
            answer = await game_server.call(*request)
            assert (code(answer), answer.keys()) == (expected, {"header"}), endpoint
        told = [f"{endpoint}: {complaint}" for endpoint in GOOD] if complaint else []
        assert gamebase.complaints == told
        gamebase.complaints.clear()
    assert effects(gamebase) == 0


async def test_an_unknown_app_has_its_code_everywhere(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """-4010001, even if more is wrong, such as the key."""
    for secret in (SECRET, "wrong"):
        game_server.headers["X-Secret-Key"] = secret
        for endpoint, request in GOOD.items():
            path = request.path.replace(APP, "nope").replace("start=1&", "start=0&")
            answer = await game_server.call(request.method, path, request.body)
            assert code(answer) == -4010001, endpoint
    assert effects(gamebase) == 0


async def test_faults_and_gates_go_by_the_endpoints_name(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """A refusal leaves everything as it was; a held request has acted only after its act."""
    for endpoint in IN_TURN:
        request, before = paid(gamebase, GOOD[endpoint]), effects(gamebase)
        gamebase.faults.add(endpoint, Fault.refusal(-5000001))
        gamebase.faults.add(endpoint, Fault.lost_after())
        assert code(await game_server.call(*request)) == -5000001
        gates = gamebase.gate(endpoint), gamebase.gate(endpoint, "after")
        asking = asyncio.create_task(game_server.call(*request))
        assert (await gates[0].reached())["appId"] == APP
        assert effects(gamebase) == before
        gates[0].release()
        await gates[1].reached()
        assert effects(gamebase) - before == (1 if endpoint in SPENDING else 0), endpoint
        gates[1].release()
        with pytest.raises(httpx.RemoteProtocolError):
            await asking
        assert len(gamebase.faults) == 0
        assert [call.endpoint for call in gamebase.calls[-2:]] == [endpoint] * 2
    assert gamebase.complaints == []


async def test_faults_see_the_body_too(gamebase: Gamebase, game_server: GameServer) -> None:
    """By the document's names, also where the body is a bare array."""
    gamebase.faults.add("members", Fault.html(), when=lambda params: "XB-2" in params["userIdList"])
    gamebase.faults.add("consume", Fault.html(), when=lambda params: params["paymentSeq"] == "9")
    assert code(await game_server.post(f"{MEMBER}/members", ["XB-1"])) == 0
    assert code(await game_server.consume("8", "t")) == 5000
    assert len(gamebase.faults) == 2
    for path, body in (
        (f"{MEMBER}/members", ["XB-2"]),
        (f"{IAP}/consume", {"paymentSeq": "9", "accessToken": "t"}),
    ):
        answer = await game_server.http.post(path, json=body, headers=game_server.headers)
        assert answer.headers["content-type"].startswith("text/html")
    assert [call.body for call in gamebase.calls][-2] == ["XB-2"]


@pytest.mark.parametrize(
    ("raw", "content_type", "expected", "complaint"),
    [
        (b'{"transactionId": 1, "score": NaN}', "application/json", -4150001, "is not JSON"),
        (b'{"transactionId": 1, ', "application/json", -4150001, "is not JSON"),
        (b"\xff\xfe", "application/json", -4150001, "is not JSON"),
        (b"", "application/json", -4150001, "is not JSON"),
        (
            b'{"transactionId": 1, "score": 1}',
            "application/json; charset=latin-1",
            0,
            "not in UTF-8",
        ),
    ],
)
async def test_a_body_is_json_in_utf_8(
    gamebase: Gamebase,
    game_server: GameServer,
    raw: bytes,
    content_type: str,
    expected: int,
    complaint: str,
) -> None:
    """Python's NaN is none."""
    headers = game_server.headers | {"Content-Type": content_type}
    path = GOOD["score"].path
    answer = (await game_server.http.post(path, content=raw, headers=headers)).json()
    assert code(answer) == expected
    assert len(gamebase.complaints) == 1
    assert gamebase.complaints[0].endswith(complaint)
    assert effects(gamebase) == (1 if expected == 0 else 0)


async def test_the_path_is_what_counts(gamebase: Gamebase, game_server: GameServer) -> None:
    """Neither query nor body can name another user or app."""
    gamebase.member(APP, "XB-2")
    more = {"regUser": "desk", "userId": "XB-2", "appId": "nope"}
    assert code(await game_server.call("DELETE", f"{WITHDRAW}/XB-1", query=more)) == 0
    assert [one.user_id for one in gamebase.withdrawals.all] == ["XB-1"]
    assert gamebase.complaints == [
        "withdraw: userId is not in the document",
        "withdraw: appId is not in the document",
    ]

"""The result header, and requests that do not keep to the document."""

import asyncio

from sandbox.faults import Fault
from sandbox.gamebase import Gamebase
from tests.sandbox.plain_http import plain_http
from tests.sandbox.providers.gamebase.game_server import APP, SECRET, GameServer


async def test_apps_do_not_share_members_or_secrets() -> None:
    """Each app has its own."""
    gamebase = Gamebase(apps={APP: SECRET, "racing": "other"})
    gamebase.member(APP, "XB-1")
    base_url = await gamebase.start()
    async with plain_http(base_url) as http:
        game_server = GameServer(http)
        assert (await game_server.member("XB-1", "racing"))["header"]["resultCode"] == -4010004
        game_server.headers["X-Secret-Key"] = "other"
        assert (await game_server.member("XB-1", "racing"))["header"]["resultCode"] == -4040401
    await gamebase.stop()


async def test_the_transaction_id_is_echoed_or_made(game_server: GameServer) -> None:
    """In the HTTP header and in the body."""
    path = f"/tcgb-launching/v1.2/apps/{APP}/maintenances/under-maintenance"
    made = await game_server.get(path)
    game_server.headers["X-TCGB-Transaction-Id"] = "mine"
    echoed = await game_server.get(path)
    for answer in (made, echoed):
        transaction = answer.json()["header"]["transactionId"]
        assert transaction == answer.headers["X-TCGB-Transaction-Id"]
    assert echoed.headers["X-TCGB-Transaction-Id"] == "mine"
    assert made.headers["X-TCGB-Transaction-Id"]


async def test_the_transaction_id_can_be_missing(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """As in some of the document's samples."""
    gamebase.quirks.no_transaction_id = True
    assert "transactionId" not in (await game_server.maintenance())["header"]


async def test_unknown_fields_can_come_in_every_object(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """Gamebase adds fields without a new version."""
    gamebase.member(APP, "XB-1")
    gamebase.quirks.unknown_fields = True
    answer = await game_server.member("XB-1")
    for part in (answer, answer["header"], answer["member"], answer["member"]["authList"][0]):
        assert "addedLater" in part


WRONG_ADDRESSES: list[tuple[str, str]] = [
    ("GET", f"/tcgb-member/v1.3/apps/{APP}/members/XB-1"),
    ("HEAD", f"/tcgb-member/v1.2/apps/{APP}/members/XB-1"),
    ("POST", f"/tcgb-launching/v1.2/apps/{APP}/maintenances/under-maintenance"),
]


async def test_a_wrong_address_is_200_with_its_code(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """-4060003, and a complaint."""
    for method, path in WRONG_ADDRESSES:
        answer = await game_server.http.request(method, path, headers=game_server.headers)
        assert answer.status_code == 200
        if method != "HEAD":
            assert answer.json()["header"]["resultCode"] == -4060003
        assert gamebase.complaints == [f"unknown: {method} {path} is not in the document"]
        gamebase.complaints.clear()


async def test_query_parameters_are_checked(gamebase: Gamebase, game_server: GameServer) -> None:
    """Unknown ones are noted, a wrong value is refused."""
    gamebase.member(APP, "XB-1")
    assert (await game_server.maintenance(page="1"))["header"]["resultCode"] == 0
    answer = await game_server.member("XB-1", includeMemberInfo="yes")
    assert answer["header"]["resultCode"] == -4000001
    assert gamebase.complaints == [
        "maintenance: page is not in the document",
        "member: includeMemberInfo must be true or false",
    ]


async def test_faults_and_gates_see_path_and_query(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """They can be laid on a single member."""
    for user_id in ("XB-1", "XB-2"):
        gamebase.member(APP, user_id)
    gamebase.faults.add(
        "member", Fault.refusal(-5000001), when=lambda params: params["userId"] == "XB-2"
    )
    assert (await game_server.member("XB-1"))["header"]["resultCode"] == 0
    assert (await game_server.member("XB-2"))["header"]["resultCode"] == -5000001
    gate = gamebase.gate("member")
    asking = asyncio.create_task(game_server.member("XB-2", includeMemberInfo="false"))
    assert await gate.reached() == {"appId": APP, "userId": "XB-2", "includeMemberInfo": "false"}
    gate.release()
    assert (await asking)["header"]["resultCode"] == 0
    assert [call.endpoint for call in gamebase.calls] == ["member"] * 3

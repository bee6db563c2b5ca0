"""Validate TransferAccount and Withdraw."""

from typing import Any

from sandbox.gamebase import Gamebase
from sandbox.gamebase.members import Valid
from sandbox.gamebase.transfers import State
from sandbox.gamebase.withdrawals import Withdrawal
from tests.clock import ManualClock
from tests.sandbox.providers.gamebase.game_server import (
    APP,
    TRANSFER,
    WITHDRAW,
    GameServer,
    code,
)

ID, PASSWORD = "198704206255", "Zw548q7zE"


WRONG_ACCOUNTS: list[tuple[Valid, State, tuple[str, str], int]] = [
    ("Y", "open", ("0", PASSWORD), -4040920),
    ("Y", "open", (ID, "wrong"), -4000927),
    ("Y", "used", (ID, "wrong"), -4000927),
    ("Y", "used", (ID, PASSWORD), -4100402),
    ("Y", "expired", (ID, PASSWORD), -4100403),
    ("B", "open", (ID, PASSWORD), -4000901),
    ("D", "open", (ID, PASSWORD), -4100401),
]


async def test_what_is_wrong_with_an_account_has_its_code(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """Nobody learns its state without the password."""
    for valid, state, sent, expected in WRONG_ACCOUNTS:
        gamebase.member(APP, "XB-1", valid)
        gamebase.transfers.issue(APP, "XB-1", ID, PASSWORD, state)
        assert code(await game_server.transfer(*sent)) == expected
        assert gamebase.complaints == []


WRONG_BODIES: list[tuple[Any, int, str]] = [
    ({}, -4000004, "account is missing"),
    ({"account": ID}, -4000006, "account must be an object"),
    ({"account": {"id": ID}}, -4000004, "account.password is missing"),
    ({"account": {"id": 198704206255, "password": "x"}}, -4000006, "account.id must be a"),
    ([ID, PASSWORD], -4000006, "the body must be an object"),
]


async def test_the_body_of_a_transfer_is_checked(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """Field by field."""
    for body, expected, complaint in WRONG_BODIES:
        assert code(await game_server.post(TRANSFER, body)) == expected
        assert len(gamebase.complaints) == 1
        assert gamebase.complaints[0].startswith(f"transfer: {complaint}")
        gamebase.complaints.clear()


async def test_a_withdrawal_happens_once(
    gamebase: Gamebase, game_server: GameServer, clock: ManualClock
) -> None:
    """The second time there is nobody left; tokens are worth nothing any more."""
    gamebase.member(APP, "XB-1")
    token = gamebase.tokens.issue(APP, "XB-1").text
    answer = await game_server.withdraw("XB-1", "Sam & Co")
    assert (code(answer), answer.keys()) == (0, {"header"})
    assert code(await game_server.withdraw("XB-1")) == -4040401
    gamebase.quirks.withdrawn_code = -4100401
    assert code(await game_server.withdraw("XB-1")) == -4100401
    assert code(await game_server.withdraw("XB-2")) == -4040401
    assert gamebase.withdrawals.all == [Withdrawal(APP, "XB-1", "Sam & Co", clock.now)]
    assert (await game_server.member("XB-1"))["member"]["valid"] == "D"
    assert code(await game_server.token("XB-1", token)) == -4010204
    assert gamebase.complaints == []


async def test_a_withdrawal_names_who_wants_it_and_nothing_more(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """Without regUser, or with an empty one, nothing happens; a body is not asked for."""
    gamebase.member(APP, "XB-1")
    assert code(await game_server.call("DELETE", f"{WITHDRAW}/XB-1")) == -4000002
    assert code(await game_server.withdraw("XB-1", "")) == -4000001
    assert gamebase.withdrawals.all == []
    path = f"{WITHDRAW}/XB-1"
    assert code(await game_server.call("DELETE", path, {"a": 1}, {"regUser": "x"})) == 0
    assert gamebase.complaints == [
        "withdraw: regUser is missing",
        "withdraw: regUser must be a string",
        "withdraw: a body is not in the document",
    ]


async def test_withdraw_is_at_v1_3_only(gamebase: Gamebase, game_server: GameServer) -> None:
    """The path with v1.2 is a wrong address, and nobody is withdrawn by it."""
    gamebase.member(APP, "XB-1")
    path = f"{WITHDRAW}/XB-1".replace("v1.3", "v1.2")
    assert code(await game_server.call("DELETE", path, query={"regUser": "x"})) == -4060003
    assert gamebase.withdrawals.all == []

"""Token Authentication."""

from sandbox.gamebase import Gamebase
from sandbox.gamebase.members import Valid
from tests.clock import ManualClock
from tests.sandbox.providers.gamebase.game_server import APP, GameServer, code


async def test_a_token_in_force_tells_its_member(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """The IdP only if it is asked for."""
    gamebase.member(APP, "XB-1", idps=("guest", "google"))
    token = gamebase.tokens.issue(APP, "XB-1", idp="google")
    answer = await game_server.token("XB-1", token.text)
    assert (code(answer), answer["member"]["userId"]) == (0, "XB-1")
    assert [login["idPCode"] for login in answer["member"]["authList"]] == ["guest", "google"]
    assert "linkedIdP" not in await game_server.token("XB-1", token.text, linkedIdP="false")
    linked = await game_server.token("XB-1", token.text, linkedIdP="true")
    assert linked["linkedIdP"]["idPCode"] == "google"
    assert gamebase.complaints == []


async def test_tokens_that_are_wrong_expired_or_of_somebody_else(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """Each has its code."""
    gamebase.member(APP, "XB-1")
    gamebase.member(APP, "XB-2")
    token = gamebase.tokens.issue(APP, "XB-1")
    assert code(await game_server.token("XB-1", "nope")) == -4010203
    assert code(await game_server.token("XB-2", token.text)) == -4010203
    assert code(await game_server.token("XB-3", token.text)) == -4010204
    token.expired = True
    assert code(await game_server.token("XB-1", token.text)) == -4010208


WHO_MAY_PLAY: list[tuple[Valid, int]] = [
    ("Y", 0),
    ("T", 0),
    ("B", -4010204),
    ("D", -4010204),
    ("M", -4010204),
]


async def test_only_members_who_may_play_are_logged_in(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """A pending withdrawal does not shut anybody out, and stands inside the member."""
    for valid, expected in WHO_MAY_PLAY:
        gamebase.member(APP, "XB-1", valid)
        answer = await game_server.token("XB-1", gamebase.tokens.issue(APP, "XB-1").text)
        assert code(answer) == expected
        if valid == "T":
            assert "gracePeriodDate" in answer["member"]["temporaryWithdrawal"]
            assert "temporaryWithdrawal" not in answer


async def test_the_registration_can_be_a_long(
    gamebase: Gamebase, game_server: GameServer, clock: ManualClock
) -> None:
    """As the table has it."""
    gamebase.member(APP, "XB-1", registered=clock.now)
    token = gamebase.tokens.issue(APP, "XB-1").text
    assert (await game_server.token("XB-1", token))["member"]["regDate"] == (
        "2030-01-15T21:00:00+09:00"
    )
    gamebase.quirks.token_reg_date_long = True
    answer = await game_server.token("XB-1", token)
    assert answer["member"]["regDate"] == int(clock.now.timestamp()) * 1000

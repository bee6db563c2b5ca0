"""Token Authentication."""

from sandbox.gamebase import Gamebase
from sandbox.gamebase.members import Valid
from tests.clock import ManualClock
from tests.sandbox.providers.gamebase.game_server import APP, GameServer, code

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

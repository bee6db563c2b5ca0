"""Get Member."""

from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.gamebase import Gamebase
from tests.clock import ManualClock
from tests.sandbox.providers.gamebase.game_server import APP, GameServer


@pytest.mark.parametrize("valid", ["Y", "D", "B", "M"])
async def test_a_member_is_found_in_every_state(
    gamebase: Gamebase, game_server: GameServer, valid: Literal["Y", "D", "B", "M"]
) -> None:
    """A withdrawn one, too; none of them has a pending withdrawal."""
    gamebase.member(APP, "XB-1", valid, idps=("guest", "google"))
    answer = await game_server.member("XB-1")
    assert answer["header"]["isSuccessful"] is True
    assert answer["member"]["valid"] == valid
    assert answer["member"]["appId"] == APP
    assert [login["idPCode"] for login in answer["member"]["authList"]] == ["guest", "google"]
    assert "temporaryWithdrawal" not in answer
    assert gamebase.complaints == []


async def test_a_pending_withdrawal_stands_beside_the_member(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """Here, unlike in Token Authentication, it is not inside."""
    gamebase.member(APP, "XB-1", "T")
    answer = await game_server.member("XB-1")
    assert "gracePeriodDate" in answer["temporaryWithdrawal"]
    assert "temporaryWithdrawal" not in answer["member"]


async def test_the_first_login_has_no_last_one(
    gamebase: Gamebase, game_server: GameServer, clock: ManualClock
) -> None:
    """The field is absent then."""
    gamebase.member(APP, "new")
    gamebase.member(APP, "old", last_login=clock.now)
    assert "lastLoginDate" not in (await game_server.member("new"))["member"]
    assert (await game_server.member("old"))["member"]["lastLoginDate"] == (
        "2030-01-15T21:00:00+09:00"
    )


async def test_an_unknown_member_has_its_code(gamebase: Gamebase, game_server: GameServer) -> None:
    """-4040401, and no member in the answer."""
    answer = await game_server.member("XB-1")
    assert answer["header"]["resultCode"] == -4040401
    assert answer["header"]["isSuccessful"] is False
    assert answer.keys() == {"header"}
    assert gamebase.complaints == []


async def test_device_details_come_unless_they_are_not_wanted(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """includeMemberInfo is true by default."""
    gamebase.member(APP, "XB-1", device={"osCode": "IOS"})
    assert (await game_server.member("XB-1"))["memberInfo"]["osCode"] == "IOS"
    assert "memberInfo" in await game_server.member("XB-1", includeMemberInfo="true")
    assert "memberInfo" not in await game_server.member("XB-1", includeMemberInfo="false")


async def test_the_tables_spelling_of_the_sim_country_can_be_had(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """usmCountryCode for usimCountryCode."""
    gamebase.member(APP, "XB-1")
    gamebase.quirks.usm_country_code = True
    info = (await game_server.member("XB-1"))["memberInfo"]
    assert info["usmCountryCode"] == "KZ"
    assert "usimCountryCode" not in info


async def test_nobody_registers_in_an_unknown_app(gamebase: Gamebase) -> None:
    """A mistake of the test."""
    with pytest.raises(KeyError):
        gamebase.member("nope", "XB-1")


# No URL can name a step of a path that is "." or "..".
USER_IDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(
    lambda user_id: user_id not in {".", ".."}
)


@settings(max_examples=30)
@given(user_id=USER_IDS)
async def test_any_user_id_survives_the_path(
    gamebase: Gamebase, game_server: GameServer, user_id: str
) -> None:
    """Properly encoded, a slash or an emoji reaches the same member."""
    gamebase.member(APP, user_id)
    assert (await game_server.member(user_id))["member"]["userId"] == user_id

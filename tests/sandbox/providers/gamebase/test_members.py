"""Get Member."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.gamebase import Gamebase
from tests.sandbox.providers.gamebase.game_server import APP, GameServer


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

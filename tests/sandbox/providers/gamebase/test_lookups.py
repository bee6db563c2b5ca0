"""Get Members, Get IdP Information and the way back."""

import pytest

from sandbox.gamebase import Gamebase
from tests.sandbox.providers.gamebase.game_server import APP, MEMBER, GameServer, code

MEMBERS = f"{MEMBER}/members"
AUTH_KEYS = f"{MEMBER}/auth/authKeys"
USER_IDS = f"{MEMBER}/members/userIds/authKeys"


@pytest.fixture
def gamebase(gamebase: Gamebase) -> Gamebase:
    """Two members, the second with two logins."""
    gamebase.member(APP, "XB-1", "B")
    gamebase.member(APP, "XB-2", idps=("google", "facebook"))
    return gamebase


@pytest.mark.parametrize("named", [False, True])
async def test_members_come_as_asked_for_without_the_unknown(
    gamebase: Gamebase, game_server: GameServer, named: bool
) -> None:
    """The bare array and the named one are the same, and neither is complained of."""
    ids = ["XB-2", "nope", "XB-1"]
    answer = await game_server.post(MEMBERS, {"userIdList": ids} if named else ids)
    found = [(member["userId"], member["valid"]) for member in answer["memberList"]]
    assert found == [("XB-2", "Y"), ("XB-1", "B")]
    assert gamebase.complaints == []


@pytest.mark.parametrize("named", [False, True])
async def test_auth_keys_lead_to_the_member_and_back(
    gamebase: Gamebase, game_server: GameServer, named: bool
) -> None:
    """One key for every login; what is unknown is left out."""
    ids = ["XB-1", "XB-2", "nope"]
    answer = await game_server.post(AUTH_KEYS, {"userIdList": ids} if named else ids)
    result = answer["result"]
    assert {user: [one["idPCode"] for one in found] for user, found in result.items()} == {
        "XB-1": ["guest"],
        "XB-2": ["google", "facebook"],
    }
    keys = [one["authKey"] for found in result.values() for one in found] + ["nope"]
    back = await game_server.post(
        USER_IDS, {"authKeyList": keys} if named else keys, authSystem="gbid"
    )
    assert back["result"] == dict(zip(keys, ["XB-1", "XB-2", "XB-2"], strict=False))
    assert gamebase.complaints == []


WRONG_LISTS: list[tuple[str, object, int, str]] = [
    (MEMBERS, [], -4000004, "members: userIdList is empty"),
    (MEMBERS, {}, -4000004, "members: userIdList is missing"),
    (MEMBERS, "XB-1", -4000006, "members: userIdList must be an array"),
    (MEMBERS, [1], -4000006, "members: userIdList[0] must be a string"),
    (AUTH_KEYS, {"userIdList": "XB-1"}, -4000006, "auth_keys: userIdList must be an array"),
    (AUTH_KEYS, None, -4150001, "auth_keys: the body is not JSON"),
    (USER_IDS, ["k"], -4000002, "user_ids: authSystem is missing"),
]


async def test_lists_have_to_be_lists_of_texts(gamebase: Gamebase, game_server: GameServer) -> None:
    """Anything else is refused and noted."""
    for path, body, expected, complaint in WRONG_LISTS:
        assert code(await game_server.post(path, body)) == expected
        assert gamebase.complaints == [complaint]
        gamebase.complaints.clear()


async def test_there_is_one_auth_system(gamebase: Gamebase, game_server: GameServer) -> None:
    """gbid, and no other word."""
    assert code(await game_server.post(USER_IDS, ["k"], authSystem="guest")) == -4000002
    assert gamebase.complaints == ["user_ids: authSystem must be one of gbid"]

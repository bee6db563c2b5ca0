"""Gamebase's calls about members (FACTS 4.3 to 4.6).

Lists go out as bare arrays: the tables name a field and show an array (FACTS 4, "Quirks").
"""

from collections.abc import Sequence

from providers.gamebase import checks
from providers.gamebase.client import GamebaseClient
from providers.gamebase.models import AuthKeysAnswer, MemberAnswer, MembersAnswer, UserIdsAnswer

_SERVICE = "tcgb-member/v1.2"
_MAX_AUTH_KEY = 500

AUTH_SYSTEM = "gbid"
"""The only one there is so far."""


async def get_member(client: GamebaseClient, app: str, user_id: str) -> MemberAnswer:
    """Get Member with the details of the device (FACTS 4.3).

    Raises NotFound where there is none (-4040401, -4100401, -4000402, -4000403), Rejected for what
    cannot be a user id.
    """
    parts = ("members", checks.user_id("member", user_id))
    query = {"includeMemberInfo": "true"}
    return await client.request("member", "GET", _SERVICE, app, parts, MemberAnswer, query=query)


async def get_members(client: GamebaseClient, app: str, user_ids: Sequence[str]) -> MembersAnswer:
    """Get Members: each in brief, those who are not known left out (FACTS 4.4).

    Raises Rejected for no ids, more than 300, and what cannot be one.
    """
    body = checks.listed("members", "user id", user_ids, checks.MAX_USER_ID)
    return await client.request(
        "members", "POST", _SERVICE, app, ("members",), MembersAnswer, body=body
    )


async def get_auth_keys(
    client: GamebaseClient, app: str, user_ids: Sequence[str]
) -> AuthKeysAnswer:
    """Get IdP Information: the logins of each user (FACTS 4.5).

    Raises Rejected for no ids, more than 300, and what cannot be one.
    """
    body = checks.listed("auth_keys", "user id", user_ids, checks.MAX_USER_ID)
    parts = ("auth", "authKeys")
    return await client.request(
        "auth_keys", "POST", _SERVICE, app, parts, AuthKeysAnswer, body=body
    )


async def get_user_ids(client: GamebaseClient, app: str, auth_keys: Sequence[str]) -> UserIdsAnswer:
    """Get UserId Information with Auth key: who signs in by each key (FACTS 4.6).

    Raises Rejected for no keys, more than 300, and what cannot be one.
    """
    body = checks.listed("user_ids", "auth key", auth_keys, _MAX_AUTH_KEY)
    query = {"authSystem": AUTH_SYSTEM}
    parts = ("members", "userIds", "authKeys")
    return await client.request(
        "user_ids", "POST", _SERVICE, app, parts, UserIdsAnswer, query=query, body=body
    )

"""Gamebase's calls about members (FACTS 4.3 now)."""

from providers.gamebase.client import GamebaseClient, checked_user_id
from providers.gamebase.models import MemberAnswer

_SERVICE = "tcgb-member/v1.2"


async def get_member(client: GamebaseClient, app: str, user_id: str) -> MemberAnswer:
    """Get Member with the details of the device (FACTS 4.3).

    Raises NotFound where there is none, Rejected for what cannot be a user id.
    """
    parts = ("members", checked_user_id("member", user_id))
    query = {"includeMemberInfo": "true"}
    return await client.request("member", "GET", _SERVICE, app, parts, MemberAnswer, query=query)

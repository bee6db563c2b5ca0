"""Gamebase's call about access tokens (FACTS 4.1)."""

from pydantic import SecretStr

from providers.gamebase import checks
from providers.gamebase.client import GamebaseClient
from providers.gamebase.models import TokenAnswer


async def authenticate_token(
    client: GamebaseClient, app: str, user_id: str, token: SecretStr
) -> TokenAnswer:
    """Token Authentication, with the identity provider behind the token (FACTS 4.1).

    Raises Rejected for a token that is wrong (-4010203) or has expired (-4010208), and for what can
    be neither token nor user id; NotFound for a player who may not log in (-4010204).
    """
    parts = (
        "members",
        checks.user_id("token", user_id),
        "tokens",
        checks.part("token", "token", token.get_secret_value(), checks.MAX_TOKEN),
    )
    query = {"linkedIdP": "true"}
    return await client.request(
        "token", "GET", "tcgb-gateway/v1.2", app, parts, TokenAnswer, query=query
    )

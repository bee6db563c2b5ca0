"""Gamebase's calls about members, their tokens and transfer accounts (FACTS 4.1, 4.3 to 4.6, 4.9, 4.10).

Lists go out as bare arrays: the tables name a field and show an array (FACTS 4, "Quirks").
"""

from collections.abc import Sequence

from pydantic import SecretStr

from providers.calls import Kind
from providers.gamebase import validation
from providers.gamebase.client import GamebaseClient
from providers.gamebase.members.models import (
    AuthKeysAnswer,
    MemberAnswer,
    MembersAnswer,
    TokenAnswer,
    TransferAnswer,
    UserIdsAnswer,
)
from providers.gamebase.models import Model

_SERVICE = "tcgb-member/v1.2"
_MAX_AUTH_KEY = 500
_MAX_ACCOUNT = 100
_MAX_REG_USER = 100

AUTH_SYSTEM = "gbid"
"""The only one there is so far."""


async def get_member(client: GamebaseClient, app: str, user_id: str) -> MemberAnswer:
    """Get Member with the details of the device (FACTS 4.3).

    Raises NotFound where there is none (-4040401, -4100401, -4000402, -4000403), Rejected for what
    cannot be a user id.
    """
    parts = ("members", validation.user_id("member", user_id))
    query = {"includeMemberInfo": "true"}
    return await client.request("member", "GET", _SERVICE, app, parts, MemberAnswer, query=query)


async def get_members(client: GamebaseClient, app: str, user_ids: Sequence[str]) -> MembersAnswer:
    """Get Members: each in brief, those who are not known left out (FACTS 4.4).

    Raises Rejected for no ids, more than 300, and what cannot be one.
    """
    body = validation.listed("members", "user id", user_ids, validation.MAX_USER_ID)
    return await client.request(
        "members", "POST", _SERVICE, app, ("members",), MembersAnswer, body=body
    )


async def get_auth_keys(
    client: GamebaseClient, app: str, user_ids: Sequence[str]
) -> AuthKeysAnswer:
    """Get IdP Information: the logins of each user (FACTS 4.5).

    Raises Rejected for no ids, more than 300, and what cannot be one.
    """
    body = validation.listed("auth_keys", "user id", user_ids, validation.MAX_USER_ID)
    parts = ("auth", "authKeys")
    return await client.request(
        "auth_keys", "POST", _SERVICE, app, parts, AuthKeysAnswer, body=body
    )


async def get_user_ids(client: GamebaseClient, app: str, auth_keys: Sequence[str]) -> UserIdsAnswer:
    """Get UserId Information with Auth key: who signs in by each key (FACTS 4.6).

    Raises Rejected for no keys, more than 300, and what cannot be one.
    """
    body = validation.listed("user_ids", "auth key", auth_keys, _MAX_AUTH_KEY)
    query = {"authSystem": AUTH_SYSTEM}
    parts = ("members", "userIds", "authKeys")
    return await client.request(
        "user_ids", "POST", _SERVICE, app, parts, UserIdsAnswer, query=query, body=body
    )


async def authenticate_token(
    client: GamebaseClient, app: str, user_id: str, token: SecretStr
) -> TokenAnswer:
    """Token Authentication, with the identity provider behind the token (FACTS 4.1).

    Raises Rejected for a token that is wrong (-4010203) or has expired (-4010208), and for what can
    be neither token nor user id; NotFound for a player who may not log in (-4010204).
    """
    parts = (
        "members",
        validation.user_id("token", user_id),
        "tokens",
        validation.part("token", "token", token.get_secret_value(), validation.MAX_TOKEN),
    )
    query = {"linkedIdP": "true"}
    return await client.request(
        "token", "GET", "tcgb-gateway/v1.2", app, parts, TokenAnswer, query=query
    )


async def validate_transfer(
    client: GamebaseClient, app: str, account_id: str, password: SecretStr
) -> TransferAnswer:
    """Validate TransferAccount: whose account it is that may be moved with it (FACTS 4.9).

    Uses nothing up. Raises Rejected for an account that does not exist, a wrong password, one that
    was used, has expired or belongs to a banned player (-4040403, -4040920, -4000927, -4100402,
    -4100403, -4000901), NotFound where the player is gone (-4040401, -4100401).
    """
    word = password.get_secret_value()
    body = {
        "account": {
            "id": validation.text("transfer", "transfer id", account_id, _MAX_ACCOUNT),
            "password": validation.text("transfer", "transfer password", word, _MAX_ACCOUNT),
        }
    }
    # This one call is of another version than all others (FACTS 4.9).
    service, parts = "tcgb-gateway/v1.1.2", ("members", "transfer-account")
    return await client.request("transfer", "POST", service, app, parts, TransferAnswer, body=body)


async def withdraw(client: GamebaseClient, app: str, user_id: str, reg_user: str) -> None:
    """Withdraw: deletes a member for good, in the name of ``reg_user`` (FACTS 4.10). Sent once.

    Raises NotFound where there is none, or no longer (-4040401, -4100401, -4010204), OutcomeUnknown
    where the answer is lost, Rejected for what cannot be a user id.
    """
    parts = ("members", validation.user_id("withdraw", user_id))
    query = {"regUser": validation.text("withdraw", "name of who asks", reg_user, _MAX_REG_USER)}
    # This one call is of another version than all others (FACTS 4.10).
    service = "tcgb-gateway/v1.3"
    await client.request(
        "withdraw", "DELETE", service, app, parts, Model, kind=Kind.ONCE, query=query
    )

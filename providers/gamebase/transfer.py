"""Gamebase's call about transfer accounts (FACTS 4.9)."""

from pydantic import SecretStr

from providers.gamebase import checks
from providers.gamebase.client import GamebaseClient
from providers.gamebase.models import TransferAnswer

_MAX_ACCOUNT = 100


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
            "id": checks.text("transfer", "transfer id", account_id, _MAX_ACCOUNT),
            "password": checks.text("transfer", "transfer password", word, _MAX_ACCOUNT),
        }
    }
    # This one call is of another version than all others (FACTS 4.9).
    service, parts = "tcgb-gateway/v1.1.2", ("members", "transfer-account")
    return await client.request("transfer", "POST", service, app, parts, TransferAnswer, body=body)

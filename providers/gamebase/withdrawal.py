"""Gamebase's call that withdraws a member (FACTS 4.10)."""

from providers.calls import Kind
from providers.gamebase import checks
from providers.gamebase.client import GamebaseClient
from providers.gamebase.models import Model

_MAX_REG_USER = 100


async def withdraw(client: GamebaseClient, app: str, user_id: str, reg_user: str) -> None:
    """Withdraw: deletes a member for good, in the name of ``reg_user`` (FACTS 4.10). Sent once.

    Raises NotFound where there is none, or no longer (-4040401, -4100401, -4010204), OutcomeUnknown
    where the answer is lost, Rejected for what cannot be a user id.
    """
    parts = ("members", checks.user_id("withdraw", user_id))
    query = {"regUser": checks.text("withdraw", "name of who asks", reg_user, _MAX_REG_USER)}
    # This one call is of another version than all others (FACTS 4.10).
    service = "tcgb-gateway/v1.3"
    await client.request(
        "withdraw", "DELETE", service, app, parts, Model, kind=Kind.ONCE, query=query
    )

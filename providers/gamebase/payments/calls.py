"""Gamebase's calls about payments in a game (FACTS 4.13 to 4.15)."""

from pydantic import SecretStr

from providers.calls import Kind
from providers.gamebase import validation
from providers.gamebase.client import GamebaseClient
from providers.gamebase.payments.models import (
    ConsumablesAnswer,
    ConsumeAnswer,
    SubscriptionsAnswer,
)
from providers.gamebase.stores import STORE_CODES

_SERVICE = "tcgb-inapp/v1.2"
_CHANNEL = "GF"  # "at all times", says the document
_MAX_PACKAGE = 200


async def consume(
    client: GamebaseClient, app: str, payment_seq: str, token: SecretStr
) -> ConsumeAnswer:
    """Consume: tells the store's books that the player has got what was paid (FACTS 4.13).

    Sent once; a payment can be consumed once. Raises AlreadyDone for one that was (5018), Rejected
    where the payment is not in order (5000, 1100), OutcomeUnknown where the answer is lost.
    """
    word = token.get_secret_value()
    body = {
        "paymentSeq": validation.text(
            "consume", "payment number", payment_seq, validation.MAX_CODE
        ),
        "accessToken": validation.text("consume", "payment token", word, validation.MAX_TOKEN),
    }
    return await client.request(
        "consume",
        "POST",
        _SERVICE,
        app,
        ("consume",),
        ConsumeAnswer,
        kind=Kind.ONCE,
        body=body,
    )


async def list_consumables(
    client: GamebaseClient, app: str, store: str, user_id: str
) -> ConsumablesAnswer:
    """List Consumables: what the player has paid and nobody has consumed (FACTS 4.14).

    Raises Rejected for a store the document does not name and for what cannot be a user id (1100).
    """
    body = _owner("consumables", store, user_id)
    return await client.request(
        "consumables", "POST", _SERVICE, app, ("consumable",), ConsumablesAnswer, body=body
    )


async def list_subscriptions(
    client: GamebaseClient, app: str, store: str, package: str, user_id: str
) -> SubscriptionsAnswer:
    """List Active Subscriptions of one package (FACTS 4.15).

    Raises Rejected for a store the document does not name, for what cannot be a user id or the name
    of a package (1100).
    """
    name = validation.text("subscriptions", "package name", package, _MAX_PACKAGE)
    body = {"packageName": name, **_owner("subscriptions", store, user_id)}
    parts = ("active-subscriptions",)
    return await client.request(
        "subscriptions", "POST", _SERVICE, app, parts, SubscriptionsAnswer, body=body
    )


def _owner(endpoint: str, store: str, user_id: str) -> dict[str, str]:
    return {
        "marketId": validation.one_of(endpoint, "store code", store, STORE_CODES),
        "userChannel": _CHANNEL,
        "userKey": validation.text(endpoint, "user id", user_id, validation.MAX_USER_ID),
    }

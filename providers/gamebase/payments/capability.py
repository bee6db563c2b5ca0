"""Payments and subscriptions as the desk has them."""

from pydantic import SecretStr

from providers.gamebase.client import GamebaseClient
from providers.gamebase.payments import calls
from providers.gamebase.payments.models import ConsumableItem, SubscriptionItem
from providers.games import Consumed, Payment, Subscription
from providers.lists import mapped


class Payments:
    """``KnowsPayments``, ``ConsumesPayments``, ``KnowsSubscriptions``."""

    def __init__(self, client: GamebaseClient) -> None:
        self._client = client

    async def payments(self, app: str, store: str, user_id: str) -> tuple[Payment, ...]:
        """What the player has paid and nobody has consumed (FACTS 4.14)."""
        answer = await calls.list_consumables(self._client, app, store, user_id)
        return mapped(_payment, answer.result)

    async def consume(self, app: str, payment: str, token: SecretStr) -> Consumed:
        """Consume a payment (FACTS 4.13). Sent once.

        Raises AlreadyDone, Rejected, and OutcomeUnknown where the answer is lost.
        """
        result = (await calls.consume(self._client, app, payment, token)).result
        if result is None:
            return Consumed(None, None, "")
        return Consumed(result.product_seq, result.price, result.currency)

    async def subscriptions(
        self, app: str, store: str, package: str, user_id: str
    ) -> tuple[Subscription, ...]:
        """The subscriptions of one package that run (FACTS 4.15)."""
        answer = await calls.list_subscriptions(self._client, app, store, package, user_id)
        return mapped(_subscription, answer.result)


def _payment(item: ConsumableItem) -> Payment:
    return Payment(
        payment=item.payment_seq,
        product=item.product_seq,
        price=item.price,
        currency=item.currency,
        token=SecretStr(item.access_token),
    )


def _subscription(item: SubscriptionItem) -> Subscription:
    return Subscription(
        payment=item.payment_seq,
        product=item.product_seq,
        product_id=item.product_id,
        product_type=item.product_type,
        package=item.package_name,
        price=item.price,
        currency=item.currency,
        store_payment=item.payment_id,
        first_store_payment=item.original_payment_id,
        purchased_at=item.purchased_at,
        expires_at=item.expires_at,
    )

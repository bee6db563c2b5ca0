"""Payments and subscriptions in a game."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Protocol, runtime_checkable

from pydantic import SecretStr

from providers.base import Provider


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment that nobody has consumed yet. ``token`` consumes it."""

    payment: str
    product: int | None
    price: Decimal | None
    currency: str
    token: SecretStr = field(repr=False)


@dataclass(frozen=True, slots=True)
class Consumed:
    """A payment that was consumed, as far as the answer describes it."""

    product: int | None
    price: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription that runs."""

    payment: str
    product: int | None
    product_id: str
    product_type: str
    package: str
    price: Decimal | None
    currency: str
    store_payment: str
    """The store's number of the latest payment, and of the first."""
    first_store_payment: str
    purchased_at: datetime | None
    expires_at: datetime | None


@runtime_checkable
class KnowsPayments(Provider, Protocol):
    """Can list what a player has paid and nobody has consumed."""

    apps: Sequence[str]
    store_codes: Sequence[str]

    async def payments(self, app: str, store: str, user_id: str) -> tuple[Payment, ...]:
        """The payments that wait; one that is not there is consumed, or never was."""


@runtime_checkable
class ConsumesPayments(Provider, Protocol):
    """Can consume a payment, which can be done once."""

    apps: Sequence[str]

    async def consume(self, app: str, payment: str, token: SecretStr) -> Consumed:
        """Consume a payment with its own token. Raises AlreadyDone for one that was consumed."""


@runtime_checkable
class KnowsSubscriptions(Provider, Protocol):
    """Can list the subscriptions of a player that run."""

    apps: Sequence[str]
    store_codes: Sequence[str]

    async def subscriptions(
        self, app: str, store: str, package: str, user_id: str
    ) -> tuple[Subscription, ...]:
        """The subscriptions of one package of the store."""

"""What the desk may ask of a provider, by capability.

A provider is an object with a ``name`` and the methods of the capabilities it has. The desk finds it
by asking for a capability (``isinstance(provider, Purchasing)``), never by its name. Every method
raises only the errors of :mod:`providers.errors`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class OfferRef:
    """An offer as the provider names it: its own id, an ISO 4217 currency, an ISO 3166 country or ''."""

    external_id: str
    currency: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Stock and unit price of an offer at a moment. ``stock`` is None where it is unlimited."""

    unit_price: Decimal
    currency: str
    stock: int | None


@dataclass(frozen=True, slots=True)
class Purchase:
    """One accepted purchase: the provider's reference, and the keys if it handed them over at once."""

    reference: str
    keys: tuple[str, ...] = field(default=(), repr=False)


@runtime_checkable
class Provider(Protocol):
    """What every provider has."""

    name: str

    async def check(self) -> None:
        """Sign in or do the cheapest read. Raises a :class:`~providers.errors.ProviderError`."""

    async def close(self) -> None:
        """Give connections back. Safe to call twice."""


@runtime_checkable
class Quoting(Provider, Protocol):
    """Can say what an offer costs now and how many there are."""

    currencies: frozenset[str]
    """The ISO 4217 currencies this provider sells in; empty where any may be asked."""

    async def quote(self, offer: OfferRef) -> Quote:
        """Read stock and unit price.

        An offer sold out is a quote with stock 0. Raises OutOfStock where the provider then names
        no price.
        """


@runtime_checkable
class Purchasing(Quoting, Protocol):
    """Can sell keys. One call buys one key; N keys are N calls with N transaction ids."""

    async def purchase(self, offer: OfferRef, unit_price: Decimal, txn_id: str) -> Purchase:
        """Buy one key. Never repeats by itself once the request may have been acted on."""

    async def recover(
        self, offer: OfferRef, unit_price: Decimal, txn_id: str, sent_at: datetime
    ) -> Purchase:
        """Find out what became of a purchase whose answer was lost at ``sent_at``.

        Asks in the way this provider has (look-up by our reference, or the same id once more), so a
        second charge cannot come of it. Raises AlreadyCharged where the provider confirms the charge
        but not its reference, Refused only where that proves that nothing was charged, NotProven
        where it says no now and the lost try may still have been charged, Unavailable or
        OutcomeUnknown where nothing was learnt yet.
        """

    async def keys(self, reference: str) -> tuple[str, ...]:
        """Read the keys of an accepted purchase; empty while they are not there yet."""


@dataclass(frozen=True, slots=True)
class Identity:
    """One identity provider a player signs in with: its code, the key there, since when."""

    idp: str
    auth_key: str
    auth_system: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Player:
    """A Gamebase member. ``status`` is the API's letter: Y, D, B, M (T and P from later versions)."""

    user_id: str
    status: str
    app_id: str
    registered_at: datetime | None
    last_login_at: datetime | None
    identities: tuple[Identity, ...]
    withdrawal_due_at: datetime | None
    device: Mapping[str, str]
    """What is known of the device, only the fields that are set, named as in the API
    (``deviceModel``, ``osCode``, ``osVersion``, ``clientVersion``, ``storeCode``, ``telecom`` …)."""


@dataclass(frozen=True, slots=True)
class Maintenance:
    """One maintenance of an app. ``scope`` is APP or SYSTEM; ``stores`` empty means every store.

    A field the provider leaves out is empty or None; one it only says is there has none at all.
    """

    scope: str
    begins_at: datetime | None
    ends_at: datetime | None
    message: str
    url: str
    stores: tuple[str, ...]


@runtime_checkable
class KnowsPlayers(Provider, Protocol):
    """Can look players up, app by app."""

    apps: Sequence[str]
    """The names, from the settings, of the apps it serves."""

    async def player(self, app: str, user_id: str) -> Player:
        """Look one player up. Raises NotFound where the app has no such player."""


@runtime_checkable
class KnowsMaintenance(Provider, Protocol):
    """Can say whether an app is under maintenance."""

    apps: Sequence[str]

    async def maintenances(self, app: str) -> tuple[Maintenance, ...]:
        """The maintenances set for the app now; empty where there is none."""

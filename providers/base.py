"""What the desk may ask of a provider, by capability.

A provider is an object with a ``name`` and the methods of the capabilities it has. The desk finds it
by asking for a capability (``isinstance(provider, Purchasing)``), never by its name. Every method
raises only the errors of :mod:`providers.errors`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, runtime_checkable

from pydantic import SecretStr


@dataclass(frozen=True, slots=True)
class OfferRef:
    """An offer as the provider names it: its own id, an ISO 4217 currency, an ISO 3166 country or ''."""

    external_id: str
    currency: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Stock and unit price of an offer at a moment. ``stock`` is None where it is unlimited.

    ``more``: so many are there besides, at other prices, which are quoted when those at this one are sold.
    """

    unit_price: Decimal
    currency: str
    stock: int | None
    more: int = 0


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
class SellsOurs(Quoting, Protocol):
    """Sells what the desk has already: a product's settings may have it go first."""

    ours: bool


@runtime_checkable
class SellsByCountry(Quoting, Protocol):
    """Has a price and a stock for each country."""

    country: str
    """The ISO 3166 country, from the settings, that is meant by an offer that names none."""


@runtime_checkable
class Purchasing(Quoting, Protocol):
    """Can sell keys. One call buys one key; N keys are N calls with N transaction ids."""

    parallel: int
    """How many purchases, or reversals, of one order may be under way together; 1: one by one."""

    async def purchase(self, offer: OfferRef, unit_price: Decimal, txn_id: str) -> Purchase:
        """Buy one key. Never repeats by itself once the request may have been acted on."""

    async def recover(
        self, offer: OfferRef, unit_price: Decimal, txn_id: str, sent_at: datetime
    ) -> Purchase:
        """Find out what became of a purchase whose answer was lost at ``sent_at``.

        Asks in the way this provider has (look-up by our reference, or the same id once more), so a
        second charge cannot come of it; what buys is done only for an hour and at ``unit_price``, and
        NotRepeated after that. Raises AlreadyCharged where the provider confirms the charge
        but not its reference, Refused only where that proves that nothing was charged, NotProven
        where it says no now and the lost try may still have been charged, NotYet where it answered that
        nothing is known of it so far, Unavailable or OutcomeUnknown where nothing was learnt yet.
        """

    async def keys(self, reference: str) -> tuple[str, ...]:
        """Read the keys of an accepted purchase; empty while they are not there yet."""


class ReversalEnd(StrEnum):
    """How a reversal ended."""

    DONE = "done"  # the purchase is reversed, by this call or by an earlier one
    REFUSED = "refused"  # the provider said no, and its books show that the purchase stands
    UNKNOWN = (
        "unknown"  # neither is known: the answer is lost, or a no that may follow an earlier yes
    )


@dataclass(frozen=True, slots=True)
class Reversal:
    """What came of a reversal, in the provider's own words.

    ``status`` is its word for where the purchase stands, ``said`` its sentence about it; both may be
    empty. ``reference`` is the purchase's, empty where it is still not known.
    """

    end: ReversalEnd
    status: str = ""
    said: str = ""
    reference: str = ""


@runtime_checkable
class Reversing(Provider, Protocol):
    """Can take a purchase back."""

    async def reverse(
        self, txn_id: str, reference: str | None, asked_at: datetime | None = None
    ) -> Reversal:
        """Reverse the purchase with this reference; where that is not known, by its ``txn_id``.

        ``asked_at``: when it was last asked for before, perhaps by another process, whose answer may be
        lost; None: never. Safe to repeat. Raises Unavailable where the request surely was not acted on,
        NotAllowed, Rejected for what cannot be a reference.
        """


@dataclass(frozen=True, slots=True)
class Sale:
    """One purchase as the provider's own books have it. ``status`` is its word, open text.

    ``sales_price`` is the price for customers, ``cost`` what the purchase costs us; both in
    ``currency``. ``key`` is None where the books do not show it. ``taken_back``: it was canceled.
    """

    reference: str
    txn_id: str
    external_id: str
    product: str
    status: str
    sold_at: datetime | None
    sales_price: Decimal | None
    cost: Decimal | None
    currency: str
    country: str
    key: SecretStr | None
    key_sent: bool | None
    taken_back: bool = False


@runtime_checkable
class Reporting(Provider, Protocol):
    """Can show its books."""

    async def sales(self, begin: date, end: date, *, by_creation: bool = False) -> tuple[Sale, ...]:
        """The sales paid (or created) from the day ``begin`` to the day ``end``, both included.

        A longer period than the provider takes is asked for in parts. Raises Rejected for a period
        that ends before it begins, or of more than three years.
        """

    async def sale(self, reference: str) -> Sale:
        """One sale by the provider's reference. Raises NotFound."""

    async def sales_of_txn(self, txn_id: str) -> tuple[Sale, ...]:
        """The sales made under one of our transaction ids; empty where there is none."""

    async def sales_of_document(self, document: str) -> tuple[Sale, ...]:
        """The sales to the holder of a document number; empty where there is none.

        What is not a letter or a digit is left out of the number. Raises Rejected if nothing is left.
        """


@dataclass(frozen=True, slots=True)
class Charge:
    """What a purchase was charged at. ``cost``: what it costs us, in the same currency; None: not named."""

    amount: Decimal
    currency: str
    cost: Decimal | None = None


@runtime_checkable
class ChargesByBooks(Reporting, Protocol):
    """Takes no price with a purchase, and may charge another than it named: its books say which."""

    def charge_of(self, sale: Sale) -> Charge | None:
        """What a sale was charged at, to be held against the price of its quote; None: not named."""


@dataclass(frozen=True, slots=True)
class TreeProduct:
    """A product in a provider's tree: what can become an offer. Prices are None where not named."""

    external_id: str
    name: str
    sales_price: Decimal | None
    cost: Decimal | None
    currency: str
    country: str
    available: bool
    description: str = ""


@dataclass(frozen=True, slots=True)
class Collection:
    """A branch of a provider's tree."""

    external_id: str
    name: str
    collections: "tuple[Collection, ...]"
    products: tuple[TreeProduct, ...]


@dataclass(frozen=True, slots=True)
class ProductDetails:
    """What a provider tells buyers of a product; each text is empty where it tells nothing."""

    external_id: str
    name: str
    description: str
    how_to_redeem: str
    terms: str


@dataclass(frozen=True, slots=True)
class Tree:
    """A provider's catalog as it stood at ``read_at``."""

    collections: tuple[Collection, ...]
    read_at: datetime


@runtime_checkable
class Browsing(Provider, Protocol):
    """Can show its whole catalog."""

    async def browse(self, *, fresh: bool = False) -> Tree:
        """The tree of its collections and products, from memory while that is young enough.

        ``fresh`` reads it anew. While the provider cannot be asked an older tree is given, if there
        is one: its age shows in ``read_at``.
        """

    async def collections(self) -> tuple[Collection, ...]:
        """Its collections by themselves, asked for now: products are left out, those in them may be."""

    async def collection(self, external_id: str) -> tuple[TreeProduct, ...]:
        """The products of one collection, asked for now; their prices need not be named.

        Raises NotFound, Rejected for what cannot be an id.
        """

    async def details(self, external_id: str) -> ProductDetails:
        """What buyers are told of a product. Raises NotFound, Rejected for what cannot be an id."""


@runtime_checkable
class Pinging(Provider, Protocol):
    """Can say that it is there, without any work."""

    async def ping(self) -> None:
        """Return if it is there. Raises a :class:`~providers.errors.ProviderError`."""

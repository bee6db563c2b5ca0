"""Pins: booked under a reference, redeemed by a customer or taken back."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Literal

from sandbox.hype.catalog import Catalog
from sandbox.hype.errors import RefusalError
from sandbox.hype.goods import UNLIMITED, Listing, Market
from sandbox.mint import KeyMint

FIRST_TRANSACTION_ID = 1000035  # the document's example

By = Literal["transaction", "reference"]


class Status(Enum):
    """What became of a pin; the last two texts are the document's, the first is public."""

    DELIVERED = "delivered"
    REDEEMED = "Redeemed by Client"
    CANCELED = "Canceled in stock"


@dataclass
class Pin:
    """A pin that was booked: the partner is charged its cost."""

    transaction_id: int
    reference: str
    product_id: int
    product_name: str
    market: Market
    sales_price: Decimal
    cost: Decimal
    created_at: datetime
    paid_at: datetime
    key: str = field(repr=False)
    document: str | None = None
    """The buyer's document number, if he or the partner gave it."""
    status: Status = Status.DELIVERED


@dataclass(frozen=True)
class Reversal:
    """A pin that was taken back, once, and how the partner named it."""

    transaction_id: int
    reference: str
    by: By
    at: datetime


class Pins:
    """Every pin of the partner, by transaction and by reference."""

    def __init__(self, catalog: Catalog, clock: Callable[[], datetime]) -> None:
        self.all: list[Pin] = []
        self.reversals: list[Reversal] = []
        self.mint = KeyMint(4, 4, 4, 4)
        self.pay_lag = timedelta()
        self.report_lag = 0.0
        self.other_prices: deque[Decimal] = deque()
        """What the next pins cost in place of what the catalog shows."""
        self._catalog = catalog
        self._clock = clock
        self._by_reference: dict[str, Pin] = {}
        self._by_transaction: dict[int, Pin] = {}

    def book(self, product_id: int, reference: str, market: Market, document: str | None) -> Pin:
        """FACTS 5.8: book one pin.

        RefusalError 400 for a used reference, which is looked at first: a repeat is told apart
        even when the first call took the last pin. A refused call does not use the reference up.
        """
        if reference in self._by_reference:
            raise RefusalError(400, "Partner reference already used")
        try:
            product = self._catalog.product(product_id)
            listing = self._catalog.listing(product, market)
        except RefusalError as refused:
            raise RefusalError(400, refused.text) from None
        if not product.available or not product.has_stock:
            raise RefusalError(400, "Product out of stock")
        if product.stock != UNLIMITED:
            product.stock -= 1
        if self.other_prices:
            listing = Listing.of(market, self.other_prices.popleft(), None, None)
        now = self._clock()
        pin = Pin(
            transaction_id=self._next_id(),
            reference=reference,
            product_id=product_id,
            product_name=product.name,
            market=market,
            sales_price=listing.sales_price,
            cost=listing.cost,
            created_at=now,
            paid_at=now + self.pay_lag,
            key=self.mint.make(),
            document=document,
        )
        self.remember(pin)
        return pin

    def book_before(
        self, product_id: int, reference: str, key: str, at: datetime, back_at: datetime | None
    ) -> Pin:
        """One that was booked at a moment of the past, and perhaps taken back; no stock falls by it."""
        product = self._catalog.products[product_id]
        market = Market()
        listing = product.listings[market]
        pin = Pin(
            transaction_id=self._next_id(),
            reference=reference,
            product_id=product_id,
            product_name=product.name,
            market=market,
            sales_price=listing.sales_price,
            cost=listing.cost,
            created_at=at,
            paid_at=at,
            key=key,
            status=Status.DELIVERED if back_at is None else Status.CANCELED,
        )
        self.remember(pin)
        if back_at is not None:
            self.reversals.append(Reversal(pin.transaction_id, reference, "reference", back_at))
        return pin

    def remember(self, pin: Pin) -> None:
        """Keep a pin that was booked, here or before."""
        self.all.append(pin)
        self._by_reference[pin.reference] = pin
        self._by_transaction[pin.transaction_id] = pin

    def _next_id(self) -> int:
        return max(self._by_transaction, default=FIRST_TRANSACTION_ID - 1) + 1

    def reported(self) -> list[Pin]:
        """Those that reports know of by now, oldest first, as far as they know what became of them."""
        latest = self._clock() - timedelta(seconds=self.report_lag)
        late = {reversal.transaction_id for reversal in self.reversals if reversal.at > latest}
        return [
            replace(pin, status=Status.DELIVERED) if pin.transaction_id in late else pin
            for pin in self.all
            if pin.created_at <= latest
        ]

    def by_transaction(self, transaction_id: int) -> Pin | None:
        """Find a pin by our number."""
        return self._by_transaction.get(transaction_id)

    def by_reference(self, reference: str) -> Pin | None:
        """Find a pin by the partner's number."""
        return self._by_reference.get(reference)

    def reverse(self, pin: Pin | None, by: By, *, repeat_refused: bool) -> Pin:
        """FACTS 5.9 and 5.10: take a pin back into stock.

        RefusalError 404 if there is none, 400 if it was redeemed or, perhaps, taken back before.
        """
        if pin is None:
            raise RefusalError(404, "Transaction not found")
        if pin.status is Status.REDEEMED:
            raise RefusalError(400, "Pin already redeemed")
        if pin.status is Status.CANCELED:
            if repeat_refused:
                raise RefusalError(400, "Transaction already canceled")
            return pin
        pin.status = Status.CANCELED
        product = self._catalog.product(pin.product_id)
        if product.stock != UNLIMITED:
            product.stock += 1
        self.reversals.append(Reversal(pin.transaction_id, pin.reference, by, self._clock()))
        return pin

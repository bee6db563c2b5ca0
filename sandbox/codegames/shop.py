"""The state behind the CodeGames stand-in: offers, accepted orders and used txnIds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from sandbox.codegames.errors import RefusalError
from sandbox.codegames.late import Late
from sandbox.mint import KeyMint

FIRST_ORDER_ID = 782  # the document's example


@dataclass
class Offer:
    """A product as CodeGames sells it, in KZT."""

    offer_id: str
    title: str
    price: Decimal
    stock: int


@dataclass
class Order:
    """An accepted pay: it was charged."""

    order_id: int
    offer_id: str
    txn_id: str
    count: int
    price: Decimal
    """The price of one key."""
    paid_at: datetime
    keys: list[str] = field(repr=False)
    polls_left: int = 0
    """How many calls for the keys still come too early."""


class Shop:
    """What CodeGames would keep in its database."""

    def __init__(self, clock: Callable[[], datetime], *, burns_refused: bool = False) -> None:
        self.offers: dict[str, Offer] = {}
        self.orders: list[Order] = []
        self.mint = KeyMint(5, 5, 4)
        self.polls_until_keys = 0
        self.late = Late.EMPTY_TEXT
        self.single_key_as_list = False
        self._clock = clock
        self._burns_refused = burns_refused
        self._used: set[str] = set()

    @property
    def spent(self) -> Decimal:
        """What all accepted orders cost together, in KZT."""
        return sum((order.price * order.count for order in self.orders), Decimal(0))

    def check(self, offer_id: str) -> Offer:
        """FACTS 1.2: the offer, if there is any of it."""
        offer = self.offers.get(offer_id)
        if offer is None:
            raise RefusalError("PRODUCT_OFFER_NOT_FOUND")
        if offer.stock < 1:
            raise RefusalError("PRODUCT_OFFER_OUT_OF_STOCK")
        return offer

    def pay(self, offer_id: str, price: float, txn_id: str, count: int) -> Order:
        """FACTS 1.3: sell keys, once for a txnId.

        The txnId is looked at first, so that a repeated call says that it was accepted even when
        it took the last key or the price has moved since.
        """
        if txn_id in self._used:
            raise RefusalError("PRODUCT_OFFER_TXN_DUPLICATE")
        try:
            offer = self._sellable(offer_id, price, count)
        except RefusalError:
            if self._burns_refused:
                self._used.add(txn_id)
            raise
        offer.stock -= count
        order = Order(
            order_id=FIRST_ORDER_ID + len(self.orders),
            offer_id=offer_id,
            txn_id=txn_id,
            count=count,
            price=offer.price,
            paid_at=self._clock(),
            keys=[self.mint.make() for _ in range(count)],
            polls_left=self.polls_until_keys,
        )
        self.remember(order)
        return order

    def remember(self, order: Order) -> None:
        """Keep an order that was accepted, here or before."""
        self.orders.append(order)
        self._used.add(order.txn_id)

    def _sellable(self, offer_id: str, price: float, count: int) -> Offer:
        offer = self.check(offer_id)
        if offer.stock < count:
            raise RefusalError("PRODUCT_OFFER_OUT_OF_STOCK")
        # The wire carries a float, so nothing finer than a float can be told apart.
        if float(offer.price) != price:
            raise RefusalError("PRODUCT_OFFER_WRONG_PRICE")
        return offer

    def keys(self, order_id: int) -> dict[str, Any]:
        """FACTS 1.4: the body of the answer; reading again gives the same keys."""
        index = order_id - FIRST_ORDER_ID
        if not 0 <= index < len(self.orders):
            raise RefusalError("PRODUCT_OFFER_ORDER_NOT_FOUND")
        order = self.orders[index]
        if order.polls_left > 0:
            order.polls_left -= 1
            return self.late.answer(order.keys)
        if order.count == 1 and not self.single_key_as_list:
            return {"keys": order.keys[0]}
        return {"keys": list(order.keys)}

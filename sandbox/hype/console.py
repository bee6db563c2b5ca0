"""The levers of the stand-in: what people at PIN Hype and their customers do."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from sandbox.hype.catalog import Catalog
from sandbox.hype.goods import UNLIMITED, Collection, Listing, Market, Product
from sandbox.hype.pins import Pin, Pins, Reversal, Status
from sandbox.standin import Clock

Amount = str | Decimal


class Console:
    """The state behind the stand-in."""

    def __init__(self, clock: Clock, report_lag: float) -> None:
        self._now = clock
        self._catalog = Catalog()
        self._pins = Pins(self._catalog, clock)
        self._pins.report_lag = report_lag

    @property
    def report_lag(self) -> float:
        """For how many seconds no report finds a new pin; a reversal finds it at once."""
        return self._pins.report_lag

    @report_lag.setter
    def report_lag(self, seconds: float) -> None:
        self._pins.report_lag = seconds

    @property
    def pins(self) -> list[Pin]:
        """Every pin that was booked, oldest first, those taken back too."""
        return self._pins.all

    @property
    def reversals(self) -> list[Reversal]:
        """Every pin that was taken back, once each."""
        return self._pins.reversals

    @property
    def spent(self) -> dict[str, Decimal]:
        """What the partner owes by currency: the cost of all pins that were not taken back."""
        owed: dict[str, Decimal] = {}
        for pin in self.pins:
            if pin.status is not Status.CANCELED:
                currency = pin.market.currency
                owed[currency] = owed.get(currency, Decimal(0)) + pin.cost
        return owed

    def collection(
        self,
        collection_id: int,
        name: str,
        *,
        parent: int | None = None,
        tags: tuple[str, ...] = (),
    ) -> Collection:
        """Put up a collection, at the top or in another; KeyError if that one is not there."""
        if parent is not None and parent not in self._catalog.collections:
            raise KeyError(parent)
        made = Collection(collection_id, name, parent, tags)
        self._catalog.collections[collection_id] = made
        return made

    def product(
        self,
        product_id: int,
        name: str,
        price: Amount,
        *,
        collection: int,
        currency: str = "BRL",
        country: str = "BR",
        original: Amount | None = None,
        cost: Amount | None = None,
        stock: int = UNLIMITED,
        description: str = "",
        adults_only: bool = False,
        available: bool = True,
        tags: tuple[str, ...] = (),
    ) -> Product:
        """Put a product on sale; KeyError if there is no such collection.

        ``price`` is the salesPrice, ``original`` the one before a discount, ``cost`` what the
        partner is charged, 91 percent of the original if not given. ``stock`` -1 has no end.
        """
        made = Product(
            product_id,
            name,
            created_at=self._now(),
            collection_ids=[self._catalog.collections[collection].collection_id],
            stock=stock,
            description=description,
            adults_only=adults_only,
            available=available,
            tags=tags,
        )
        self._catalog.products[product_id] = made
        self.set_price(
            product_id, price, currency=currency, country=country, original=original, cost=cost
        )
        return made

    def place(self, product_id: int, collection: int) -> None:
        """Put a product into one more collection; KeyError if either is not there."""
        known = self._catalog.collections[collection]
        self._catalog.products[product_id].collection_ids.append(known.collection_id)

    def set_price(
        self,
        product_id: int,
        price: Amount,
        *,
        currency: str = "BRL",
        country: str = "BR",
        original: Amount | None = None,
        cost: Amount | None = None,
    ) -> Listing:
        """Change a product's prices in a market, or begin to sell it there; KeyError if unknown."""
        listing = Listing.of(
            Market(country, currency),
            Decimal(price),
            None if original is None else Decimal(original),
            None if cost is None else Decimal(cost),
        )
        self._catalog.products[product_id].listings[listing.market] = listing
        return listing

    def charge_next(self, *prices: Amount) -> None:
        """Sell the next pins at these prices, whatever the catalog shows: a booking names none."""
        self._pins.other_prices.extend(map(Decimal, prices))

    def stock(self, product_id: int) -> int:
        """How many pins are left, -1 for no end; KeyError if there is no such product."""
        return self._catalog.products[product_id].stock

    def set_stock(self, product_id: int, stock: int) -> None:
        """Change how many pins are left, -1 for no end; KeyError if there is no such product."""
        self._catalog.products[product_id].stock = stock

    def next_keys(self, *keys: str) -> None:
        """Book these keys next, repeated ones too."""
        self._pins.mint.put_next(*keys)

    def take_over(self, pins: Iterable[Pin]) -> None:
        """Go on from the books of another one: these were booked before."""
        for pin in pins:
            self._pins.remember(pin)

    def booked_before(
        self,
        product_id: int,
        reference: str,
        key: str,
        at: datetime,
        back_at: datetime | None = None,
    ) -> Pin:
        """Put a pin of the past into the books, one that was taken back if it says when."""
        return self._pins.book_before(product_id, reference, key, at, back_at)

    def pay_after(self, seconds: float) -> None:
        """Count pins booked from now on as paid only so much later; reports tell the two apart."""
        self._pins.pay_lag = timedelta(seconds=seconds)

    def redeem(self, transaction_id: int, *, document: str | None = None) -> Pin:
        """Let the customer redeem a pin, giving a document number if the partner gave none.

        KeyError if there is no such pin, ValueError if it was redeemed or taken back before.
        """
        pin = self._pins.by_transaction(transaction_id)
        if pin is None:
            raise KeyError(transaction_id)
        if pin.status is not Status.DELIVERED:
            raise ValueError(f"{transaction_id} is {pin.status.value}")
        pin.status = Status.REDEEMED
        pin.document = pin.document or document
        return pin

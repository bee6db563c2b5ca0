"""A provider as a package of its own: a shop in memory that sells two offers, for EUR and KZT.

It imports nothing of Keydesk but what docs/providers.md names.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

from providers.base import OfferRef, Purchase, Quote
from providers.errors import NotFound, OutOfStock, WrongPrice

from .shelves import NAMES, Shelves

ODD = "odd"
"""An offer that is quoted in dollars, whatever was asked for."""
FAULTY = "faulty"
"""An offer on which the package itself breaks, as none should."""
_PRICES = {"price": "EUR", "price_kzt": "KZT"}


class SampleShop(Shelves):
    """Implements ``Purchasing`` and ``Browsing``. A purchase is found again by its transaction id."""

    def __init__(self, prices: Mapping[str, Decimal], stock: int) -> None:
        super().__init__(prices)
        self.currencies = frozenset(prices)
        self.parallel = 2
        self._stock = stock
        self._sold: dict[str, str] = {}

    async def check(self) -> None:
        """It is always there."""

    async def close(self) -> None:
        """There is nothing to give back."""

    async def quote(self, offer: OfferRef) -> Quote:
        """Every offer at the price of its currency, all out of one stock."""
        price = self._prices.get(offer.currency)
        if offer.external_id == ODD:
            return Quote(Decimal("1.00"), "USD", self._stock)
        if offer.external_id == FAULTY:
            raise KeyError(FAULTY)
        if offer.external_id not in NAMES or price is None:
            raise NotFound(self.name, "quote: no such offer")
        return Quote(price, offer.currency, self._stock)

    async def purchase(self, offer: OfferRef, unit_price: Decimal, txn_id: str) -> Purchase:
        """Sell a key, once for a transaction id."""
        if txn_id not in self._sold:
            quote = await self.quote(offer)
            if unit_price != quote.unit_price:
                raise WrongPrice(self.name, "purchase: another price")
            if not self._stock:
                raise OutOfStock(self.name, "purchase: sold out")
            self._stock -= 1
            self._sold[txn_id] = f"SAMPLE-{len(self._sold) + 1:04}-KEY"
        return Purchase(txn_id, (self._sold[txn_id],))

    async def recover(
        self, offer: OfferRef, unit_price: Decimal, txn_id: str, sent_at: datetime
    ) -> Purchase:
        """The same call again: the transaction id keeps it from selling twice."""
        return await self.purchase(offer, unit_price, txn_id)

    async def keys(self, reference: str) -> tuple[str, ...]:
        """The key that was sold under a reference."""
        return (self._sold[reference],) if reference in self._sold else ()


def make(settings: Mapping[str, str], on_secret: Callable[[str], None]) -> SampleShop:
    """Make the shop from ``KEYDESK_SAMPLE__PRICE``, ``__PRICE_KZT``, ``__STOCK`` and ``__TOKEN``."""
    unknown = settings.keys() - {*_PRICES, "stock", "token"}
    if unknown:
        raise ValueError(f"{min(unknown)} is not one of its settings")
    if "price" not in settings:
        raise ValueError("price is missing")
    on_secret(settings.get("token", ""))
    prices = {_PRICES[name]: Decimal(settings[name]) for name in _PRICES if name in settings}
    return SampleShop(prices, int(settings.get("stock", "10")))


def break_down(settings: Mapping[str, str], on_secret: Callable[[str], None]) -> SampleShop:
    """Fail as a package with a mistake does, showing what it should not."""
    raise KeyError(f"{settings}")

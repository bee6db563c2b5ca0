"""What PIN Hype sells: products with a price for each market, in nested collections."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

UNLIMITED = -1
SYMBOLS = {"BRL": "R$", "COP": "COL$", "MXN": "MX$", "ARS": "AR$", "USD": "US$"}

_COST_SHARE = Decimal("0.91")  # of the original price, as in the document's sample
_USD_RATE = Decimal("0.2")  # made up; only that it is another number matters
_CENT = Decimal("0.01")


class Market(NamedTuple):
    """Where and in what something is sold; the defaults are the document's."""

    country: str = "BR"
    currency: str = "BRL"


@dataclass(frozen=True)
class Listing:
    """The prices of a product in one market."""

    market: Market
    sales_price: Decimal
    original_price: Decimal
    cost: Decimal
    """What the partner is charged: partnerCostPrice."""

    @classmethod
    def of(
        cls, market: Market, sales_price: Decimal, original: Decimal | None, cost: Decimal | None
    ) -> "Listing":
        """Fill in what was not given: no discount, and a cost of 91 percent."""
        original = sales_price if original is None else original
        if cost is None:
            cost = (original * _COST_SHARE).quantize(_CENT)
        return cls(market, sales_price, original, cost)

    @property
    def discount_percent(self) -> int:
        """What the customer saves, in whole percent of the original price."""
        return percent_off(self.sales_price, self.original_price)

    def in_usd(self) -> "Listing":
        """Return the prices in dollars at a made-up rate."""
        prices = (self.sales_price, self.original_price, self.cost)
        sales, original, cost = ((price * _USD_RATE).quantize(_CENT) for price in prices)
        return Listing(Market(self.market.country, "USD"), sales, original, cost)


@dataclass
class Collection:
    """A shelf of the catalog; ``parent_id`` None is a shelf at the top."""

    collection_id: int
    name: str
    parent_id: int | None = None
    tags: tuple[str, ...] = ()


@dataclass
class Product:
    """Something a pin can be booked for."""

    product_id: int
    name: str
    created_at: datetime
    collection_ids: list[int]
    stock: int = UNLIMITED
    description: str = ""
    adults_only: bool = False
    available: bool = True
    tags: tuple[str, ...] = ()
    listings: dict[Market, Listing] = field(default_factory=dict)

    @property
    def has_stock(self) -> bool:
        """Whether a pin can be had; unlimited stock is one that can."""
        return self.stock != 0

    def unlabelled_usd(self) -> Listing:
        """Return the prices that FACTS 5.6 was seen to answer, whatever it was asked."""
        listings = self.listings.values()
        in_usd = (listing for listing in listings if listing.market.currency == "USD")
        return next(in_usd, None) or next(iter(listings)).in_usd()


def percent_off(price: Decimal, full: Decimal) -> int:
    """How far the price is below the full one, in whole percent."""
    return round((full - price) * 100 / full) if full else 0

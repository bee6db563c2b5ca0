"""Products, readings and orders as detection is told of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from services.catalog import Offer, Product
from services.catalog.entries import ProductSettings
from storage.orders import OrderRow
from storage.quotes import QuoteRow

NOW = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def sold_by(*providers: str, low_mark: int | None = None, currency: str = "EUR") -> Product:
    """A product that these sell, by offers 1, 2 and so on."""
    offers = tuple(
        Offer(number, 7, "GTA V", provider, "562", currency, "")
        for number, provider in enumerate(providers, 1)
    )
    return Product(7, "GTA V", offers, settings=ProductSettings(low_mark=low_mark))


def read(
    offer: int = 1, stock: int | None = 9, price: str = "10", trouble: str | None = None
) -> QuoteRow:
    """An offer as it was read a minute ago."""
    return QuoteRow(offer, Decimal(price), stock, 0, NOW - MINUTE, trouble, NOW - MINUTE)


def order(status: str, confirmed: timedelta | None = None, **values: object) -> OrderRow:
    """Order 1 of chat -100, drawn up, or confirmed, so long ago."""
    ago = confirmed or timedelta(0)
    row = OrderRow(
        *(1, "K-7F3Q-X9ND", status, None, 1, "hype", "GTA V", 2, Decimal(10), "EUR", 5, -100),
        *(None, None, NOW - ago, NOW - ago, None, None, None, None, None, None, None, None),
    )
    return replace(row, **values)  # type: ignore[arg-type]

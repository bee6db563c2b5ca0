"""Stock at a glance: what was read last of a page of products, whoever asked, and all of them asked anew."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from services.catalog import Catalog, Product
from services.errors import PausedProductError, UnknownProductError
from services.money import Money
from services.page import Page
from services.quotes import Quotes
from services.stock import SOLD_OUT, Stock
from storage.quotes import QuoteRow

Progressed = Callable[[int, int], None]
"""Told how many products of how many were read."""


@dataclass(frozen=True, slots=True)
class ProductStock:
    """What was read last of a product.

    ``prices`` are the lowest at which it can be bought, or could be last, one a currency. ``stock`` is what
    all offers had together, None where one has no end. ``read_at``: when the oldest of this was read; None:
    nothing of it ever was. ``trouble``: why the last try of an offer read nothing.
    """

    product: Product
    prices: tuple[Money, ...]
    stock: int | None
    read_at: datetime | None
    trouble: str | None

    @property
    def is_sold_out(self) -> bool:
        """Whether nobody had it."""
        return self.read_at is not None and self.stock == 0


class StockOverview:
    """Reads pages of what is sold."""

    def __init__(self, catalog: Catalog, quotes: Quotes, stock: Stock) -> None:
        self._catalog = catalog
        self._quotes = quotes
        self._stock = stock

    async def page(self, number: int, size: int) -> Page[ProductStock]:
        """A page of the products that are sold, as they were read last; nobody is asked."""
        page = self._catalog.sold(number, size)
        rows = await self._quotes.lately([o.id for each in page.items for o in each.offers])
        items = tuple(_of(product, rows) for product in page.items)
        return Page(items, page.number, page.pages, page.total)

    async def refresh(self, number: int, size: int, told: Progressed = lambda *_: None) -> None:
        """Ask for all offers of a page, side by side: it takes as long as the slowest of them."""
        products = self._catalog.sold(number, size).items
        done = 0

        async def read(product: Product) -> None:
            nonlocal done
            try:
                await self._stock.read(product.id)
            except (UnknownProductError, PausedProductError):  # since a moment ago
                return
            done += 1
            told(done, len(products))

        await asyncio.gather(*map(read, products))


def _of(product: Product, rows: dict[int, QuoteRow]) -> ProductStock:
    known = [(offer, _told(rows[offer.id])) for offer in product.offers if offer.id in rows]
    quoted = [(offer, row) for offer, row in known if row.read_at is not None]
    there = [(offer, row) for offer, row in quoted if row.stock != 0] or quoted
    lowest: dict[str, Decimal] = {}
    for offer, row in there:
        if row.unit_price is not None:
            price = min(lowest.get(offer.currency, row.unit_price), row.unit_price)
            lowest[offer.currency] = price
    moments = [row.read_at for _, row in quoted if row.read_at is not None]
    return ProductStock(
        product,
        tuple(Money(lowest[currency], currency) for currency in sorted(lowest)),
        _together([row for _, row in quoted]),
        min(moments, default=None),
        next((row.trouble for _, row in known if row.trouble), None),
    )


def _told(row: QuoteRow) -> QuoteRow:
    """What is sold out, and never had a price that we know, was read all the same."""
    if row.trouble == SOLD_OUT:
        return replace(row, stock=0, more=0, read_at=row.tried_at, trouble=None)
    return row


def _together(rows: Sequence[QuoteRow]) -> int | None:
    if any(row.stock is None for row in rows):
        return None
    return sum((row.stock or 0) + row.more for row in rows)

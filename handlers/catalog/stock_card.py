"""The offers of a product side by side."""

from collections import Counter
from collections.abc import Collection
from decimal import Decimal

from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.lists import pager
from handlers.taps import BUY_COUNT, BUY_OFFER, BUY_PRODUCT, STOCK_PRODUCT, TELLME_STOCK
from handlers.words.markup import Html, join, one_line
from handlers.words.provider_words import provider_name, short_trouble
from handlers.words.texts import Texts
from providers.base import Quote
from services.money import Money
from services.page import Page, page_of
from services.stock import StockLine, StockReading

PAGE = 8
"""Offers on a card."""
_LONGEST_ID = 20
Place = tuple[str, str, str, Decimal | None]
"""A provider, a country, a currency and a price, None where it is not known."""


def product_card(
    t: Texts, reading: StockReading, *, may_buy: bool, count: int | None = None, number: int = 1
) -> Card:
    """Prices and stock of all offers, cheapest first, by pages, with the time of the reading.

    ``count`` is how many keys are to be bought, where that is known.
    """
    page = page_of(list(enumerate(reading.lines, start=1)), number, PAGE)
    alike = _alike(reading)
    lines = [_line(t, place, line, alike) for place, line in page.items]
    if page.pages > 1:
        counted = {"total": page.total, "page": page.number, "pages": page.pages}
        lines = [t.get("stock-offers", **counted), Html(""), *lines]
    text = join(
        [
            t.get("stock-product", product=reading.product.name),
            "",
            *lines,
            "",
            *([] if count is None else [t.get("stock-for-so-many", count=count)]),
            t.get("read-at", at=reading.read_at),
        ]
    )
    tap, more = (STOCK_PRODUCT, ()) if count is None else (BUY_PRODUCT, (count,))
    which = (reading.product.id, *more)
    refresh = Button(t.plain("button-refresh"), tap, *which, page.number)
    rows = [[button] for button in _buy(t, reading, page, count)] if may_buy else []
    last: list[AnyButton] = [refresh]
    if reading.is_sold_out:
        last.append(Button(t.plain("button-tellme-back"), TELLME_STOCK, reading.product.id))
    return Card(text, [*rows, pager(t, tap, page, *which), last])


def _buy(
    t: Texts, reading: StockReading, page: Page[tuple[int, StockLine]], count: int | None
) -> list[AnyButton]:
    """A button for each offer of the page that can be bought; the cheapest of all is just "Buy"."""
    tap, more = (BUY_OFFER, ()) if count is None else (BUY_COUNT, (count,))
    buttons: list[AnyButton] = []
    to_be_had = (line for line in reading.lines if line.quote and line.quote.stock != 0)
    cheapest, alike = next(to_be_had, None), _alike(reading)
    for _, line in page.items:
        if line.quote is None or line.quote.stock == 0:
            continue
        if line is cheapest:
            label = t.plain("button-buy")
            buttons.append(Button(label, tap, line.offer.id, *more, style="success"))
            continue
        label = t.plain(
            "stock-buy-other", provider=_seller(t, line, alike), price=_price(line.quote)
        )
        buttons.append(Button(label, tap, line.offer.id, *more))
    return buttons


def _line(t: Texts, place: int, line: StockLine, alike: Collection[Place]) -> Html:
    name, trouble = _seller(t, line, alike), line.trouble
    if line.quote is None:
        kind, since = (trouble.kind, trouble.since) if trouble else ("error", None)
        words = short_trouble(t, kind, since)
        return t.get("stock-line-trouble", place=place, provider=name, trouble=words)
    price, left = _price(line.quote), line.quote.stock
    if left is None:
        return t.get("stock-line-unlimited", place=place, provider=name, price=price)
    if line.quote.more:
        more = {"stock": left, "more": line.quote.more}
        return t.get("stock-line-more", place=place, provider=name, price=price, **more)
    return t.get("stock-line", place=place, provider=name, price=price, stock=left)


def _seller(t: Texts, line: StockLine, alike: Collection[Place]) -> str:
    """Who sells it and where; of two that would read alike, as after a merge, also by which id."""
    name, offer = provider_name(t, line.offer.provider), line.offer
    if offer.country:
        name = t.plain("stock-in-country", provider=name, country=offer.country)
    if _place(line) not in alike:
        return name
    return t.plain("stock-by-id", provider=name, id=one_line(offer.external_id, _LONGEST_ID))


def _place(line: StockLine) -> Place:
    price = None if line.quote is None else line.quote.unit_price
    return line.offer.provider, line.offer.country, line.offer.currency, price


def _alike(reading: StockReading) -> Collection[Place]:
    """Where more than one offer of the product is sold at one price."""
    counted = Counter(map(_place, reading.lines))
    return {place for place, offers in counted.items() if offers > 1}


def _price(quote: Quote) -> Money:
    return Money(quote.unit_price, quote.currency)

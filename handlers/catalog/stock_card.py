"""The offers of a product side by side."""

from handlers.frame.cards import AnyButton, Button, Card
from handlers.words.markup import Html, join
from handlers.words.provider_words import provider_name, short_trouble
from handlers.words.texts import Texts
from providers.base import Quote
from services.money import Money
from services.stock import StockLine, StockReading


def product_card(t: Texts, reading: StockReading, *, may_buy: bool) -> Card:
    """Prices and stock of all offers, cheapest first, with the time of the reading."""
    lines = [_line(t, place, line) for place, line in enumerate(reading.lines, start=1)]
    text = join(
        [
            t.get("stock-product", product=reading.product.name),
            "",
            *lines,
            "",
            t.get("read-at", at=reading.read_at),
        ]
    )
    refresh = Button(t.plain("button-refresh"), "stock.product", reading.product.id)
    rows = [[button] for button in _buy(t, reading)] if may_buy else []
    return Card(text, [*rows, [refresh]])


def _buy(t: Texts, reading: StockReading) -> list[AnyButton]:
    """A button for each offer that can be bought; the first, the cheapest, is just "Buy"."""
    buttons: list[AnyButton] = []
    for line in reading.lines:
        if line.quote is None or line.quote.stock == 0:
            continue
        if not buttons:
            first = Button(t.plain("button-buy"), "buy.offer", line.offer.id, style="success")
            buttons.append(first)
            continue
        name = provider_name(t, line.offer.provider)
        label = t.plain("stock-buy-other", provider=name, price=_price(line.quote))
        buttons.append(Button(label, "buy.offer", line.offer.id))
    return buttons


def _line(t: Texts, place: int, line: StockLine) -> Html:
    offer = line.offer
    name = provider_name(t, offer.provider)
    if offer.country:
        name = t.plain("stock-in-country", provider=name, country=offer.country)
    if line.quote is None:
        words = short_trouble(t, line.trouble or "error")
        return t.get("stock-line-trouble", place=place, provider=name, trouble=words)
    price, left = _price(line.quote), line.quote.stock
    if left is None:
        return t.get("stock-line-unlimited", place=place, provider=name, price=price)
    return t.get("stock-line", place=place, provider=name, price=price, stock=left)


def _price(quote: Quote) -> Money:
    return Money(quote.unit_price, quote.currency)

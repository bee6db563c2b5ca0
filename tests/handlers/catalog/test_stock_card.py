"""The offers of a product side by side, as staff reads them."""

from datetime import UTC, datetime
from decimal import Decimal

from handlers.catalog.stock_card import product_card
from handlers.words.texts import Library
from providers.base import Quote
from services.catalog import Offer, Product
from services.stock import StockLine, StockReading
from tests.clock import ManualClock

NOW = datetime(2030, 1, 1, tzinfo=UTC)
T = Library.load(ManualClock(NOW), strict=True).texts("en", "UTC")


def test_two_offers_that_would_read_alike_are_told_apart() -> None:
    """As after a merge: by their ids, in the lines and on the buttons; one that is alone needs none."""
    sold = [("own", "7", "EUR"), ("own", "12", "EUR"), ("own", "13", "USD"), ("own", "14", "EUR")]
    offers = tuple(Offer(at, 7, "GTA V", *place, "") for at, place in enumerate(sold))
    quotes = [Quote(Decimal(5), each.currency, 2) for each in offers[:3]]
    quotes.append(Quote(Decimal(6), "EUR", 2))
    lines = tuple(StockLine(*each, None) for each in zip(offers, quotes, strict=True))
    card = product_card(T, StockReading(Product(7, "GTA V", offers), lines, NOW), may_buy=True)
    said = card.text.splitlines()
    assert ["#7" in each for each in said[2:6]] == [True, False, False, False]
    assert ["#12" in each for each in said[2:6]] == [False, True, False, False]
    assert "#12" in str(card.rows[1]) and card.text.count("#") == 2

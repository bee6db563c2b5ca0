"""Prices as the games' provider tells them."""

from decimal import Decimal

from handlers.words.texts import Texts
from services.money import Money


def price_text(t: Texts, price: Decimal | None, currency: str) -> str | None:
    """A price as far as it is known: with its currency, or the bare number."""
    if price is None:
        return None
    return t.money(Money(price, currency)) if currency else f"{price:f}"

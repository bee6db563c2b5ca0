"""The fields of a product and an offer, as text: what a change found and left, and an undo compares."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from services.catalog.entries import PLAIN, ProductSettings
from services.money import Money
from storage.catalog import OfferRow, ProductRow, WordRow

PRODUCT, OFFER = "product", "offer"

NAME = "name"
PAUSED, OWN_FIRST = "paused", "own-first"
LOW_MARK, CEILING = "low-mark", "ceiling"
WORD = "word:"
"""And the word's key."""
UNDER = "under"
"""The product of an offer; nothing: it is not in the catalog."""

YES = "yes"
Fields = Mapping[str, str | None]


def fields_of_product(row: ProductRow, words: Sequence[WordRow]) -> dict[str, str | None]:
    """What stands in a product."""
    settings = settings_of(row)
    return {
        NAME: row.name,
        PAUSED: YES if row.paused_at else None,
        **fields_of_settings(settings),
        **{WORD + each.word_key: each.word for each in words},
    }


def fields_of_settings(settings: ProductSettings) -> dict[str, str | None]:
    """The same of its settings alone."""
    ceiling = settings.ceiling
    return {
        OWN_FIRST: YES if settings.own_first else None,
        LOW_MARK: None if settings.low_mark is None else str(settings.low_mark),
        CEILING: None if ceiling is None else text_of_money(ceiling),
    }


def text_of_money(amount: Money) -> str:
    """An amount as it stands in a field."""
    return f"{amount.amount:f} {amount.currency}"


def under_of(row: OfferRow) -> str | None:
    """What stands in an offer."""
    return None if row.removed_at else str(row.product_id)


def settings_of(row: ProductRow) -> ProductSettings:
    """The settings that a row has."""
    ceiling = None
    if row.price_ceiling is not None and row.ceiling_currency:
        ceiling = Money(row.price_ceiling, row.ceiling_currency)
    if not row.own_first and row.low_mark is None and ceiling is None:
        return PLAIN
    return ProductSettings(row.own_first, row.low_mark, ceiling)


def columns_of(field: str, text: str | None, now: datetime) -> dict[str, Any]:
    """The columns of a product in which a field stands; its name is written otherwise."""
    if field == PAUSED:
        return {"paused_at": now if text else None}
    if field == OWN_FIRST:
        return {"own_first": bool(text)}
    if field == LOW_MARK:
        return {"low_mark": None if text is None else int(text)}
    if field == CEILING:
        amount, _, currency = (text or "").partition(" ")
        return {
            "price_ceiling": Decimal(amount) if text else None,
            "ceiling_currency": currency or None,
        }
    raise LookupError(field)

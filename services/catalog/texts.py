"""Texts of the catalog: what a person may write about a new offer, in the one form that is kept."""

import re
from decimal import Decimal

from providers.base import Quoting
from services.catalog.errors import BadCeilingError, BadMarkError, BadWordError
from services.errors import BadCountryError, BadCurrencyError, BadExternalIdError, BadNameError
from services.money import Money
from services.product_words import chunks, fold
from services.typed_money import money_typed, places_of
from services.visible import unshowable, visible, visible_line

LONGEST_NAME = 120
LONGEST_KEY = 200
"""Characters of a folded name, which can be longer than the name; as many as its column holds."""
LONGEST_EXTERNAL_ID = 200
MOST_MARK = 100_000
MOST_AMOUNT = Decimal(10**9)
_CURRENCY = re.compile(r"[A-Z]{3}")
_COUNTRY = re.compile(r"[A-Z]{2}")


def good_name(text: str) -> str:
    """A product's name as people see it, its spaces in order. Raises BadNameError."""
    name = visible_line(text)
    if problem := _problem(name):
        raise BadNameError(problem=problem, most=LONGEST_NAME, letter=unshowable(name))
    return name


def good_word(text: str) -> str:
    """What a product is also found by, as people see it. Raises BadWordError."""
    word = visible_line(text)
    if problem := _problem(word):
        raise BadWordError(problem=problem, most=LONGEST_NAME, letter=unshowable(word))
    return word


def good_mark(text: str) -> int:
    """How many keys are few. Raises BadMarkError."""
    digits = text.strip()
    if not re.fullmatch(r"\d{1,6}", digits, re.ASCII) or int(digits) > MOST_MARK:
        raise BadMarkError(most=MOST_MARK, text=digits[:20])
    return int(digits)


def good_ceiling(text: str) -> Money:
    """An amount and a currency, in either order. Raises BadMoneyError, BadCeilingError."""
    said = money_typed(text)
    if not 0 < said.amount <= MOST_AMOUNT:
        raise BadCeilingError(most=MOST_AMOUNT)
    return Money(said.amount.quantize(Decimal(1).scaleb(-places_of(said.currency))), said.currency)


def _problem(name: str) -> str:
    if not name:
        return "missing"
    if len(name) > LONGEST_NAME or len(fold(name)) > LONGEST_KEY:
        return "too-long"
    if unshowable(name):
        return "unshowable"
    return "" if chunks(name) else "no-word"


def good_external_id(text: str) -> str:
    """A provider's own id of an offer, as it is but for blanks around it. Raises BadExternalIdError."""
    external_id = visible(text).strip()
    ends_a_line = (f"U+{ord(each):04X}" for each in external_id if each.splitlines() != [each])
    letter = unshowable(external_id) or next(ends_a_line, "")
    problem = "unshowable" if letter else "" if external_id else "missing"
    if len(external_id) > LONGEST_EXTERNAL_ID:
        problem = "too-long"
    if problem:
        raise BadExternalIdError(problem=problem, most=LONGEST_EXTERNAL_ID, letter=letter)
    return external_id


def good_currency(text: str | None, seller: Quoting) -> str:
    """A currency the provider sells in, or its only one. Raises BadCurrencyError."""
    known = sorted(seller.currencies)
    currency = (text or "").strip().upper()
    if not currency and len(known) == 1:
        return known[0]
    if not _CURRENCY.fullmatch(currency) or (known and currency not in known):
        problem = "missing" if not currency else "other" if known else "none"
        raise BadCurrencyError(
            provider=seller.name, known=known, problem=problem, text=currency[:20]
        )
    return currency


def good_country(text: str | None) -> str:
    """An ISO 3166 code, or nothing. Raises BadCountryError."""
    country = (text or "").strip().upper()
    if country and not _COUNTRY.fullmatch(country):
        raise BadCountryError(text=country)
    return country

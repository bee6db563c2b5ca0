"""Texts of the catalog: what a person may write about a new offer, in the one form that is kept."""

import re

from providers.base import Quoting
from services.errors import BadCountryError, BadCurrencyError, BadExternalIdError, BadNameError
from services.product_words import chunks, fold
from services.visible import unshowable, visible, visible_line

LONGEST_NAME = 120
LONGEST_KEY = 200
"""Characters of a folded name, which can be longer than the name; as many as its column holds."""
LONGEST_EXTERNAL_ID = 200
_CURRENCY = re.compile(r"[A-Z]{3}")
_COUNTRY = re.compile(r"[A-Z]{2}")


def good_name(text: str) -> str:
    """A product's name as people see it, its spaces in order. Raises BadNameError."""
    name = visible_line(text)
    problem = ""
    if not name:
        problem = "missing"
    elif len(name) > LONGEST_NAME or len(fold(name)) > LONGEST_KEY:
        problem = "too-long"
    elif unshowable(name):
        problem = "unshowable"
    elif not chunks(name):
        problem = "no-word"
    if problem:
        raise BadNameError(problem=problem, most=LONGEST_NAME, letter=unshowable(name))
    return name


def good_external_id(text: str) -> str:
    """A provider's own id of an offer, as it is but for blanks around it. Raises BadExternalIdError."""
    external_id = visible(text).strip()
    letter = unshowable(external_id)
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
        raise BadCurrencyError(provider=seller.name, known=known)
    return currency


def good_country(text: str | None) -> str:
    """An ISO 3166 code, or nothing. Raises BadCountryError."""
    country = (text or "").strip().upper()
    if country and not _COUNTRY.fullmatch(country):
        raise BadCountryError(text=country)
    return country

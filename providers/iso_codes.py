"""The codes of ISO 4217 and ISO 3166, as Babel's data has them."""

import functools
import re

from babel import Locale
from babel.core import get_global

# Metals, bonds, units of account and "none": of ISO 4217, and nobody's money. CNH is of no standard.
_NO_MONEY = frozenset(
    {
        "CNH",
        "XAG",
        "XAU",
        "XBA",
        "XBB",
        "XBC",
        "XBD",
        "XDR",
        "XPD",
        "XPT",
        "XSU",
        "XTS",
        "XUA",
        "XXX",
    }
)
# Babel takes it for ended; the standard has it still.
_MONEY_BESIDES = frozenset({"SVC"})
# Two letters too, and no countries of ISO 3166-1: parts of others, groups, and CLDR's own.
_NO_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
)


@functools.cache
def currencies() -> frozenset[str]:
    """The three letters of every currency in use now, funds such as CLF included."""
    found = set()
    for uses in get_global("territory_currencies").values():
        for code, _, until, _ in uses:
            if until is None and isinstance(code, str) and re.fullmatch("[A-Z]{3}", code):
                found.add(code)
    return _MONEY_BESIDES.union(found) - _NO_MONEY


@functools.cache
def countries() -> frozenset[str]:
    """The two letters of every country."""
    known = map(str, Locale("en").territories)
    return frozenset(code for code in known if re.fullmatch("[A-Z]{2}", code)) - _NO_COUNTRIES

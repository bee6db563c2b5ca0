"""Money, numbers, moments and days as a reader's language writes them (Babel, CLDR data)."""

import re
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, format_timedelta
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_currency, format_decimal

from services.money import Money

NO_BREAK = "\u00a0"
_REGIONS = {"en": "en_GB"}
"""English as most of the world writes it: day before month, 24 hours, and US$ apart from A$."""
KEPT = 2048
"""Amounts, numbers and spans of which the words are kept: lists show the same ones again and again."""
_GLUED = re.compile(r"(?<=[A-Za-z])(?=\d)")


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """Find the rules of a language code such as ``en`` or ``pt-BR``."""
    return Locale.parse(_REGIONS.get(language, language).replace("-", "_"))


@lru_cache(maxsize=512)
def zone_of(name: str) -> tzinfo:
    """Find a time zone by its IANA name. Raises ZoneInfoNotFoundError or ValueError."""
    return ZoneInfo(name)


def money(amount: Money, language: str) -> str:
    """Write an amount with its currency's digits, and more where the amount has more."""
    return _money(str(amount.amount), amount.currency, language)


@lru_cache(maxsize=KEPT)
def _money(digits: str, currency: str, language: str) -> str:
    """Known by its digits: 9.5 and 9.50 are one number, and may be written otherwise."""
    text = format_currency(
        Decimal(digits), currency, locale=locale_of(language), decimal_quantization=False
    )
    return _GLUED.sub(NO_BREAK, text, count=1)


@lru_cache(maxsize=KEPT)
def number(value: int, language: str) -> str:
    """Write a whole number, its thousands apart: ``12,345``."""
    return format_decimal(value, locale=locale_of(language))


def compact(value: Decimal, language: str) -> str:
    """Write a number for the side of a chart, as short as it can be: ``20K``."""
    return format_compact_decimal(value, locale=locale_of(language), fraction_digits=1)


def short_day(value: date, language: str, *, weekday: bool = False) -> str:
    """Write a day without its year, below a chart: ``20 Nov``, or ``Fri 20``."""
    skeleton = "Ed" if weekday else "MMMd"
    return format_skeleton(skeleton, value, locale=locale_of(language))


def day(value: date, language: str) -> str:
    """Write a day: ``20 Nov 2026``."""
    return format_date(value, "medium", locale=locale_of(language))


def is_endless(value: date) -> bool:
    """Whether a day or moment stands for "for ever": nothing we tell of lasts so long."""
    return value.year >= 9000


def is_unknown(value: date) -> bool:
    """Whether a day or moment stands for "never": the year 1 is how some systems write it."""
    return value.year <= 1


def local(value: datetime, zone: tzinfo) -> datetime:
    """The moment in a zone; at the edge of the calendar, where no zone can shift it, as it is."""
    try:
        return value.astimezone(zone)
    except OverflowError:
        return value


def hour(value: datetime, zone: tzinfo, language: str) -> str:
    """Write a time of day with its zone: ``14:05 CET``."""
    there = local(value, zone)
    return f"{clock(value, zone, language)}{NO_BREAK}{zone_name(there)}"


def clock(value: datetime, zone: tzinfo, language: str) -> str:
    """Write a time of day alone: ``14:05``."""
    return format_time(local(value, zone), "short", locale=locale_of(language))


_FIXED = re.compile(r"Etc/GMT([+-])(\d{1,2})")


def zone_words(name: str) -> str:
    """A time zone as people call it; in the names of those that never change the sign is turned."""
    fixed = _FIXED.fullmatch(name)
    if fixed is None:
        return name
    return f"UTC{'-' if fixed[1] == '+' else '+'}{fixed[2]}"


def zone_name(local: datetime) -> str:
    """The zone's abbreviation on that day; zones that have none are told by their offset."""
    name = local.tzname() or "UTC"
    if name[0] not in "+-":
        return name
    hours, minutes = name[1:3].lstrip("0") or "0", name[3:5]
    return f"UTC{name[0]}{hours}" + (f":{minutes}" if minutes else "")


@lru_cache(maxsize=KEPT)
def span(length: timedelta, language: str) -> str:
    """Write a length of time roughly: ``3 hours``."""
    return format_timedelta(length, locale=locale_of(language))


def listing(items: list[str], language: str) -> str:
    """Write several things in one sentence: ``a, b and c``."""
    return format_list(items, locale=locale_of(language)) if items else ""

"""Is what a person entered fit to be sent? Each check gives it as it is sent, or raises BadFieldError.

Problems: ``missing``, ``too-long``, ``unprintable`` (of which character), ``no-field-name``,
``no-language``, ``needs-language``, ``no-currency``,
``no-country``, ``no-pricing``, ``no-url``, ``no-amount``, ``two-ways`` (near: how to write it), ``too-fine``,
``out-of-range``, ``both-ways``, ``unknown-placeholder``, ``misspelt-placeholder``, ``unbalanced``,
``no-platform``, ``no-region``, ``all-now``, ``none-left``, ``not-there``, ``mixed-signs``.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from urllib.parse import urlsplit

from babel.numbers import get_currency_precision

from providers import iso_codes
from providers.administration import LANGUAGE, PRICINGS, RegionPrice
from services.administration.errors import BadFieldError
from services.typed_money import BadMoneyError, money_typed
from services.visible import unshowable, visible

MOST_SKU = 255
MOST_TEXT = 10_000
MOST_WORD = 100
MOST_AMOUNT = Decimal(10**9)
GUESTS = "FUN"
"""The currency of games that are played for nothing."""


def line(field: str, text: str, most: int = MOST_WORD) -> str:
    """One line that can be shown, without what nobody sees."""
    text = visible(text).strip()
    if not text:
        raise bad(field, "missing")
    if len(text) > most:
        raise bad(field, "too-long", text[:20])
    if letter := unshowable(text):
        raise bad(field, "unprintable", letter)
    return text


def texts(field: str, by_language: Mapping[str, str], *, all_of_them: bool) -> dict[str, str]:
    """Texts by language; ``all_of_them``: none but these are there, so the one needed is too."""
    if all_of_them and not by_language.get(LANGUAGE, "").strip():
        raise bad(field, "needs-language", LANGUAGE)
    if LANGUAGE in by_language and not by_language[LANGUAGE].strip():
        raise bad(field, "needs-language", LANGUAGE)
    return long_texts(field, by_language)


def long_texts(field: str, by_language: Mapping[str, str]) -> dict[str, str]:
    """Texts by language, of which none is needed; an empty one takes its language away."""
    for language, text in by_language.items():
        if not re.fullmatch(r"[a-z]{2,3}([-_][A-Za-z]{2,4})?", language):
            raise bad(field, "no-language", language)
        if len(text) > MOST_TEXT:
            raise bad(field, "too-long", text[:20])
        if letter := unshowable(re.sub(r"[\n\t]", "", visible(text))):
            raise bad(field, "unprintable", letter)
    return {language: visible(text).strip() for language, text in by_language.items()}


def currency(field: str, code: str) -> str:
    """A code of ISO 4217, in whatever case."""
    return _one_of(field, "no-currency", code, iso_codes.currencies())


def country(field: str, code: str) -> str:
    """A code of ISO 3166, in whatever case."""
    return _one_of(field, "no-country", code, iso_codes.countries())


def currencies(field: str, codes: Iterable[str], known: Collection[str] = ()) -> tuple[str, ...]:
    """Codes of ISO 4217 and FUN, each once. ``known`` ones stood there before and are let be."""
    allowed = iso_codes.currencies() | {GUESTS, *known}
    return _each(field, "no-currency", codes, allowed)


def countries(field: str, codes: Iterable[str], known: Collection[str] = ()) -> tuple[str, ...]:
    """Codes of ISO 3166, each once. ``known`` ones stood there before and are let be."""
    return _each(field, "no-country", codes, iso_codes.countries().union(known))


def pricing(field: str, mode: str) -> str:
    """A pricing mode; empty leaves it to the provider."""
    mode = mode.strip().lower()
    if mode and mode not in PRICINGS:
        raise bad(field, "no-pricing", mode)
    return mode


def url(field: str, address: str) -> str:
    """An http or https address, or nothing."""
    address = address.strip()
    if address and not is_url(address):
        raise bad(field, "no-url", address[:MOST_WORD])
    return address


def is_url(address: str) -> bool:
    """Whether it is an http or https address without blanks."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    sound = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return sound and address.isprintable() and " " not in address


def price(region: str, amount: Decimal, code: str) -> RegionPrice:
    """What a key costs in a region: above nothing, and in parts that the currency has."""
    code = currency("currency", code)
    if not amount.is_finite() or not 0 < amount <= MOST_AMOUNT:
        raise bad("amount", "out-of-range", str(amount)[:20])
    if amount != amount.quantize(Decimal(1).scaleb(-get_currency_precision(code))):
        raise bad("amount", "too-fine", str(amount)[:20])
    return RegionPrice(line("region", region), amount, code)


def royalty(percent: Decimal) -> Decimal:
    """A royalty in percent: 0 to 100, in hundredths."""
    if not percent.is_finite() or not 0 <= percent <= 100:
        raise bad("royalty", "out-of-range", str(percent)[:20])
    if percent != percent.quantize(Decimal("0.01")):
        raise bad("royalty", "too-fine", str(percent)[:20])
    return percent


def amount(field: str, text: str, code: str) -> Decimal:
    """An amount of this currency as people write it: "29.99", "1.000,50", "€5"."""
    try:
        money = money_typed(text, code)
    except BadMoneyError as error:
        raise bad_money(field, error) from None
    if money.currency != code:
        raise bad(field, "no-amount", text[:20])
    return money.amount


def number(field: str, text: str) -> Decimal:
    """A number that is no money, as people write it: "2.5", "2,5 %"."""
    plain = text.strip().removesuffix("%").strip().replace(",", ".")
    if not re.fullmatch(r"\d{1,15}(\.\d{1,15})?", plain, re.ASCII):
        raise bad(field, "no-amount", text[:20])
    return Decimal(plain)


def codes(text: str) -> tuple[str, ...]:
    """Codes as people list them: "usd, EUR;fun". Not checked."""
    return tuple(part.upper() for part in re.split(r"[\s,;]+", text) if part)


def bad(field: str, problem: str, text: str = "", near: str = "") -> BadFieldError:
    """The error for a field; ``near`` is what may be meant."""
    facts = {"near": near} if near else {}
    return BadFieldError(field=field, problem=problem, text=text, **facts)


def bad_money(field: str, error: BadMoneyError) -> BadFieldError:
    """The error for a field with an amount that could not be read; ``near`` has the two ways to write it."""
    facts = error.facts
    near = f"{facts['whole']} / {facts['parts']}" if facts["whole"] else ""
    told = {"two-ways": "two-ways", "two-amounts": "two-ways", "too-fine": "too-fine"}
    problem = told.get(str(facts["problem"]), "no-amount")
    return bad(field, problem, str(facts["text"]), near)


def _one_of(field: str, problem: str, code: str, allowed: Collection[str]) -> str:
    code = code.strip().upper()
    if code not in allowed:
        raise bad(field, problem if code else "missing", code[:20])
    return code


def _each(
    field: str, problem: str, codes_: Iterable[str], allowed: Collection[str]
) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_one_of(field, problem, code, allowed) for code in codes_))

"""Money as people type it, read in one place: what could be two amounts is refused, and never guessed.

Thousands are parted by blanks, apostrophes, points or commas, the fraction by a point or a comma. ``1,000``
is a thousand to one reader and one to another, so whoever types it is asked to write ``1000`` or ``1.00``; so
is ``1000,000``, but in a currency of thousandths. ``500 100`` may be two amounts beside each other.
"""

import re
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal
from functools import cache

from babel.numbers import get_currency_precision, get_currency_symbol

from providers.iso_codes import currencies
from services.errors import DeskError
from services.money import Money

LONGEST = 40
_MOST_DIGITS = 24
_THOUSANDTHS = 3
_DIGITS = frozenset("0123456789")
_PEOPLE = "en_GB"
"""Whose signs are the ones that mean one currency: US$ and not $."""
_SIGNS_BESIDES = {"₸": "KZT", "₽": "RUB", "₴": "UAH", "₺": "TRY"}
_NO_BREAK = "\u00a0"
"""A blank that holds an amount together, as programs write it: it stands between no two."""
_INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))
_SAME = str.maketrans(
    {"’": "'", "ʼ": "'", "‘": "'", "，": ",", "．": ".", "،": ","}
    | dict.fromkeys("\u202f\u2009\u2007", _NO_BREAK)
    | {"\t": " "}
)
_ARABIC_POINT, _ARABIC_COMMA = "٫", "٬"
_POINTS = ".," + _ARABIC_POINT
_PARTS = ".,' " + _NO_BREAK + _ARABIC_COMMA
_TWO_WAYS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_OF_THOUSANDTHS = re.compile(r"[1-9]\d{3,}[.,]\d{3}", re.ASCII)
"""As many digits as thousands have behind the mark, and more than they have in front of it."""
_TWO_AMOUNTS = re.compile(r"([1-9]\d{0,2}) +[1-9]\d\d", re.ASCII)
"""The second is no number by itself where it begins with a nought, as in 1 000."""
_HUNDREDS = re.compile(r"[1-9]\d{0,2}(?:(.)\d{3})(?:\1\d{3})*", re.ASCII)
_LAKHS = re.compile(rf"[1-9]\d?(?:([,{_ARABIC_COMMA}])\d{{2}})(?:\1\d{{2}})*\1\d{{3}}", re.ASCII)
_THOUSANDS = re.compile(r"\d{3}(?:[.,]\d+)?\D*", re.ASCII)


class BadMoneyError(DeskError):
    """What was typed is not one amount of money. Facts: problem, text, whole, parts, currency, count.

    Problems: ``two-ways`` (it is to be written as ``whole`` or as ``parts``), ``two-amounts`` (likewise, as
    one amount or as the first of two), ``too-fine`` (the currency has
    ``count`` digits behind the point), ``no-currency``, ``currency`` (none that is known) and ``amount``.
    """

    code = "bad-money"

    def __init__(
        self,
        problem: str,
        text: str,
        *,
        whole: str = "",
        parts: str = "",
        currency: str = "",
        count: int = 0,
    ) -> None:
        ways = {"whole": whole, "parts": parts}
        super().__init__(problem=problem, text=text[:20], currency=currency, count=count, **ways)


def money_typed(text: str, currency: str = "") -> Money:
    """An amount with its currency before or behind it, by letters or sign; without one it is in ``currency``.

    Raises BadMoneyError.
    """
    plain = _plain(text)
    digits = [at for at, letter in enumerate(plain) if letter in _DIGITS]
    if not digits:
        raise BadMoneyError("amount", text)
    before, behind = plain[: digits[0]].strip(), plain[digits[-1] + 1 :].strip()
    if before and behind:
        raise BadMoneyError("amount", text)
    if not (before or behind or currency):
        raise BadMoneyError("no-currency", "")
    said = before or behind
    code = currency_typed(said) if said else currency
    if code is None:
        nearly = said[:1].isalpha() or unicodedata.category(said[:1]) == "Sc"
        raise BadMoneyError("currency" if nearly else "amount", said if nearly else text)
    return Money(amount_typed(plain[digits[0] : digits[-1] + 1], code), code)


def amount_typed(text: str, currency: str, *, as_fine: bool = False) -> Decimal:
    """The one amount that is written there, in parts that its currency has; ``as_fine``: or in finer ones.

    Raises BadMoneyError.
    """
    said, plain = text.strip(), _plain(text)
    if len(plain) > LONGEST:
        raise BadMoneyError("amount", said)
    found, places = _one_reading(plain), places_of(currency)
    if together := _TWO_AMOUNTS.fullmatch(plain):
        raise BadMoneyError("two-amounts", said, whole=re.sub(r"\D", "", plain), parts=together[1])
    in_parts = _OF_THOUSANDTHS.fullmatch(plain) and places < _THOUSANDTHS
    if in_parts or _TWO_WAYS.fullmatch(plain):
        whole = re.sub(r"\D", "", plain)
        parts = Decimal(plain.replace(",", ".")).quantize(Decimal(1).scaleb(-places), ROUND_DOWN)
        shown = f"{parts:.{min(places, 2)}f}" if parts == int(parts) else plainly(parts)
        raise BadMoneyError("two-ways", said, whole=whole, parts=shown)
    if found is None:
        raise BadMoneyError("amount", said)
    fine = -int(found.normalize().as_tuple().exponent)  # noughts at the end are no finer
    if fine > places and not as_fine:
        raise BadMoneyError("too-fine", said, currency=currency, count=places)
    return round(found, max(places, fine)) if -int(found.as_tuple().exponent) > places else found


def money_first(pieces: Sequence[str]) -> int:
    """How many of these words are money: an amount, be it of several words, and a currency beside it."""
    end = int(bool(pieces) and not _has_digit(pieces[0]))
    if not any(map(_has_digit, pieces[end : end + 1])):
        return end
    before = end > 0 or _plain(pieces[0])[:1] not in _DIGITS
    end += 1
    while end < len(pieces) and _THOUSANDS.fullmatch(_plain(pieces[end])):
        end += 1
    alone = _plain(pieces[end - 1])[-1:] in _DIGITS
    return end + int(alone and not before and end < len(pieces))


def currency_typed(text: str) -> str | None:
    """The code of a currency: by its three letters, or a sign that no other has."""
    said = _plain(text)
    if said.upper() in currencies():
        return said.upper()
    return _signs().get(said.upper())


def plainly(amount: Decimal) -> str:
    """An amount for a file or an answer, in the form that is read in one way only: 1000, 1.50, 1.2340."""
    text = format(amount, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    odd = _TWO_WAYS.fullmatch(text) or _OF_THOUSANDTHS.fullmatch(text)
    return f"{text}0" if text[-2:-1] == "." or odd else text


def places_of(currency: str) -> int:
    """So many digits behind the point a currency has."""
    return get_currency_precision(currency)


def _one_reading(plain: str) -> Decimal | None:
    """Read digits with the marks between them. None: that is no number, or digits are parted oddly."""
    if not plain or plain[0] not in _DIGITS or plain[-1] not in _DIGITS:
        return None
    marks = [letter for letter in plain if letter not in _DIGITS]
    if len(plain) - len(marks) > _MOST_DIGITS:
        return None
    if any(mark not in _POINTS + _PARTS for mark in marks):
        return None
    if marks and _grouped(plain):
        return Decimal(re.sub(r"\D", "", plain))
    if not marks:
        return Decimal(plain)
    point = marks[-1]
    whole, _, parts = plain.rpartition(point)
    if point not in _POINTS or not parts.isdigit() or point in whole:
        return None
    if not whole.isdigit() and not _grouped(whole):
        return None
    return Decimal(re.sub(r"\D", "", whole) + "." + parts)


def _has_digit(word: str) -> bool:
    return any(letter in _DIGITS for letter in _plain(word))


def _grouped(plain: str) -> bool:
    found = _HUNDREDS.fullmatch(plain) or _LAKHS.fullmatch(plain)
    return found is not None and found[1] in _PARTS


def _plain(text: str) -> str:
    """With ASCII digits, one kind of apostrophe and of each blank, and without marks of direction."""
    text = text.translate(_INVISIBLE).translate(_SAME).strip()
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in text)


@cache
def _signs() -> dict[str, str]:
    found = {get_currency_symbol(code, _PEOPLE): code for code in currencies()}
    clear = {s: code for s, code in found.items() if unicodedata.category(s[-1]) == "Sc"}
    return clear | _SIGNS_BESIDES

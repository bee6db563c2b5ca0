"""Fields as Gamebase sends them, against what its document says of their types.

Dates are ISO 8601 in most answers and milliseconds in some, lists may be missing or a single
object, texts may be null. What is only shown to people never makes an answer unreadable.
"""

from datetime import datetime
from decimal import Decimal, DecimalException
from typing import Annotated

from pydantic import BeforeValidator

from providers.timestamps import from_epoch, in_utc

_SECONDS_BELOW = 10**11
_LONGEST_EPOCH = 30
"""Digits that are read as a number; more mean nothing."""


def moment(value: object) -> datetime | None:
    """An aware moment in UTC from ISO 8601 with its offset, or from epoch milliseconds.

    "For ever" is FOREVER. None for all else, "never" and a time without an offset included: that could
    be half a day off.
    """
    try:
        if isinstance(value, str):
            if not value.isdecimal():
                return in_utc(datetime.fromisoformat(value.strip()))
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return None
        return from_epoch(Decimal(value) / 1000)
    except (ValueError, ArithmeticError):
        return None


def text(value: object) -> str:
    """A text for people: null, objects and lists read as no text."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    return ""


def objects(value: object) -> list[object]:
    """The objects of a list, or the one object that stands where a list should."""
    if isinstance(value, dict):
        return [value]
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def texts(value: object) -> list[str]:
    """The texts of a list, blanks left out."""
    return [word for part in value if (word := text(part))] if isinstance(value, list) else []


def object_or_none(value: object) -> object:
    """An object, or None for whatever else stands there."""
    return value if isinstance(value, dict) else None


def epoch(value: object) -> datetime | None:
    """As ``moment``, for fields whose epoch time may be in seconds: the document does not say.

    Gamebase is younger than 1973, before which lies every number of milliseconds below the bound.
    """
    if isinstance(value, str) and value.isdecimal() and len(value) < _LONGEST_EPOCH:
        value = int(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        if isinstance(value, Decimal) and value.is_nan():
            return None
        return moment(value * 1000 if 0 < value < _SECONDS_BELOW else value)
    return moment(value)


def whole(value: object) -> int | None:
    """A whole number, written as a number or as text; None for all else."""
    if isinstance(value, str) and len(value) < _LONGEST_EPOCH:
        digits = value.strip()
        return int(digits) if digits.removeprefix("-").isdecimal() else None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def number(value: object) -> Decimal | None:
    """A number, written as a number or as text; None for all else."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        return None
    try:
        found = Decimal(value)
    except (DecimalException, ValueError):
        return None
    return found if found.is_finite() else None


def entries(value: object) -> object:
    """A list as it is, or the one object that stands where a list should.

    Unlike ``objects`` it makes up for nothing: what is missing from such a list means something.
    """
    return [value] if isinstance(value, dict) else value


Moment = Annotated[datetime | None, BeforeValidator(moment)]
Text = Annotated[str, BeforeValidator(text)]
Epoch = Annotated[datetime | None, BeforeValidator(epoch)]
Whole = Annotated[int | None, BeforeValidator(whole)]
Number = Annotated[Decimal | None, BeforeValidator(number)]

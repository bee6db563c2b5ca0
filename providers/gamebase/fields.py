"""Fields as Gamebase sends them, against what its document says of their types.

Dates are ISO 8601 in most answers and milliseconds in some, lists may be missing or a single
object, texts may be null. What is only shown to people never makes an answer unreadable.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment(value: object) -> datetime | None:
    """An aware moment in UTC from ISO 8601 with its offset, or from epoch milliseconds.

    None for all else, a time without an offset included: it could be half a day off.
    """
    try:
        if isinstance(value, str):
            if not value.isdecimal():
                parsed = datetime.fromisoformat(value.strip())
                return parsed.astimezone(UTC) if parsed.tzinfo else None
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or value <= 0:
            return None
        return _EPOCH + timedelta(milliseconds=float(value))
    except (ValueError, OverflowError):
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


Moment = Annotated[datetime | None, BeforeValidator(moment)]
Text = Annotated[str, BeforeValidator(text)]

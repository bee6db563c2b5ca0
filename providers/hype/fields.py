"""PIN Hype's fields, read tolerantly: numbers as text, missing texts, dates with seven digits."""

import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, SecretStr

from providers.jsontext import as_written
from providers.timestamps import in_utc

MAX_ID = 2**31 - 1
"""Ids are int32 by the document."""

_DATE = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE
)
_BEYOND = Decimal(10) ** 12


def _id(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"\s*\d{1,10}\s*", value):
        return int(value)
    if isinstance(value, Decimal) and 0 <= value <= MAX_ID and value == int(value):
        return int(value)
    if isinstance(value, bool):
        raise ValueError("true and false are no ids")  # noqa: TRY004 - pydantic wants ValueError
    return value


def _text(value: object) -> object:
    return "" if value is None else str(value) if isinstance(value, int | Decimal) else value


def _number(value: object) -> object:
    """A number, or None where there is none that could be meant."""
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,12}(\.\d{1,8})?", value):
        value = Decimal(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if abs(number) < _BEYOND else None


def _amount(value: object) -> object:
    number = _number(value)
    return number if isinstance(number, Decimal) and number >= 0 else None


def _flag(value: object) -> object:
    return value if isinstance(value, bool) else None


def _secret(value: object) -> object:
    """A text, or a number as it was written: a key may come as one. Anything else is none."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return as_written(value)
    return value.strip() if isinstance(value, str) and "\ufffd" not in value else None


def _moment(value: object) -> object:
    return moment(value) if isinstance(value, str) else None


def moment(text: str) -> datetime | None:
    """A date and time, to the microsecond, in UTC; without an offset it is taken for UTC."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    day, time, fraction, offset = match.groups()
    try:
        # Seven digits are written; a microsecond has six.
        read = datetime.fromisoformat(f"{day}T{time}") + timedelta(
            microseconds=int((fraction or ".0")[1:7].ljust(6, "0"))
        )
        return in_utc(read.replace(tzinfo=_zone(offset)))
    except (ValueError, OverflowError):
        return None


def _zone(offset: str | None) -> timezone:
    if offset is None or offset in "Zz":
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if offset[0] == "-" else ahead)


Id = Annotated[int, BeforeValidator(_id), Field(ge=0, le=MAX_ID)]
Text = Annotated[str, BeforeValidator(_text)]
Number = Annotated[Decimal | None, BeforeValidator(_number)]
Amount = Annotated[Decimal | None, BeforeValidator(_amount)]
Flag = Annotated[bool | None, BeforeValidator(_flag)]
Secret = Annotated[SecretStr | None, BeforeValidator(_secret)]
Moment = Annotated[datetime | None, BeforeValidator(_moment)]

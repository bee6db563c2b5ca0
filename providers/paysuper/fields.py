"""Fields as PaySuper sends them.

Go, in which its server is written, leaves empty fields out or writes null. What is written back by a
change (texts, prices, platforms) must be readable as it is, or the change would destroy it; what is
only shown never makes an answer unreadable.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import BeforeValidator, Field

from providers.timestamps import from_epoch, in_utc


def moment(value: object) -> datetime | None:
    """An aware moment from ISO 8601, or from the server's {seconds, nanos}; None for all else."""
    try:
        if isinstance(value, Mapping):
            seconds = value.get("seconds", 0)
            whole = isinstance(seconds, int) and not isinstance(seconds, bool)
            return from_epoch(seconds) if whole else None
        if isinstance(value, str):
            return in_utc(datetime.fromisoformat(value.strip()))
    except ValueError:
        pass
    return None


def amount(value: object) -> object:
    """A number, or one as text; never true or false."""
    if isinstance(value, bool):
        raise ValueError("true and false are no amounts")  # noqa: TRY004 - pydantic wants ValueError
    if isinstance(value, str):
        try:
            return Decimal(value.strip())
        except InvalidOperation:
            raise ValueError("no amount") from None
    return value


def no_object(value: object) -> object:
    """Null stands for an object without fields."""
    return {} if value is None else value


def no_list(value: object) -> object:
    """Null stands for an empty list."""
    return [] if value is None else value


def no_text(value: object) -> object:
    """Null stands for an empty text."""
    return "" if value is None else value


def _shown(value: object) -> str:
    return value if isinstance(value, str) else ""


Moment = Annotated[datetime | None, BeforeValidator(moment)]
Amount = Annotated[
    Decimal, BeforeValidator(amount), Field(ge=0, max_digits=30, allow_inf_nan=False)
]
Texts = Annotated[dict[str, str], BeforeValidator(no_object)]
"""By language."""
Text = Annotated[str, BeforeValidator(no_text)]
Shown = Annotated[str, BeforeValidator(_shown)]
"""For people: whatever is no text reads as none."""
Images = Annotated[list[str], BeforeValidator(no_list)]

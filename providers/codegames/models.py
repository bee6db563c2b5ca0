"""CodeGames' answers, read tolerantly: unknown fields pass, numbers may come as text.

Nothing here shows a value in an error or in its ``repr``: tokens and keys pass through.
"""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

from providers.jsontext import as_written
from providers.lists import EACH, Listed, slips_of

_BEYOND = 10**18
_NUMBER = re.compile(r"0*([1-9][0-9]{0,17})")
"""An order id as text: digits, which must not be all zero, below ``_BEYOND``."""


def _number(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("true and false are no numbers")  # noqa: TRY004 - pydantic wants ValueError
    return value


def _whole(value: object) -> object:
    """7.0 is 7; larger than any count or id it stays what it is, and is refused as such."""
    if isinstance(value, Decimal) and 0 <= value < _BEYOND and value == int(value):
        return int(value)
    return _number(value)


def _as_list(value: object) -> object:
    if value is None:
        return []
    return [value] if isinstance(value, str | int | Decimal) else value


def _key(value: object) -> object:
    """A key is a text; a number is one too, as it was written. True and false are none."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return as_written(value)
    if isinstance(value, str) and "\ufffd" in value:
        raise ValueError("a key with a broken character")
    return value


def order_id(text: str) -> int | None:
    """The order id that digits stand for; None where the text is no such number."""
    digits = _NUMBER.fullmatch(text.strip())
    return int(digits[1]) if digits else None


def _order_id(value: object) -> object:
    """A number documented, a text of digits tolerated."""
    return order_id(value) if isinstance(value, str) else _whole(value)


class _Answer(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)


class SignedIn(_Answer):
    """FACTS 1.1. The token goes into a header, so it must fit in one."""

    token: Annotated[SecretStr, Field(max_length=8192)]


class Checked(_Answer):
    """FACTS 1.2: how many keys there are, and the price of one."""

    count: Annotated[int, BeforeValidator(_whole), Field(ge=0, le=10**9)]
    price: Annotated[Decimal, BeforeValidator(_number), Field(ge=0, max_digits=20)]


class Paid(_Answer):
    """FACTS 1.3: the number of the accepted purchase."""

    order_id: Annotated[
        int, BeforeValidator(_order_id), Field(alias="orderId", gt=0, lt=_BEYOND, strict=True)
    ]


class Keys(_Answer):
    """FACTS 1.4: one key or several; absent or empty while the order is not served."""

    keys: Annotated[
        tuple[Annotated[str | None, BeforeValidator(_key)], ...],
        EACH,
        BeforeValidator(_as_list),
        Field(default=(), repr=False),
    ]

    def ready(self) -> Listed[str]:
        """The keys without blanks around or among them; their slips are known."""
        found = (key.strip() for key in self.keys if key and key.strip())
        return Listed(found, slips_of(self.keys))

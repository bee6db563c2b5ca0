"""CodeGames' answers, read tolerantly: unknown fields pass, numbers may come as text.

Nothing here shows a value in an error or in its ``repr``: tokens and keys pass through.
"""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

_BEYOND = 10**18


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
    return [] if value is None else [value] if isinstance(value, str) else value


def _reference(value: object) -> object:
    """A number documented, a text tolerated; kept as text, as the provider would write it."""
    value = _whole(value)
    if isinstance(value, int) and 0 < value < _BEYOND:
        return str(value)
    return value.strip() if isinstance(value, str) else None


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
    """FACTS 1.3: the reference of the accepted purchase."""

    order_id: Annotated[
        str, BeforeValidator(_reference), Field(alias="orderId", pattern=r"^[!-~]{1,64}$")
    ]


class Keys(_Answer):
    """FACTS 1.4: one key or several; absent or empty while the order is not served."""

    keys: Annotated[
        list[str | None], BeforeValidator(_as_list), Field(default_factory=list, repr=False)
    ]

    def ready(self) -> tuple[str, ...]:
        """The keys without blanks around or among them."""
        return tuple(key.strip() for key in self.keys if key and key.strip())

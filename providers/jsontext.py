"""JSON as text, with every number kept digit for digit.

The standard reader makes binary floats of ``956.30``; a price that went through one is no longer
the price that was quoted. Here fractions are :class:`~decimal.Decimal` both ways, and a float is
refused.
"""

import json
import re
from collections.abc import Mapping
from decimal import Decimal, DecimalException
from typing import Never, Self

_HALF = re.compile(rb"\\u[dD][89a-fA-F]|\xed[\xa0-\xbf]")
_HALVES = re.compile("[\ud800-\udfff]")
_LONGEST = 400
"""Digits before or after the point; a double has no more than 309 and 324."""


class NotJsonError(ValueError):
    """The bytes are no JSON text. Says nothing of what they are: they may hold a secret."""


class Written(Decimal):
    """A number with a fraction or an exponent that still knows how it was written."""

    text: str

    def __new__(cls, text: str) -> Self:
        """Read it, and keep the text."""
        made = super().__new__(cls, text)
        made.text = text
        return made


def as_written(number: int | Decimal) -> str:
    """A number of an answer just as it stood there: a key may come as one, and 12.0 is not 12."""
    return number.text if isinstance(number, Written) else str(number)


def decode(content: bytes) -> object:
    """Read a JSON text (UTF-8, or as its first bytes tell). Fractions and exponents become Decimal.

    Half a character (``"\\ud800"``), which no text can hold, is read as U+FFFD.

    Raises NotJsonError for anything else: broken encodings, ``NaN``, numbers or nestings beyond
    measure.
    """
    try:
        found = json.loads(
            content, parse_float=_fraction, parse_int=_whole_number, parse_constant=_refuse
        )
        return _mended(found) if _HALF.search(content) else found
    except (ValueError, RecursionError, DecimalException):
        pass
    # Raised here, outside the handler: the reader's own error carries the whole text.
    raise NotJsonError("not a JSON text")


def _whole_number(number: str) -> int | Decimal:
    """A whole number; minus zero is kept as it was written."""
    return Written(number) if number.startswith("-0") else int(number)


def _mended(value: object) -> object:
    if isinstance(value, str):
        return _HALVES.sub("\ufffd", value)
    if isinstance(value, list):
        return [_mended(part) for part in value]
    if isinstance(value, dict):
        return {_HALVES.sub("\ufffd", name): _mended(part) for name, part in value.items()}
    return value


def _fraction(number: str) -> Decimal:
    """A number with a fraction or an exponent, if it could stand for anything.

    ``1e999999999`` is eleven characters here and a gigabyte as soon as somebody makes an int of it.
    """
    value = Written(number)
    if len(number) > _LONGEST or abs(value.adjusted()) > _LONGEST:
        raise ValueError("a number beyond measure")
    return value


def _refuse(constant: str) -> Never:
    raise ValueError(constant)


def encode(value: object) -> bytes:
    """Write a JSON text in ASCII. A Decimal goes out as a plain number with exactly its digits.

    Raises TypeError for floats and what JSON does not know, ValueError for a Decimal not finite.
    """
    return _text(value).encode("ascii")


def _text(value: object) -> str:
    if value is None or isinstance(value, bool | int | str):
        return json.dumps(value)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError("JSON has no word for a number that is not finite")
        return format(value, "f")
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_name(name)}:{_text(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_text, value)) + "]"
    raise TypeError(f"{type(value).__name__} cannot be sent as JSON")


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise TypeError("names in a JSON object are strings")
    return json.dumps(name)

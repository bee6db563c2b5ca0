"""The forms a parameter table of the document can ask for, and what does not have them."""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

from sandbox.fields import Is, is_number, is_text, is_whole

Kind = Literal["missing", "type", "value", "range", "size", "long", "surplus"]

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?(Z|[+-]\d\d:\d\d)")
_WHOLE = re.compile(r"-?[0-9]+")
_LONG = 2**63
EXTRA_BYTES = 16
_DOUBLE = sys.float_info.max


class Wrong(NamedTuple):
    """One thing that is not as documented; its kind decides the result code."""

    kind: Kind
    text: str


Shape = Callable[[str, Any], Iterator[Wrong]]
"""Takes a name and a value, gives what is wrong with it."""


@dataclass(frozen=True)
class Maybe:
    """A row of a table that may be left out."""

    shape: Shape


def of(word: str, accepts: Is, kind: Kind = "type") -> Shape:
    """A value that ``accepts`` agrees to."""

    def check(name: str, value: Any) -> Iterator[Wrong]:
        if not accepts(value):
            yield Wrong(kind, f"{name} must be {word}")

    return check


def one_of(*values: str) -> Shape:
    """One of these words."""

    def check(name: str, value: Any) -> Iterator[Wrong]:
        if not isinstance(value, str):
            yield Wrong("type", f"{name} must be a string")
        elif value not in values:
            yield Wrong("value", f"{name} must be one of {', '.join(values)}")

    return check


def list_of(each: Shape, at_most: int | None = None) -> Shape:
    """An array of at least one entry."""

    def check(name: str, value: Any) -> Iterator[Wrong]:
        if not isinstance(value, list):
            yield Wrong("type", f"{name} must be an array")
            return
        if not value:
            yield Wrong("missing", f"{name} is empty")
        if at_most is not None and len(value) > at_most:
            yield Wrong("size", f"{name} has more than {at_most} entries")
        for number, entry in enumerate(value):
            yield from each(f"{name}[{number}]", entry)

    return check


def table(**rows: Shape | Maybe) -> Shape:
    """An object with these fields and no others."""

    def check(name: str, value: Any) -> Iterator[Wrong]:
        if not isinstance(value, dict):
            yield Wrong("type", f"{name or 'the body'} must be an object")
            return
        for field, row in rows.items():
            whole_name = f"{name}.{field}" if name else field
            if field in value:
                shape = row.shape if isinstance(row, Maybe) else row
                yield from shape(whole_name, value[field])
            elif not isinstance(row, Maybe):
                yield Wrong("missing", f"{whole_name} is missing")
        for field in value:
            if field not in rows:
                yield Wrong(
                    "surplus", f"{f'{name}.' if name else ''}{field} is not in the document"
                )

    return check


def bare_list(field: str) -> Shape:
    """A bare array, as v1.3 has it and v1.2 shows it, or an object that names it as v1.2's table."""
    entries = list_of(TEXT)
    named = table(**{field: entries})

    def check(name: str, value: Any) -> Iterator[Wrong]:
        return named(name, value) if isinstance(value, dict) else entries(field, value)

    return check


def extra_bytes(extra: str) -> int:
    """How long the leaderboard counts an extra; JSON can carry half a surrogate pair."""
    return len(extra.encode(errors="surrogatepass"))


def _extra(name: str, value: Any) -> Iterator[Wrong]:
    if not isinstance(value, str):
        yield Wrong("type", f"{name} must be a string")
    elif extra_bytes(value) > EXTRA_BYTES:
        yield Wrong("long", f"{name} is longer than {EXTRA_BYTES} bytes")


def _moment(value: Any) -> datetime | None:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _is_written_whole(value: Any) -> bool:
    return isinstance(value, str) and bool(_WHOLE.fullmatch(value)) and abs(int(value)) < _LONG


def period(fields: Shape) -> Shape:
    """A query with ``begin`` and ``end``, which must not come the wrong way round."""

    def check(name: str, value: Any) -> Iterator[Wrong]:
        yield from fields(name, value)
        begin, end = (_moment(value.get(field)) for field in ("begin", "end"))
        if begin is not None and end is not None and begin > end:
            yield Wrong("value", "end is before begin")

    return check


def written_from(least: int) -> Shape:
    """A whole number in a query that is not below ``least``."""

    def check(name: str, value: Any) -> Iterator[Wrong]:
        if not _is_written_whole(value):
            yield Wrong("type", f"{name} must be a whole number")
        elif int(value) < least:
            yield Wrong("range", f"{name} must not be below {least}")

    return check


TEXT = of("a string", is_text)
FLAG = of("a boolean", lambda value: isinstance(value, bool))
LONG = of("a whole number", lambda value: is_whole(value) and abs(value) < _LONG)
SCORE = of("a finite number", lambda value: is_number(value) and abs(value) <= _DOUBLE)
FACTOR = of("a string or a whole number", lambda value: is_text(value) or is_whole(value))
EXTRA: Shape = _extra
WRITTEN_FLAG = of("true or false", lambda value: value in {"true", "false"})
WRITTEN_LONG = of("a whole number", _is_written_whole)
WRITTEN_MOMENT = of("an ISO 8601 moment with its offset", lambda value: _moment(value) is not None)

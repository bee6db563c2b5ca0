"""Pending confirmations as text and back: frozen dataclasses of plain parts, each by its own name."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from pydantic import SecretStr, TypeAdapter, ValidationError

T = TypeVar("T")
_adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)
"""How a kind is read and written; made when first asked for, and kept."""


def text_of(what: object) -> str:
    """Write it as JSON, secrets in plain: the text is to be sealed.

    Raises TypeError or ValueError for what would not come back as it is.
    """
    kind = type(what)
    parts = _adapter(kind).dump_python(what)
    text = json.dumps({"kind": _name(kind), "what": parts}, default=_plain)
    if read(text, kind) != what:
        raise ValueError(f"{_name(kind)} does not come back as it was")
    return text


def read(text: str, *kinds: type[T]) -> T | None:
    """Read it if it is one of these; None where it is not, or an earlier version wrote it."""
    said = json.loads(text)
    for kind in kinds:
        if _name(kind) == said["kind"]:
            try:
                found: T = _adapter(kind).validate_python(said["what"])
            except ValidationError:
                return None
            return found
    return None


def _name(kind: type[object]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _plain(part: object) -> Any:
    if isinstance(part, SecretStr):
        return part.get_secret_value()
    if isinstance(part, Decimal):
        return str(part)
    if isinstance(part, date):
        return part.isoformat()
    raise TypeError(f"{type(part).__name__} cannot be held")

"""The fields a provider's document lists for a JSON body, and what is wrong with a body."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Is = Callable[[Any], bool]


def is_text(value: Any) -> bool:
    """A string that is not empty."""
    return isinstance(value, str) and value != ""


def is_number(value: Any) -> bool:
    """A JSON number; a boolean is none."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def is_whole(value: Any) -> bool:
    """A JSON number without a fraction, as the document's "number" for counts and ids."""
    return isinstance(value, int) and not isinstance(value, bool)


@dataclass(frozen=True)
class Field:
    """One row of a parameter table."""

    name: str
    kind: str
    accepts: Is
    required: bool = True


def mistakes(body: Mapping[str, Any], fields: tuple[Field, ...]) -> Iterator[str]:
    """Tell what keeps the body from being what the document asks for."""
    for field in fields:
        if field.name not in body:
            if field.required:
                yield f"{field.name} is missing"
        elif not field.accepts(body[field.name]):
            yield f"{field.name} must be a {field.kind}"


def surplus(body: Mapping[str, Any], fields: tuple[Field, ...]) -> Iterator[str]:
    """Tell which fields of the body the document does not have."""
    known = {field.name for field in fields}
    for name in body:
        if name not in known:
            yield f"{name} is not in the document"

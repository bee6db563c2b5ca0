"""A page of a longer list."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of ``total`` items: page ``number`` of ``pages``, both counted from 1."""

    items: tuple[T, ...]
    number: int
    pages: int
    total: int


def pages_for(total: int, size: int) -> int:
    """How many pages of ``size`` hold ``total`` items; an empty list is one empty page."""
    return max(1, -(-total // size))

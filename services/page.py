"""A page of a longer list."""

from collections.abc import Sequence
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


def page_of(items: Sequence[T], number: int, size: int) -> Page[T]:
    """Page ``number`` of a whole list; a page that there is not is the nearest one."""
    pages = pages_for(len(items), size)
    number = min(max(number, 1), pages)
    return Page(tuple(items[(number - 1) * size : number * size]), number, pages, len(items))


def pages_for(total: int, size: int) -> int:
    """How many pages of ``size`` hold ``total`` items; an empty list is one empty page."""
    return max(1, -(-total // size))

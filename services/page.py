"""A page of a longer list, by its number; and a stretch of one that is too long to be numbered."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
COUNTED = 1000
"""Rows of a list are counted so far; of more it is said that they are more."""


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


@dataclass(frozen=True, slots=True)
class Stretch(Generic[T]):
    """Some rows of a list, the newest first, and whether there are newer and older ones."""

    items: tuple[T, ...]
    newer: bool
    older: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows a list has; ``more``: it has more than so many."""

    number: int
    more: bool

    @classmethod
    def of(cls, counted: int) -> "Count":
        """From what was counted up to one more than COUNTED."""
        return cls(min(counted, COUNTED), counted > COUNTED)


async def stretch(
    newest: Callable[[int, int | None], Awaitable[Sequence[T]]],
    next_newer: Callable[[int, int], Awaitable[Sequence[T]]],
    size: int,
    *,
    behind: int | None = None,
    before: int | None = None,
) -> Stretch[T]:
    """Read the newest rows, or those behind the row with this id, or those before it.

    ``newest`` gives so many rows behind an id, ``next_newer`` so many that are the next newer than one. Where
    nothing is behind a row any more, and where not a whole page is before it, these are the newest.
    """
    if before is not None:
        found = await next_newer(size + 1, before)
        if len(found) > size:
            return Stretch(tuple(found[1:]), newer=True, older=True)
        behind = None
    found = await newest(size + 1, behind)
    if not found and behind is not None:
        behind, found = None, await newest(size + 1, None)
    return Stretch(tuple(found[:size]), newer=behind is not None, older=len(found) > size)

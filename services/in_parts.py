"""Many things asked for by several statements, so many in each."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
MOST_ASKED = 500
"""Fingerprints in one statement."""


def in_parts(marks: Iterable[T]) -> Iterator[list[T]]:
    """So many of them as one statement asks for."""
    rest = iter(marks)
    while some := list(islice(rest, MOST_ASKED)):
        yield some

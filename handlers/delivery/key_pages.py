"""Which keys share a page, by their length and by what a message does to them.

A message changes some characters (Telegram's server writes a blank for control characters and leaves
the marks of writing direction out), and a key must arrive as it is: one that would be changed, or is too
long, is a file of its own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from handlers.frame.cards import MOST_TO_COPY
from handlers.words.csv_files import harmless
from handlers.words.lengths import units

MOST_ON_PAGE = 8
ROOM = 3000
"""Units that the keys of a page may have together; what stands around them has the rest of 4,096."""
FILE_FROM = 11
"""So many keys are offered as a file as well."""
_CHANGED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u2028-\u202e\ufffe\uffff]")

Numbered = tuple[int, str]
"""A key with its place among the order's, counted from 1."""


@dataclass(frozen=True, slots=True)
class KeyPage:
    """Some keys that fit into one message, or one that needs a file."""

    keys: tuple[Numbered, ...] = field(repr=False)
    is_file: bool = False


def pages_of(keys: Iterable[Numbered]) -> list[KeyPage]:
    """Lay keys out on pages, in their order; at least one page."""
    pages: list[KeyPage] = []
    page: list[Numbered] = []
    used = 0
    for place, key in keys:
        fits = shows_exactly(key)
        length = units(key) + 1
        if page and (not fits or len(page) == MOST_ON_PAGE or used + length > ROOM):
            pages.append(KeyPage(tuple(page)))
            page, used = [], 0
        if not fits:
            pages.append(KeyPage(((place, key),), is_file=True))
            continue
        page.append((place, key))
        used += length
    if page or not pages:
        pages.append(KeyPage(tuple(page)))
    return pages


def shows_exactly(key: str) -> bool:
    """Whether a message can hold the key, and holds it as it is."""
    return units(key) < ROOM and _CHANGED.search(key) is None


def can_be_copied(key: str) -> bool:
    """Whether a button can copy the key as it is."""
    return units(key) <= MOST_TO_COPY and key.isprintable()


def wants_file(keys: Sequence[str]) -> bool:
    """Whether all the keys are offered as one file: they are many, or one has no copy button."""
    return len(keys) >= FILE_FROM or not all(map(can_be_copied, keys))


def wants_csv(keys: Sequence[str]) -> bool:
    """Whether they are offered as CSV too: they are many, and a spreadsheet shows each as it is."""
    return len(keys) >= FILE_FROM and all(harmless(key) == key for key in keys)


def file_of(keys: Iterable[Numbered], total: int) -> bytes:
    """Keys as a text: one alone exactly as it is, several a line each.

    Where one has lines of its own each stands below a line with its place.
    """
    listed = list(keys)
    if len(listed) == 1:
        return listed[0][1].encode()
    if any(len(key.splitlines()) > 1 for _, key in listed):
        return "\n\n".join(f"--- {place} / {total} ---\n{key}" for place, key in listed).encode()
    return "".join(f"{key}\n" for _, key in listed).encode()

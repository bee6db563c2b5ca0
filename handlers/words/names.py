"""A name at the beginning of what was typed, where more may follow it.

Words that are a name are that name, whatever else they might be read as, and of two names the longer
one is meant: "Second Shop" where there is a "Second" too.
"""

import re
from collections.abc import Iterable
from typing import TypeVar

from handlers.words.arguments import first_word

T = TypeVar("T")
_QUOTES = ('"', "“", "«")


def name_first(text: str, names: Iterable[tuple[str, T]]) -> tuple[T | None, str]:
    """What the name means with which the text begins, and all that stands behind it.

    None and the whole text where it begins with no name. Case and the number of spaces do not matter;
    in quotes the name ends with them.
    """
    known = {_plain(name): meaning for name, meaning in names}
    known.pop("", None)
    if text.lstrip().startswith(_QUOTES):
        first, behind = first_word(text)
        meant = known.get(_plain(first))
        return (None, text) if meant is None else (meant, behind)
    longest = max((name.count(" ") + 1 for name in known), default=0)
    ends = [found.end() for found in re.finditer(r"\S+", text)][:longest]
    for end in reversed(ends):
        meant = known.get(_plain(text[:end]))
        if meant is not None:
            return meant, text[end:].strip()
    return None, text


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()

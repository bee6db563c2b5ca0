"""Arguments as people type them."""

import re

_PIECE = re.compile(r"\"([^\"]*)\"|“([^”]*)”|«([^»]*)»|(\S+)")
_TIMES = "xX×хХ"
_COUNT = re.compile(rf"[{_TIMES}*]?\s?(\d+)|(\d+)\s?[{_TIMES}]", re.ASCII)
_APART = re.compile(rf"(.*\S)\s+[{_TIMES}*]\s+(\d+)", re.ASCII | re.DOTALL)
_MOST = 10**9
"""What counts more than this counts as this: it is too many of anything, and fits on a button."""


def words(text: str) -> list[str]:
    """Split at spaces; what stands in quotes, straight or typographic, stays together."""
    return [next(filter(None, groups), "") for groups in _PIECE.findall(text)]


def first_word(text: str) -> tuple[str, str]:
    """The first piece, as :func:`words` gives it, and all that stands behind it."""
    found = _PIECE.search(text)
    if found is None:
        return "", ""
    return next(filter(None, found.groups()), ""), text[found.end() :].strip()


def unquoted(text: str) -> str:
    """The text without the quotes around it."""
    whole = _PIECE.fullmatch(text.strip())
    return next(filter(None, whole.groups()), "").strip() if whole else text.strip()


def how_many(text: str) -> int | None:
    """A count as people write one: "2", "x2", "2x", "×2"; None if it is none."""
    found = _COUNT.fullmatch(text)
    return _count(found[1] or found[2]) if found else None


def count_apart(text: str) -> tuple[str, int] | None:
    """What stands before a count that is written apart, as in "gta v x 2", and the count."""
    found = _APART.fullmatch(text)
    return (found[1], _count(found[2])) if found else None


def _count(digits: str) -> int:
    return min(int(digits), _MOST) if len(digits) < 20 else _MOST


def whole_number(text: str) -> int | None:
    """A number of ASCII digits, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None

"""Arguments as people type them."""

import re

_PIECE = re.compile(r"\"([^\"]*)\"|“([^”]*)”|«([^»]*)»|(\S+)")


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


def whole_number(text: str) -> int | None:
    """A number of ASCII digits, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None

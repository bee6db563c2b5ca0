"""Lengths as Telegram counts them, in UTF-16 code units, and texts cut to one.

A cut never parts what is one character to the reader: a surrogate pair, a letter and its accents,
emoji joined to one.
"""

import re
import unicodedata

ELLIPSIS = "…"
_LONE = re.compile("[\ud800-\udfff]")
_JOINER = "\u200d"
_BOUND_TO_THE_LEFT = re.compile("[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")


def units(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def beginning(text: str, most: int) -> str:
    """The longest beginning of at most ``most`` units that ends between two characters."""
    if units(text) <= most:
        return text
    used = end = 0
    for end, character in enumerate(text):  # noqa: B007 - the end is what is looked for
        used += 2 if character > "\uffff" else 1
        if used > most:
            break
    while end > 0 and _bound(text, end):
        end -= 1
    return text[:end]


def cut(text: str, most: int) -> str:
    """The text itself where it has at most ``most`` units, else its beginning and an ellipsis."""
    if len(text) * 2 <= most or units(text) <= most:
        return text
    return beginning(text, most - 1).rstrip() + ELLIPSIS


def whole(text: str) -> str:
    """The text with halves of characters, which no encoding can carry, made visible as U+FFFD."""
    return text if text.isascii() else _LONE.sub("\ufffd", text)


def _bound(text: str, at: int) -> bool:
    """Whether the character at this place belongs to the one before it."""
    after = text[at]
    return (
        unicodedata.combining(after) != 0
        or _BOUND_TO_THE_LEFT.fullmatch(after) is not None
        or text[at - 1] == _JOINER
    )

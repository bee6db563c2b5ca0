"""How much of a list a card has room for."""

from collections.abc import Sequence

from handlers.frame.cards import MOST_CHARACTERS
from handlers.words.lengths import units
from handlers.words.markup import Html, plain
from handlers.words.texts import Texts

ROOM = MOST_CHARACTERS - 600
"""What titles, the time and the line of what is left out need is kept free."""


def that_fit(blocks: Sequence[Html], most: int | None = None) -> list[Html]:
    """The first blocks, as many as a card has room for and not more than ``most``."""
    shown: list[Html] = []
    used = 0
    for block in blocks[:most]:
        used += units(plain(block)) + 1
        if used > ROOM:
            break
        shown.append(block)
    return shown


def counted(t: Texts, blocks: Sequence[Html], most: int | None = None) -> list[Html]:
    """The first blocks, as ``that_fit``, and a line with how many there are besides."""
    shown = that_fit(blocks, most)
    left = len(blocks) - len(shown)
    return [*shown, t.get("lines-more", count=left)] if left else shown

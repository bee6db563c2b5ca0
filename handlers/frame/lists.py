"""Lists on cards: how much of one there is room for, and the turning of its pages."""

from collections.abc import Sequence
from typing import Any

from handlers.frame.callback import Tap
from handlers.frame.cards import MOST_CHARACTERS, AnyButton, Button
from handlers.words.lengths import units
from handlers.words.markup import Html, plain
from handlers.words.texts import Texts
from services.page import Page

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


def pager(t: Texts, tap: Tap, page: Page[Any], *args: str | int) -> list[AnyButton]:
    """The row of Previous and Next; the page's number is the button's last argument."""
    row: list[AnyButton] = []
    if page.number > 1:
        row.append(Button(t.plain("button-previous"), tap, *args, page.number - 1))
    if page.number < page.pages:
        row.append(Button(t.plain("button-next"), tap, *args, page.number + 1))
    return row

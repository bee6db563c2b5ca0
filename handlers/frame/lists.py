"""Lists on cards: how much of one there is room for, and the turning of its pages."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from handlers.frame.callback import Tap
from handlers.frame.cards import MOST_CHARACTERS, AnyButton, Button
from handlers.frame.values import Values
from handlers.words.lengths import units
from handlers.words.markup import Html, plain
from handlers.words.texts import Texts
from services.page import Count, Page, Stretch

T = TypeVar("T")
ROOM = MOST_CHARACTERS - 600
"""What titles, the time and the line of what is left out need is kept free."""
_BEHIND, _BEFORE = "b", "f"
"""How a button's mark begins whose page goes on behind the row that follows, or ends before it."""


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


def turner(
    t: Texts, tap: Tap, shown: Stretch[T], mark: Callable[[T], str | int], *args: str | int
) -> list[AnyButton]:
    """The same for a list that is turned by its rows: the last argument says behind or before which one."""
    row: list[AnyButton] = []
    if shown.newer:
        newer = f"{_BEFORE}{mark(shown.items[0])}" if shown.items else ""
        row.append(Button(t.plain("button-previous"), tap, *args, newer))
    if shown.older:
        older = f"{_BEHIND}{mark(shown.items[-1])}"
        row.append(Button(t.plain("button-next"), tap, *args, older))
    return row


def turned(values: Values, index: int) -> tuple[str | None, str | None]:
    """Behind which row a page goes on, and before which it ends, by a button's argument; neither: the first.

    Buttons had the number of a page once: these mean the first one too.
    """
    said = values.text(index)
    if said[:1] in (_BEHIND, _BEFORE) and len(said) > 1:
        return (said[1:], None) if said[0] == _BEHIND else (None, said[1:])
    if said:
        values.number(index, 1)
    return None, None


def total(t: Texts, count: Count) -> str | int:
    """How many there are: exactly up to a thousand, "over 1,000" beyond."""
    return t.plain("lines-over", count=count.number) if count.more else count.number

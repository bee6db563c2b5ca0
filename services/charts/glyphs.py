"""What the font of charts has signs for: DejaVu Sans, which comes with matplotlib."""

import re

_DRAWN = re.compile(
    "["
    " -~\u00a0-\u02e9"  # Latin
    "\u0300-\u034f\u0384-\u0525"  # Greek, Cyrillic
    "\u1e00-\u1efb\u1f00-\u1fff"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20b5\u210b-\u2149"  # dashes, quotes, currencies, №
    "\u2190-\u2311\u2500-\u269c"  # arrows, signs
    "]*"
)


def can_draw(text: str) -> bool:
    """Whether none of it would be a box.

    What is written from right to left, or whose letters join, is not: the font has some of it, but a chart
    would set its letters one by one from the left.
    """
    return _DRAWN.fullmatch(text) is not None

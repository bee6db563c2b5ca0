"""Which lines look like a key: a title or a name that was sealed as one would be masked everywhere."""

import re

from services.key_shapes import NUMBER_LIKE, SHORTEST_ALIKE, bare, shapes_of
from services.ordinary_keys import is_ordinary

_NUMBER_LENGTH = 9
"""Letters and digits of an order's number: who sends one means no key."""
_IN_GROUPS = re.compile(r"[A-Z]{4,6}(?:-[A-Z]{4,6}){2,}")


def looks_like_key(plain: str, *, named: bool = False) -> bool:
    """Whether this can be told from what people say: 8 letters and digits or more, a digit among them.

    Letters alone are a key in groups of capitals, as in AAAA-BBBB-CCCC. ``named``: the table calls it a
    key, so any letters and digits without blanks are one that are no ordinary words.
    """
    form, shapes = bare(plain), shapes_of(plain)
    if "<" in plain or ">" in plain:
        return False
    if sum(each.isascii() and each.isalnum() for each in form) < SHORTEST_ALIKE:
        return False
    if NUMBER_LIKE in shapes and len(form) == _NUMBER_LENGTH:
        return False
    kinds = {shape[0] for shape in shapes - {NUMBER_LIKE}}
    if "m" in kinds:
        return named or not (plain.isalnum() and is_ordinary(form))
    if "d" in kinds:
        return not is_ordinary(form)
    grouped = _IN_GROUPS.fullmatch(plain) is not None
    return (grouped or (named and plain.split() == [plain])) and not is_ordinary(form)

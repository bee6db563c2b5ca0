"""What could not be read of a list, in one line: how many, which, and where it was to be."""

from collections.abc import Sequence

from handlers.words.markup import Html, code, join
from handlers.words.texts import Texts
from providers.listed import Slip, slips_of

_NAMED = 5


def unread_lines(t: Texts, items: Sequence[object], readable: int | None = None) -> list[Html]:
    """One line where entries of an answer could not be read, none where all could.

    ``readable`` is how many could, where ``items`` are a page of them only.
    """
    slips = slips_of(items)
    if not slips:
        return []
    which = join([_name(t, slip) for slip in slips[:_NAMED]], ", ")
    if len(slips) > _NAMED:
        which = join([which, "…"], ", ")
    total = (len(items) if readable is None else readable) + len(slips)
    return [t.get("unread", count=len(slips), total=total, which=which)]


def _name(t: Texts, slip: Slip) -> Html:
    return code(slip.id) if slip.id else t.get("unread-place", place=str(slip.place))

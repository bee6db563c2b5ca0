"""Entries of a list that could not be read, in one line: how many, which, and where each was to be."""

from collections.abc import Callable, Collection

from handlers.words.markup import Html, code, join
from handlers.words.texts import Texts
from providers.lists import Slip, slips_of

_NAMED = 5


def unread_lines(
    t: Texts,
    items: Collection[object],
    readable: int | None = None,
    named: Callable[[str], str] = str,
) -> list[Html]:
    """One line where entries of an answer could not be read, none where all could.

    ``readable`` is how many could, where ``items`` are a page of them only. ``named`` is how an id is
    shown.
    """
    slips = slips_of(items)
    if not slips:
        return []
    which = join([_name(t, slip, named) for slip in slips[:_NAMED]], ", ")
    if len(slips) > _NAMED:
        which = join([which, "…"], ", ")
    total = (len(items) if readable is None else readable) + len(slips)
    return [t.get("unread", count=len(slips), total=total, which=which)]


def _name(t: Texts, slip: Slip, named: Callable[[str], str]) -> Html:
    return code(named(slip.id)) if slip.id else t.get("unread-place", place=str(slip.place))

"""Arguments of texts, cut to what Fluent takes of one."""

from handlers.words.cutting import cut
from handlers.words.lengths import ELLIPSIS, beginning, units
from handlers.words.markup import Html, escape

_MOST = 2400  # Fluent refuses an argument above 2,500 characters


def argument(text: str, *, html: bool) -> str:
    """The text, escaped where the whole is HTML, and its beginning where it is too long."""
    shown = escape(text) if html else text
    while len(shown) > _MOST:
        text = beginning(text, units(text) * 2 // 3) + ELLIPSIS
        shown = escape(text) if html else text
    return shown


def argument_of_html(text: Html) -> Html:
    """The same of a piece with markup, which stays whole."""
    room = _MOST
    shown = text
    while len(shown) > _MOST:
        shown = cut(text, room).text or Html(ELLIPSIS)
        room = room * 2 // 3
    return shown

"""Pieces of HTML as Telegram reads it. Whatever is not ``Html`` is escaped before it is shown."""

import re
from collections.abc import Iterable
from html import escape as _escape
from html import unescape

_TAG = re.compile(r"<[^<>]*>")


class Html(str):
    """Text that is safe to send with ``parse_mode=HTML``: escaped, or written by us."""

    __slots__ = ()


def escape(text: str) -> Html:
    """Make any text safe; what is ``Html`` already stays as it is."""
    return text if isinstance(text, Html) else Html(_escape(text, quote=False))


def bold(text: str) -> Html:
    """Set in bold."""
    return Html(f"<b>{escape(text)}</b>")


def code(text: str) -> Html:
    """Set in a fixed width; a tap on it copies it."""
    return Html(f"<code>{escape(text)}</code>")


def spoiler(text: str) -> Html:
    """Hide until it is tapped."""
    return Html(f"<tg-spoiler>{escape(text)}</tg-spoiler>")


def link(label: str, url: str) -> Html:
    """Link a label to an address."""
    return Html(f'<a href="{_escape(url, quote=True)}">{escape(label)}</a>')


def mention(user_id: int, name: str) -> Html:
    """Name a person so that a tap opens the profile, and a selective reply reaches them."""
    return link(name, f"tg://user?id={user_id}")


def join(pieces: Iterable[str], separator: str = "\n") -> Html:
    """Put pieces together, escaping those that are not safe yet."""
    return Html(escape(separator).join(escape(piece) for piece in pieces))


def plain(text: Html) -> str:
    """The same words without markup, for places that show none."""
    return unescape(_TAG.sub("", text))

"""Pieces of HTML as Telegram reads it. Whatever is not ``Html`` is escaped before it is shown."""

import re
from collections.abc import Iterable, Sequence
from html import escape as _escape
from html import unescape

_TAG = re.compile(r"<[^<>]*>")
_BLANK = re.compile(r"(?:<[^<>]*>|[\s\x00-\x1f\u200b-\u200f\u2060\u2800\ufeff])*")
_LONGEST_URL = 300


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


def folded(text: str) -> Html:
    """A quotation of which the first lines are seen, and the rest by a tap."""
    return Html(f"<blockquote expandable>{escape(text)}</blockquote>")


def link(label: str, url: str) -> Html:
    """Link a label to an address."""
    return Html(f'<a href="{_escape(url, quote=True)}">{escape(label)}</a>')


def web_link(label: str, url: str) -> Html:
    """A link to what comes from outside: only a web address of a sane length becomes one."""
    if url.lower().startswith(("https://", "http://")) and len(url) <= _LONGEST_URL:
        return link(label, url)
    return escape(one_line(url))


def one_line(text: str, most: int = 200) -> str:
    """A text from outside in one line, and not longer than ``most``."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1] + "…"


def quoted(text: str) -> Html:
    """Set apart as a quotation."""
    return Html(f"<blockquote>{escape(text)}</blockquote>")


def mention(user_id: int, name: str) -> Html:
    """Name a person so that a tap opens the profile, and a selective reply reaches them."""
    return link(name, f"tg://user?id={user_id}")


def table(rows: Sequence[Sequence[str]]) -> Html:
    """A small table in a fixed width, its first row the heading; the last column is to the right."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = [
        "  ".join(
            [
                *(cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)),
                row[-1].rjust(widths[-1]),
            ]
        )
        for row in rows
    ]
    return Html(f"<pre>{escape(chr(10).join(lines))}</pre>")


def join(pieces: Iterable[str], separator: str = "\n") -> Html:
    """Put pieces together, escaping those that are not safe yet."""
    return Html(escape(separator).join(escape(piece) for piece in pieces))


def is_blank(text: Html) -> bool:
    """Whether nothing would be seen of it."""
    return _BLANK.fullmatch(text) is not None


def plain(text: Html) -> str:
    """The same words without markup, for places that show none."""
    return unescape(_TAG.sub("", text))

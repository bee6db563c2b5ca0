"""Our HTML as the rich texts of Telegram's rich messages (Bot API: RichText).

Only what ``markup`` and the texts write is known; any other tag is left out, its words stay.
"""

from html.parser import HTMLParser
from typing import Any

from aiogram.types import (
    RichTextBold,
    RichTextCode,
    RichTextDateTime,
    RichTextItalic,
    RichTextSpoiler,
    RichTextStrikethrough,
    RichTextUnderline,
    RichTextUrl,
)

from handlers.words.markup import escape

Rich = Any
"""A string, a list of rich texts, or one of aiogram's RichText…"""
_SIMPLE: dict[str, type[Any]] = {
    "b": RichTextBold,
    "strong": RichTextBold,
    "i": RichTextItalic,
    "em": RichTextItalic,
    "u": RichTextUnderline,
    "s": RichTextStrikethrough,
    "code": RichTextCode,
    "tg-spoiler": RichTextSpoiler,
}
_WEB = ("https://", "http://")


def rich_text(text: str) -> Rich:
    """The text with its layout; what is not ``Html`` has none."""
    reader = _Reader()
    reader.feed(escape(text))
    reader.close()
    return reader.whole()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, dict[str, str], list[Rich]]] = [("", {}, [])]

    def whole(self) -> Rich:
        while len(self._open) > 1:
            self.handle_endtag(self._open[-1][0])
        return _one(self._open[0][2])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append((tag, {name: value or "" for name, value in attrs}, []))

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) == 1 or self._open[-1][0] != tag:
            return
        _, attributes, inner = self._open.pop()
        if inner:
            self._open[-1][2].append(_made(tag, attributes, _one(inner)))

    def handle_data(self, data: str) -> None:
        self._open[-1][2].append(data)


def _one(parts: list[Rich]) -> Rich:
    if not parts:
        return ""
    return parts[0] if len(parts) == 1 else parts


def _made(tag: str, attributes: dict[str, str], inner: Rich) -> Rich:
    if tag in _SIMPLE:
        return _SIMPLE[tag](text=inner)
    url = attributes.get("href", "")
    if tag == "a" and url.startswith(_WEB):  # a person is named, and nobody is called for it
        return RichTextUrl(text=inner, url=url)
    if tag == "tg-time":
        shape = attributes.get("format", "")
        moment = int(attributes.get("unix", "0"))
        return RichTextDateTime(text=inner, unix_time=moment, date_time_format=shape)
    return inner

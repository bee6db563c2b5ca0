"""Telegram's HTML (Bot API, "HTML style"): strict, with the server's own error texts.

The parser works on bytes, because Telegram names places in a text by byte offsets.
"""

from dataclasses import dataclass, replace

from .entities import Entity, FormattedText, in_order, utf16_length
from .errors import ApiError, bad_request
from .html_tags import TAGS, entity_of

_SPACE = b" \t\r\n\0\v"
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_TOKEN = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    at: int
    """Where its text begins in the output."""


def parse_html(text: str) -> FormattedText:
    """Parse; ApiError 400 "can't parse entities: …" with a byte offset if it is not right."""
    return _Parser(text.encode("utf-8", "surrogatepass")).parse()


def refused(text: str) -> ApiError:
    """The refusal of a text that is not right."""
    return bad_request(f"can't parse entities: {text}")


class _Parser:
    def __init__(self, source: bytes) -> None:
        self._source = source
        self._at = 0
        self._out: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._found: list[Entity] = []

    def parse(self) -> FormattedText:
        while self._at < len(self._source):
            char = self._source[self._at : self._at + 1]
            if char == b"<":
                self._tag()
                continue
            decoded = self._reference() if char == b"&" else None
            self._put(self._plain() if decoded is None else decoded)
        if self._open:
            tag = self._open[-1].tag
            raise refused(f'Can\'t find end tag corresponding to start tag "{tag}"')
        # A language means something only where the code stands in a pre.
        found = [replace(e, language=None) if e.type == "code" else e for e in self._found]
        return FormattedText("".join(self._out), in_order(found))

    def _put(self, text: str) -> None:
        self._out.append(text)
        self._offset += utf16_length(text)

    def _plain(self) -> str:
        """Everything up to the next character with a meaning, at least one byte."""
        start = self._at
        ends = (self._source.find(mark, start + 1) for mark in (b"<", b"&"))
        self._at = min((end for end in ends if end >= 0), default=len(self._source))
        return self._source[start : self._at].decode("utf-8", "surrogatepass")

    def _reference(self) -> str | None:
        """The character a reference at this place means; None, not moving, if it is none."""
        start = self._at + 1
        if self._peek(start) == b"#":
            end, base, digits = start + 1, 10, b"0123456789"
            if self._peek(end) == b"x":
                end, base, digits = end + 1, 16, b"0123456789abcdefABCDEF"
            first = end
            while self._peek(end) and self._peek(end) in digits:
                end += 1
            code = int(self._source[first:end] or b"0", base)
            if code == 0 or code >= 0x10FFFF or end - self._at >= 10 or 0xD800 <= code < 0xE000:
                return None
            found: str | None = chr(code)
        else:
            end = start
            while self._peek(end).isalpha():
                end += 1
            found = _NAMED.get(self._source[start:end])
        if found is not None:
            self._at = end + (self._peek(end) == b";")
        return found

    def _peek(self, at: int) -> bytes:
        return self._source[at : at + 1]

    def _skip_space(self) -> None:
        while self._peek(self._at) and self._peek(self._at) in _SPACE:
            self._at += 1

    def _word(self, stops: bytes) -> str:
        start = self._at
        while self._peek(self._at) and self._peek(self._at) not in _SPACE + stops:
            self._at += 1
        return self._source[start : self._at].decode("utf-8", "replace")

    def _tag(self) -> None:
        begin = self._at
        self._at += 1
        if self._peek(self._at) == b"/":
            self._at += 1
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        tag = self._word(b">").lower()
        if self._at >= len(self._source):
            raise refused(f"Unclosed start tag at byte offset {begin}")
        if tag not in TAGS:
            raise refused(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes: dict[str, str] = {}
        while True:
            self._skip_space()
            if self._peek(self._at) == b">":
                break
            name, value = self._attribute(tag, begin)
            attributes[name] = value
        self._at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise refused(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self._open.append(_Open(tag, attributes, self._offset, len(self._out)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._word(b"=>")
        if not name:
            if self._at >= len(self._source):
                raise refused(f"Unclosed start tag at byte offset {begin}")
            raise refused(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_space()
        if self._peek(self._at) != b"=":
            if tag == "blockquote" and name == "expandable":
                return name, ""
            raise refused(
                "Expected equal sign in declaration of an attribute of the tag "
                f'"{tag}" at byte offset {begin}'
            )
        self._at += 1
        self._skip_space()
        if self._at >= len(self._source):
            raise refused(f'Unclosed start tag "{tag}" at byte offset {begin}')
        quote = self._peek(self._at)
        value = self._quoted(quote) if quote in (b"'", b'"') else self._name_token()
        if self._at >= len(self._source):
            raise refused(f"Unclosed start tag at byte offset {begin}")
        return name, value

    def _name_token(self) -> str:
        start = self._at
        while self._peek(self._at) and self._peek(self._at) in _TOKEN:
            self._at += 1
        after = self._peek(self._at)
        if after not in (b">", b"") and after not in _SPACE:
            raise refused(f"Unexpected end of name token at byte offset {start}")
        return self._source[start : self._at].decode().lower()

    def _quoted(self, quote: bytes) -> str:
        self._at += 1
        out = bytearray()
        while self._peek(self._at) not in (quote, b""):
            decoded = self._reference() if self._peek(self._at) == b"&" else None
            if decoded is None:
                out += self._peek(self._at)
                self._at += 1
            else:
                out += decoded.encode()
        self._at += self._peek(self._at) == quote
        return out.decode("utf-8", "replace")

    def _end_tag(self, begin: int) -> None:
        if not self._open:
            raise refused(f"Unexpected end tag at byte offset {begin}")
        name = self._word(b">").lower()
        self._skip_space()
        if self._peek(self._at) != b">":
            raise refused(f"Unclosed end tag at byte offset {begin}")
        self._at += 1
        opened = self._open.pop()
        if name and name != opened.tag:
            raise refused(
                f"Unmatched end tag at byte offset {begin}, "
                f'expected "</{opened.tag}>", found "</{name}>"'
            )
        length = self._offset - opened.offset
        if length > 0:
            text = "".join(self._out[opened.at :])
            made = entity_of(opened.tag, opened.attributes, opened.offset, length, text)
            self._keep(made)

    def _keep(self, entity: Entity | None) -> None:
        """Add an entity; ``pre`` around ``code`` with a language, either way, is one entity."""
        last = self._found[-1] if self._found else None
        if entity is None:
            return
        same = last is not None and (last.offset, last.length) == (entity.offset, entity.length)
        if last is not None and same and {last.type, entity.type} == {"pre", "code"}:
            language = last.language or entity.language
            if language:
                self._found[-1] = Entity("pre", entity.offset, entity.length, language=language)
                return
        self._found.append(entity)

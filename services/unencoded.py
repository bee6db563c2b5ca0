"""Text with what encoders did to it undone, so that one form stands for all in which it may come.

Percent-encoding (of forms too), JSON, Python's ``repr`` of text and of bytes, and HTML, nested as they
may be. It is a form to search in and not to read: a blank and a plus are one, backslashes are gone, and
so is the margin that a traceback of an exception group draws. The work grows with the length of the text
alone: each layer is one pass, and the passes are counted.
"""

import re
from array import array
from collections.abc import Callable, Sequence

LAYERS = 8
"""So many layers of encodings are undone; a chain of one kind (``%2525…``, ``&amp;amp;…``) is one layer."""

_CODE = re.compile(
    r"\\+(?:U(?P<long>[0-9a-fA-F]{8})|u(?P<unit>[0-9a-fA-F]{4})|x(?P<octet>[0-9a-fA-F]{2})"
    r"|(?P<short>[nrtbf]))?"
    r"|%(?:25)*(?P<percent>[0-9a-fA-F]{2})"
    r"|&(?:amp;)*(?:\#0*(?P<number>[0-9]{1,7});|\#[xX]0*(?P<hex>[0-9a-fA-F]{1,6});"
    r"|(?P<name>amp|lt|gt|quot|apos);)"
)
_SHORT = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_NAMES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_OCTETS = re.compile(
    "[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
    "|[\ud800-\udbff][\udc00-\udfff]"
)
"""A letter as its octets in UTF-8, or as the two halves of UTF-16, each of them a character here."""
_BLANKS = str.maketrans("+", " ")
_MARGIN = re.compile(r"\n {2,}\| ")


def unencoded(text: str) -> str:
    """The text in its one form."""
    return _undone(text, None)[0]


def unencoded_places(text: str) -> tuple[str, Sequence[int]]:
    """The same, and where in ``text`` each of its letters began; the last number is the text's end."""
    plain, places = _undone(text, array("Q", range(len(text) + 1)))
    return plain, places or ()


def _undone(text: str, places: "array[int] | None") -> "tuple[str, array[int] | None]":
    for _ in range(LAYERS):
        before = text
        text, places = _each(_CODE, _decoded, text, places)
        text, places = _each(_OCTETS, _joined, text, places)
        if text == before:
            break
    return _each(_MARGIN, lambda _: "\n", text.translate(_BLANKS), places)


def _each(
    pattern: re.Pattern[str],
    made: Callable[[re.Match[str]], str],
    text: str,
    places: "array[int] | None",
) -> "tuple[str, array[int] | None]":
    if places is None:
        return pattern.sub(made, text), None
    parts: list[str] = []
    kept, end = array("Q"), 0
    for found in pattern.finditer(text):
        new = made(found)
        parts += (text[end : found.start()], new)
        kept.extend(places[end : found.start()])
        kept.extend(places[found.start() : found.start() + 1] * len(new))
        end = found.end()
    kept.extend(places[end:])
    return "".join((*parts, text[end:])), kept


def _decoded(found: re.Match[str]) -> str:
    kind, said = found.lastgroup, found[found.lastgroup or 0]
    if kind is None:
        return ""  # backslashes before what needs none
    if kind == "short":
        return _SHORT[said]
    if kind == "name":
        return _NAMES[said]
    code = int(said, 10 if kind == "number" else 16)
    return chr(code) if code < 0x110000 else found[0]


def _joined(found: re.Match[str]) -> str:
    said = found[0]
    try:
        if said[0] >= "\ud800":
            return said.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        return said.encode("latin-1").decode("utf-8", "surrogatepass")
    except UnicodeError:
        return said

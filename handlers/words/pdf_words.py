"""What is written in a PDF, as far as its letters stand in it: for finding keys, no text to be read."""

import re
import zlib
from collections.abc import Iterator

from handlers.words.unreadable_file import UnreadableFileError

BEGINS = b"%PDF"
_BEGIN, _END = b"stream", b"endstream"
MOST_UNPACKED = 20 * 1024 * 1024
_SHOWN = re.compile(
    rb"\[(?P<many>(?:[^][\\]|\\.){0,4000})\]\s*TJ|\((?P<one>(?:[^()\\]|\\.){0,4000})\)\s*(?:Tj|'|\")"
)
_PIECE = re.compile(rb"\(((?:[^()\\]|\\.)*)\)")
_ESCAPED = re.compile(rb"\\([^0-9])")


def pdf_words(content: bytes, most: int, most_unpacked: int = MOST_UNPACKED) -> str:
    """What stands in it besides its streams, and what its pages show. Slow: run it in a thread.

    Raises UnreadableFileError: ``too-big`` where that is more than so many characters.
    """
    said, left = list[bytes](), most_unpacked
    for part, packed in _parts(content):
        shown = part
        if packed:
            try:
                shown = zlib.decompressobj().decompress(part, left)
            except zlib.error:  # it is not packed, or in another way, as pictures are
                left -= len(part)
            left -= len(shown)
        else:
            said.append(part)
        said += [_line(found) for found in _SHOWN.finditer(shown)]
        if left <= 0:
            break
    text = b"\n".join(said).replace(b"\0", b"")
    if left <= 0 or len(text) > most:
        raise UnreadableFileError("too-big", most=most // 1024)
    return text.decode("latin-1")


def _parts(content: bytes) -> Iterator[tuple[bytes, bool]]:
    """What stands between streams, and the streams themselves, which may be packed."""
    at = 0
    while (begins := content.find(_BEGIN, at)) >= 0:
        ends = content.find(_END, begins)
        if ends < 0:
            break
        yield content[at:begins], False
        yield content[begins + len(_BEGIN) : ends].lstrip(b"\r\n"), True
        at = ends + len(_END)
    yield content[at:], False


def _line(shown: re.Match[bytes]) -> bytes:
    pieces = [shown["one"]] if shown["many"] is None else _PIECE.findall(shown["many"])
    return _ESCAPED.sub(rb"\1", b"".join(pieces))

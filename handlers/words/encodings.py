"""The text of a file, whatever a spreadsheet wrote it in.

What says itself what it is (a byte order mark, or valid UTF-8) is read so. Else it is UTF-16 without its
mark, Windows-1251 or Windows-1252, each only where its letters stand as they do in words: Cyrillic ones
among themselves, Western ones among those of ASCII. What may be either is refused by name: a wrong guess
would put wrong letters into a catalog.
"""

import codecs
import re
from dataclasses import dataclass

from handlers.words.unreadable_file import UnreadableFileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_CYRILLIC = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґЎў]+")
_WESTERN = re.compile(r"[A-Za-zÀ-ÏÑ-ÖØ-ÜßŒœà-ïñ-öø-üÿŸŠšŽž]+")
"""Without Ð Ý Þ ð ý þ: in Windows-1254 the same bytes are Turkish, and more often meant."""
_WORD = re.compile(r"[^\W\d_]+")
_UPSIDE_DOWN = re.compile(r"[а-яё][А-ЯЁ]{2,}")
"""Small first and then capitals: KOI8-R read as Windows-1251."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_AMBIGUOUS = "Windows-1251, Windows-1252"
_SAMPLE = 4096
_MOST_OF = 0.4


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text. ``assumed`` is the encoding where nothing in the file says that it is this one."""

    text: str
    assumed: str = ""


def decoded(content: bytes) -> Decoded:
    """Read bytes as text. Raises UnreadableFileError: ``binary``, ``broken`` or ``encoding``."""
    for mark, codec, name in _MARKS:
        if content.startswith(mark) and not _is_a_word(content):
            try:
                return Decoded(_printing(content[len(mark) :].decode(codec)))
            except UnicodeDecodeError:
                raise UnreadableFileError("broken", name) from None
    wide = _unmarked_wide(content)
    if wide:
        try:
            return Decoded(_printing(content.decode(wide)), "UTF-16")
        except UnicodeDecodeError:
            raise UnreadableFileError("binary") from None
    try:
        return Decoded(_printing(content.decode("utf-8")))
    except UnicodeDecodeError:
        return _of_windows(content)


def _is_a_word(content: bytes) -> bool:
    """Whether UTF-16's mark is “юя” or “яю” in Windows-1251: in UTF-16 line ends have zeros."""
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return marked and b"\0" not in content and _are_cyrillic(_read_as(content, "cp1251") or "")


def _unmarked_wide(content: bytes) -> str:
    """UTF-16 of mostly Latin text has a zero in every second place, and only there."""
    start = content[:_SAMPLE]
    if b"\0" not in start or len(content) % 2:
        return ""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if not even and odd > len(start) / 2 * _MOST_OF:
        return "utf-16-le"
    if not odd and even > len(start) / 2 * _MOST_OF:
        return "utf-16-be"
    return ""


def _of_windows(content: bytes) -> Decoded:
    if b"\0" in content:
        raise UnreadableFileError("binary")
    cyrillic, western = _read_as(content, "cp1251"), _read_as(content, "cp1252")
    if cyrillic is None and western is None:
        raise UnreadableFileError("binary")
    if cyrillic is not None and cyrillic == western:
        return Decoded(_printing(western), "Windows-1252")  # only dashes, quotes and the like
    russian, latin = _are_cyrillic(cyrillic or ""), _are_western(western or "")
    if cyrillic is not None and russian and not latin:
        return Decoded(_printing(cyrillic), "Windows-1251")
    if western is not None and latin and not russian:
        return Decoded(_printing(western), "Windows-1252")
    raise UnreadableFileError("encoding", _AMBIGUOUS)


def _read_as(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        return None


def _are_cyrillic(text: str) -> bool:
    """Whether all words with other letters than ASCII's are Cyrillic throughout, one at least long."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    right = all(_CYRILLIC.fullmatch(word) for word in words)
    return right and any(len(word) > 2 for word in words) and not _UPSIDE_DOWN.search(text)


def _are_western(text: str) -> bool:
    """Whether all such words are of Western letters, with as many of ASCII's among them in all."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    letters = "".join(words)
    plain = sum(letter.isascii() for letter in letters)
    return bool(words) and plain * 2 >= len(letters) and all(map(_WESTERN.fullmatch, words))


def _printing(text: str) -> str:
    """The text, without Ctrl-Z at its end. Raises UnreadableFileError where it is none."""
    text = text.rstrip("\x1a\0")
    if _CONTROL.search(text):
        raise UnreadableFileError("binary")
    return text

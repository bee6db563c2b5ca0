"""How names of products are taken apart into words, so that a search meets them half way.

The words of "Half-Life 2" are half, life, halflife and 2; "V" is 5 as well, and "Ведьмак" is vedmak as
well. A query is taken apart in the same way, so whatever is done here is done to both.
"""

import re
import unicodedata
from dataclasses import dataclass

from services.visible import visible

_MARKS = dict.fromkeys(
    (code for code in range(0x0300, 0x0370) if unicodedata.combining(chr(code))), None
)
_PART = re.compile(r"[^\W\d_]+|\d+")
_ROMAN = re.compile(r"(?=[xvi])x{0,3}(ix|iv|v?i{0,3})")
_ROMAN_VALUE = {"i": 1, "v": 5, "x": 10}
_LATIN = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфцыэ", "abvgdeziiklmnoprstufcye", strict=True)),
        "ж": "zh",
        "х": "h",
        "ч": "ch",
        "ш": "sh",
        "щ": "sch",
        "ъ": None,
        "ь": None,
        "ю": "yu",
        "я": "ya",
        "і": "i",
        "ї": "i",
        "є": "e",
        "ґ": "g",
    }
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """What stands between two spaces: the whole of it, and the parts punctuation and digits make."""

    whole: str
    parts: tuple[str, ...]


def fold(name: str) -> str:
    """The form in which two spellings of one name are the same: case, width and spaces aside."""
    return " ".join(unicodedata.normalize("NFKC", visible(name)).casefold().split())


def chunks(text: str) -> list[Chunk]:
    """Take a text apart. Accents are dropped; what has neither letter nor digit is no word."""
    plain = unicodedata.normalize("NFKD", fold(text)).translate(_MARKS)
    found = []
    for piece in plain.split():
        parts = tuple(_PART.findall(piece))
        if parts:
            found.append(Chunk("".join(parts), parts))
    return found


def name_words(text: str) -> tuple[str, ...]:
    """The words of a name, Roman numbers in digits and Cyrillic in Latin letters.

    Two texts with the same words are the same name: "PSN 50" and "psn50", "GTA V" and "gta 5".
    """
    parts = (part for chunk in chunks(text) for part in chunk.parts)
    return tuple(next(iter(aliases(part)), part) for part in parts)


def aliases(word: str) -> tuple[str, ...]:
    """Other ways to write a word: a Roman number in digits, Cyrillic letters in Latin ones."""
    if _ROMAN.fullmatch(word):
        return (str(_roman_value(word)),)
    latin = word.translate(_LATIN)
    return (latin,) if latin and latin != word else ()


def _roman_value(word: str) -> int:
    values = [_ROMAN_VALUE[letter] for letter in word]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, following, strict=True)
    )

"""A text as it is compared: plain letters and digits, each with its place in the text.

Fullwidth and bold letters, look-alikes of other alphabets, accents, percent-encoding and HTML are taken
away; what nobody sees counts as a dash. Case stays: it tells where words begin.
"""

import re
import unicodedata
from functools import lru_cache
from html import unescape

from services.visible import visible

_ATOM = re.compile(r"([\x00-\x24\x26-\x7f]+)|%[2-7][0-9a-fA-F]|.", re.DOTALL)
_HTML_ATOM = re.compile(
    r"([\x00-\x24\x27-\x3b\x3d-\x7f]+)|<[^<>]*>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,31});"
    r"|%[2-7][0-9a-fA-F]|.",
    re.DOTALL,
)
_LOOK_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXo",
)
_UNNAMED: dict[
    int, int | str
] = {  # Unicode names no plain letters for these: in boxes, small, Cherokee
    **{0x1F1E6 + at: chr(65 + at) for at in range(26)},
    **{0x1F150 + at: chr(65 + at) for at in range(26)},
    **{0x1F170 + at: chr(65 + at) for at in range(26)},
    **str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢıȷ", "ABCDEFGHIJKLMNOPQRSTUVWYZij"),
    **str.maketrans("ᎪᏴᏟᎠᎬᎰᏀᎻᎥᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᎩᏃ", "ABCDEFGHIJKLMPRSTVWYZ"),
}


class Letters:
    """Of a text. ``html``: it has tags, which do not count, and entities."""

    __slots__ = ("_at", "_stops", "plain")

    def __init__(self, text: str, *, html: bool = False) -> None:
        self._at: list[int] | None = None
        self._stops: list[int] | None = None
        if text.isascii() and "%" not in text and not (html and ("<" in text or "&" in text)):
            self.plain = text
            return
        letters: list[str] = []
        self._at, self._stops = [], []
        for atom in (_HTML_ATOM if html else _ATOM).finditer(text):
            said, (start, stop) = atom[0], atom.span()
            if atom[1]:  # plain as it stands
                letters.append(said)
                self._at.extend(range(start, stop))
                self._stops.extend(range(start + 1, stop + 1))
                continue
            if len(said) > 1:
                said = "" if said[0] == "<" else _escaped(said)
            said = "".join(map(_plain_letters, said))
            letters.append(said)
            self._at.extend([start] * len(said))
            self._stops.extend([stop] * len(said))
        self.plain = "".join(letters)

    def place(self, start: int, stop: int) -> tuple[int, int]:
        """Where in the text these letters stand, the last one not included."""
        if self._at is None or self._stops is None:
            return start, stop
        return self._at[start], self._stops[stop - 1]


def _escaped(said: str) -> str:
    return chr(int(said[1:], 16)) if said[0] == "%" else unescape(said)


@lru_cache(maxsize=4096)
def _plain_letters(letter: str) -> str:
    """What one character is compared as; a dash for what is neither letter nor digit nor blank."""
    if letter.isascii():
        return letter
    if letter.isspace():
        return " "
    letter = letter.translate(_UNNAMED).translate(_LOOK_ALIKE)
    plain = ""
    for each in unicodedata.normalize("NFKD", letter).translate(_LOOK_ALIKE):
        if each.isascii():
            plain += each
        elif unicodedata.category(each)[0] == "M":
            continue  # an accent, a line below: what it stands on counts
        elif each.isdecimal():
            plain += str(unicodedata.decimal(each))
        elif each.isalnum() and visible(each):
            plain += each.casefold()
        else:
            plain += "-"
    return plain

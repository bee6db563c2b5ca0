"""Letters of a text as they are compared: plain letters and digits, each with its place in the text.

Fullwidth and bold letters, look-alikes of other alphabets, accents, percent-encoding, entities of HTML (by
however many hands they went) and its tags are taken away; what nobody sees counts as a dash. Case stays: it
tells where words begin.
"""

import re
import unicodedata
from functools import lru_cache
from html import unescape

from services.visible import visible

_ESCAPED = r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,31});|%[2-7][0-9a-fA-F]|."
_ATOM = re.compile(rf"([\x00-\x24\x27-\x7f]+)|{_ESCAPED}", re.DOTALL)
_HTML_ATOM = re.compile(rf"([\x00-\x24\x27-\x3b\x3d-\x7f]+)|<[^<>]*>|{_ESCAPED}", re.DOTALL)
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
    """Of a text. ``html``: it has tags, which do not count. Entities people write in any text."""

    __slots__ = ("_at", "_stops", "plain")

    def __init__(self, text: str, *, html: bool = False) -> None:
        self._at: list[int] | None = None
        self._stops: list[int] | None = None
        if text.isascii() and not ("%" in text or "&" in text or (html and "<" in text)):
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
    if said[0] == "%":
        return chr(int(said[1:], 16))
    return unescape("&" + said[1:].replace("amp;", ""))


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

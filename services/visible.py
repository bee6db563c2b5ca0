"""Visible text: characters that nobody sees are taken out where they mean nothing.

They come with what is pasted: a zero-width space, a byte order mark, a soft hyphen, a mark of
direction. They stay where they are part of what is seen: in a joined emoji (👨‍👩‍👧), the form of a sign (❤️),
a flag of tags (🏴󠁧󠁢󠁳󠁣󠁴󠁿), and in the scripts that join or part letters by them (می‌خواهم, क्‍ष).
"""

import re
import unicodedata

_PICTURE = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf"
    "\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_JOINING = (
    "\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ua980-\ua9df\ufb50-\ufdff\ufe70-\ufefc"
)
"""Letters and marks of Arabic and its kin, of India and South East Asia, and of Mongolian."""
_IDEOGRAPH = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]"
)
"""Without the joiners, the selectors of a form, and tags, which may mean something."""
_TAGS = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f)|[\U000e0000-\U000e007f]")
_FORMS = re.compile(
    f"([{_PICTURE}0-9#*][\ufe0e\ufe0f])|([{_IDEOGRAPH}][\ufe00-\ufe0f\U000e0100-\U000e01ef])"
    "|[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_JOINERS = re.compile("[\u200c\u200d]")
_IS_PICTURE = re.compile(f"[{_PICTURE}\ufe0f\U000e007f]")
_IS_JOINING = re.compile(f"[{_JOINING}]")
_SPACE_LIKE = str.maketrans(dict.fromkeys("\u2800\u00a0\u202f\u205f\u3000\u1680", " "))


def visible(text: str) -> str:
    """The text without what nobody sees; its lines and tabs stay. Done twice it changes nothing."""
    if text.isascii() and text.isprintable():
        return text
    kept = _UNSEEN.sub("", text.translate(_SPACE_LIKE))
    kept = _TAGS.sub(lambda found: found[1] or "", kept)
    kept = _FORMS.sub(lambda found: found[1] or found[2] or "", kept)
    return _JOINERS.sub(_joiner, kept)


def visible_line(text: str) -> str:
    """The same in one line, its spaces in order."""
    return " ".join(visible(text).split())


def unshowable(text: str) -> str:
    """The first character that no screen shows, as ``U+E000``; empty where there is none.

    Those that Unicode has not assigned yet may be the emoji of a later year, and are let be.
    """
    for letter in text:
        kind = unicodedata.category(letter)
        nothing = kind == "Cn" and (
            ord(letter) & 0xFFFE == 0xFFFE or "\ufdd0" <= letter <= "\ufdef"
        )
        if nothing or kind in {"Cc", "Co", "Cs"}:
            return f"U+{ord(letter):04X}"
    return ""


def _joiner(found: re.Match[str]) -> str:
    at, text = found.start(), found.string
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if found[0] == "\u200d" and _IS_PICTURE.fullmatch(before) and _IS_PICTURE.fullmatch(after):
        return found[0]
    if _IS_JOINING.fullmatch(before) and (found[0] == "\u200d" or _IS_JOINING.fullmatch(after)):
        return found[0]
    return ""

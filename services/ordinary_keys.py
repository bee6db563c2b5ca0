"""Ordinary keys: words and numbers that a provider may sell, and that people say without meaning a key.

A key that reads like one is masked in what the desk says, like any other; no message of people's is deleted
because of it. Looked at is the bare form (services/key_shapes.py): who writes it apart writes the same.
"""

import re
from itertools import pairwise

SHORTEST = 8
"""Letters and digits. What is shorter anybody may happen to say."""
SHORTEST_PLAIN = 12
"""The same where it is letters alone, or letters and digits change no more than twice: "rtx4090ti"."""
_PLAIN = 3
_ODD = 6
"""So many letters and digits have to stand outside of words. Of 1,000 drawn keys of 12 characters 10 have
not; of 15 characters 3, of 25 none. These are not deleted where somebody sends them."""
_SHORTEST_WORD = 4
_WORDLIKE, _WORDLIKE_WITH_DIGITS = 0.5, 0.7
"""Of a word's pairs of letters at least so many are common ones. By the half 98 English words in 100 are
known, and taken for one are 12 drawings of 15 letters in 100."""
_COMMON = {
    first: frozenset(seconds)
    for first, seconds in (
        ("a", "bcdgilmnprstuvy"),
        ("b", "aeilou"),
        ("c", "aehiklortu"),
        ("d", "adeilors"),
        ("e", "acdefgilmnprstvwx"),
        ("f", "aefilo"),
        ("g", "aeilrs"),
        ("h", "aeio"),
        ("i", "abcdefglmnoprstvz"),
        ("k", "e"),
        ("l", "acdeilostu"),
        ("m", "aeiop"),
        ("n", "acdefgiostuv"),
        ("o", "bcdfgilmnoprstuvw"),
        ("p", "aeiloprt"),
        ("q", "u"),
        ("r", "acdeilmorsty"),
        ("s", "acefhilopstu"),
        ("t", "acdefhilmoprstuy"),
        ("u", "eilmnprst"),
        ("v", "aei"),
        ("w", "i"),
        ("x", "et"),
        ("y", "p"),
        ("z", "e"),
    )
}
"""The 200 pairs of letters that stand most often in 43,000 words of English manuals: 85 in 100 of all."""
_RUN = re.compile(r"[0-9]+|[^0-9]+")
_YEAR, _MONTH, _DAY = r"(?:19|20)[0-9]{2}", r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12][0-9]|3[01])"
_DATE = re.compile(
    rf"{_YEAR}{_MONTH}{_DAY}[0-9]{{0,6}}|{_DAY}{_MONTH}{_YEAR}|{_MONTH}{_DAY}{_YEAR}"
)
_ROUND = re.compile(r"[0-9]*0{4}")
_IN_ORDER = ("01234567890123456789", "98765432109876543210")
_FEW = 2


def is_ordinary(form: str) -> bool:
    """Whether a bare form may be said by somebody who means no key."""
    if len(form) < SHORTEST:
        return True
    if form.isdecimal():
        return _is_ordinary_number(form)
    runs = _RUN.findall(form)
    if len(form) < SHORTEST_PLAIN and len(runs) <= _PLAIN:
        return True
    if len(runs) == 1:
        return _is_word(form, _WORDLIKE)
    words = (run for run in runs if not run[0].isdecimal() and _is_word(run, _WORDLIKE_WITH_DIGITS))
    return len(form) - sum(map(len, words)) < _ODD


def _is_ordinary_number(digits: str) -> bool:
    few = len(set(digits)) <= _FEW
    dated = _DATE.fullmatch(digits) or _ROUND.fullmatch(digits)
    return few or dated is not None or any(digits in each for each in _IN_ORDER)


def _is_word(letters: str, least: float) -> bool:
    if not letters.isascii():
        return True  # nobody draws keys from other alphabets
    if len(letters) < _SHORTEST_WORD:
        return False
    common = sum(b in _COMMON.get(a, ()) for a, b in pairwise(letters))
    return common >= (len(letters) - 1) * least

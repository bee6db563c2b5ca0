"""A row of keys as people write it: a key, and what stands beside it taken off, read, or refused.

In front of a key may stand the number of a list, a word such as ``Key:`` or the product's name; behind it its
expiry and what it cost. Whatever else stands beside it is refused: were it taken for a part of the key, the
same key alone would be another one, and be sold twice. A key in groups may have blanks between them where
all groups are equally long.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from providers.iso_codes import currencies
from services.own_stock import looks_like_key

_LABEL_WORDS = (
    "activation|battlenet|cd|cd-?keys?|clave|clé|cle|chave|codes?|code|download|drm|epic|game|gog|gift|"
    "keys?|licen[cs]e|nintendo|origin|product|psn|redeem|rockstar|schlüssel|serial|steam|ubisoft|uplay|"
    "voucher|xbox|ключ|код"
)
_NOTES = re.compile(
    "asia|au|br|ca|cis|de|dlc|emea|eu|europe|fr|free|global|india|jp|kr|latam|mena|mx|na|new|ok|pl|region|"
    "row|ru|tr|ua|uk|us|usa|used|ww|za",
    re.IGNORECASE,
)
"""What people write behind a key that is no part of it: where it can be redeemed, how it is."""
_MARK = re.compile(
    r"[-*+•·–—>]+\s+|[#№]\s?\d{1,5}[.):]?\s+|[(\[]\d{1,5}[)\]]\s*|\d{1,5}[.):]\s+"
    r"|\d{1,5}[.):](?=[^\s.):]{8,}(?:\s|$))"
)
"""The number, or the sign, of a list."""
_LABEL = re.compile(
    rf"(?:{_LABEL_WORDS})(?:[\s_-]+(?:{_LABEL_WORDS}))*"
    r"(?:(?:\s*[#№]\s?|\s*)\d{1,5}(?=\s*[:=.)])|\s*[#№]\s?\d{1,5}(?=\s))?"
    r"(?:\s*[:=.)]+\s*|\s+[-–—]+\s+|\s+)",
    re.IGNORECASE,
)
_IS_LABEL = re.compile(_LABEL_WORDS, re.IGNORECASE)
_QUOTES = "\"'`*“”„‟«»‹›‘’‚"
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_BEHIND = ".,;:…"
_BETWEEN = re.compile(r"[\s;,|]+")
_GROUP = re.compile(r"\w{3,7}")
_MOST_GROUPS = 5
_PARTED_GROUPS = re.compile(r"\w{3,7}(?:\s+[-–—]\s+\w{3,7})+")
_PARTS = re.compile(r"[\W_]+")
_ODD = re.compile(r"[][(){}#№]|://")
_JOINED = re.compile(r"[/\\&?=|+]+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T.*)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_AMOUNT = re.compile(r"\d[\d.,]*")
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d{2,3}", re.IGNORECASE)
"""What a spreadsheet makes of a long number: most of its digits are gone."""
_AMOUNT_IN_ONE = re.compile(r"(\d[\d.,]*)([A-Za-z]{3})")
_UNTIL = frozenset({"until", "till", "expires", "expiry", "expiration", "exp", "valid"})


class BesideError(ValueError):
    """Something stands beside the key that is not read, there is no key (``no-look``), or a spreadsheet has
    ``rounded`` it. In a word.
    """


@dataclass(frozen=True, slots=True)
class Written:
    """A key, and what its row says of it: what it cost, and its last day. Empty: nothing."""

    plain: str = field(repr=False)
    cost: str = ""
    currency: str = ""
    day: str = ""


def taken_apart(
    said: str, *, named: bool = False, is_name: Callable[[str], object] = lambda said: False
) -> Written:
    """Take a row apart. ``named``, ``is_name``: as in reading. Raises BesideError."""
    said = said.strip()
    if said.startswith('="'):
        said = said[1:]  # so people keep a spreadsheet from making a number of it
    if _ROUNDED.fullmatch(_undressed(said)):
        raise BesideError("rounded")
    rest = _without_front(said, is_name)
    words = _PARTS.split(rest) if _PARTED_GROUPS.fullmatch(rest) else list(_words(rest))
    if len(words) <= 1:
        return Written(_alone(words[0] if words else said))
    if groups := _groups(words, named):
        return _with(" ".join(groups), words[len(groups) :])
    keys = [looks_like_key(word, named=named) for word in words]
    if not any(keys):
        raise BesideError("no-look")
    if not keys[0] or sum(keys) > 1:
        raise BesideError("beside")
    return _with(_alone(words[0]), words[1:])


def _without_front(said: str, is_name: Callable[[str], object]) -> str:
    """Without quotes, the number of a list, a label or the product's name in front of it."""
    while True:
        rest = _undressed(said)
        if found := _MARK.match(rest) or _LABEL.match(rest):
            rest = rest[found.end() :]
        else:
            name, colon, behind = rest.partition(": ")
            if colon and is_name(name.strip()):
                rest = behind.strip()
        if rest == said or not rest:
            return rest
        said = rest


def _undressed(said: str) -> str:
    """Without what stands around it: quotes, brackets of both ends, the end of a sentence."""
    while said:
        bare = said.strip(_QUOTES).rstrip(_BEHIND).strip()
        if bare and _PAIRS.get(bare[0]) == bare[-1]:
            bare = bare[1:-1].strip()
        if bare == said:
            break
        said = bare
    return said


def _words(said: str) -> Iterator[str]:
    for word in _BETWEEN.split(said):
        if any(each.isalnum() for each in word):
            # What stands in brackets is no key: it says something of one.
            yield word if word[0] in _PAIRS else _undressed(word)


def _alone(word: str) -> str:
    """A key to which nothing is glued that is no part of it; an address with one in it is none."""
    parts = [each for each in _PARTS.split(word) if each]
    if (
        sum(map(looks_like_key, _JOINED.split(word))) > 1
        or _ODD.search(word)
        or (
            len(parts) > 1
            and looks_like_key(word, named=True)
            and (any(map(_NOTES.fullmatch, (parts[0], parts[-1]))) or _IS_LABEL.fullmatch(parts[0]))
        )
    ):
        raise BesideError("beside")
    return word


def _groups(words: list[str], named: bool) -> list[str]:
    """The words that a row begins with, if they are the groups of a key."""
    length = len(words[0])
    groups = list(
        takewhile(
            lambda word: (
                len(word) == length and _GROUP.fullmatch(word) and word.casefold() not in _UNTIL
            ),
            words,
        )
    )
    if len(groups) == 1 or not looks_like_key(" ".join(groups), named=named):
        return []
    last = groups[-1]
    if len(groups) > _MOST_GROUPS or _YEAR.fullmatch(last) or _NOTES.fullmatch(last):
        raise BesideError("beside")  # nobody can tell where the key ends
    return groups


def _with(plain: str, words: list[str]) -> Written:
    """The key with what is said behind it: a day, a cost with its currency, each once."""
    cost = currency = day = ""
    rest = list(words)
    while rest:
        word = rest.pop(0)
        following = rest[0] if rest else ""
        in_one = _AMOUNT_IN_ONE.fullmatch(word)
        if word.casefold().rstrip(".:") in _UNTIL and following:
            continue
        if not day and _DAY.fullmatch(word):
            day = word
        elif not cost and in_one and in_one[2].upper() in currencies():
            cost, currency = in_one[1], in_one[2].upper()
        elif not cost and _AMOUNT.fullmatch(word) and following.upper() in currencies():
            cost, currency = word, rest.pop(0).upper()
        elif not cost and word.upper() in currencies() and _AMOUNT.fullmatch(following):
            cost, currency = rest.pop(0), word.upper()
        else:
            raise BesideError("beside")
    return Written(plain, cost, currency, day)

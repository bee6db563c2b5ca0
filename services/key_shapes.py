"""Shapes of keys: what of a text is compared, and which stretches of it may be a key, in any dress.

People write a key without its dashes, with spaces or other dashes, in another case, with letters that
nobody sees in between, in fullwidth or Cyrillic letters that look the same, in an address, in a sentence.
What is left when all that is taken away is its *bare form*: letters and digits in order, in lower case. Of
a very long key the first 64 are enough.

A text is cut into *pieces* (runs of capitals, of small letters, of digits), and a stretch of whole pieces is
a candidate if the desk has a key of its *shape*: so many letters and digits, of this kind. In a run without
blanks one end of the stretch may be inside a piece: something is glued to the key. Stretches that read like
ordinary words count only if a key of the desk does too, so that ordinary talk has no candidates. All of it is
linear in the text's length.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from services.letters import Letters
from services.unencoded import unencoded_places

LONGEST = 64
"""Letters and digits of a bare form; what comes after them is not compared."""
SHORTEST = 6
SHORTEST_ALIKE = 8
"""Of letters and digits mixed, and of one of both alone. Shorter keys cannot be told from a price or a word,
so nobody looks for them."""

_PIECE = re.compile(r"[0-9]+|(?<![0-9A-Z])[A-Z]?[a-z]+|[A-Z]+|[a-z]+|[^\x00-\x7f]+")
_DIGITS = "0123456789"
_SCHEME = re.compile(r"\s*https?://(?:www\.)?", re.IGNORECASE)
_ORDER_NUMBER = re.compile(r"(?<![0-9A-Za-z])K-[0-9A-Z]{4}-[0-9A-Z]{4}(?![0-9A-Za-z])")
"""As the desk itself writes it (services/orders/numbers.py): no key, unless a key looks like one."""
_DIGIT = re.compile(r"[0-9]")
_BETWEEN_WORDS = re.compile(r"(?=.*\s)[\s,.!?:;'\"()’“”«»]+", re.DOTALL)
_LIKE_A_WORD = re.compile(r"(?=.*[aeiouy])[a-ik-pr-wy]+|[ai]|[0-9]+|.*[^\x00-\x7f].*")
_ODD = 0.4
"""Of a stretch that is parted like words, so much has to stand in what is no word: by this a key in small
letters with blanks anywhere is missed once in a hundred times or less, and a price is no key."""
TAGGED = re.compile(r"<[a-zA-Z/!][^<>]*>")
ESCAPES = re.compile(r"\\(?:[uU][0-9a-fA-F]{4}|x[0-9a-fA-F]{2})|%25")
_WALL = "\x00"
_BETWEEN_WALLS = re.compile(r"[^\x00]+")

NUMBER_LIKE = "n"
"""The shape of every key in which something like an order's number stands."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text that may be a key; ``start`` and ``stop`` are places in that text.

    ``apart``: it stands apart from what is around it, and nothing in it parts words.
    """

    bare: str
    start: int
    stop: int
    apart: bool


class _Pieces:
    """The pieces of a text, and what lies between them."""

    def __init__(self, letters: str) -> None:
        self._letters = letters
        self.spans = [piece.span() for piece in _PIECE.finditer(letters)]
        said = [letters[start:stop] for start, stop in self.spans]
        self.bare = "".join(said).lower()
        self.starts = list(accumulate(map(len, said), initial=0))
        self.ends = {end: at for at, end in enumerate(self.starts[1:])}
        self._digits = list(
            accumulate((len(each) if each[0] in _DIGITS else 0 for each in said), initial=0)
        )
        self._between: tuple[list[bool], list[int]] | None = None

    def kind(self, first: int, last: int) -> str:
        """m: letters and digits; d: digits; l: letters."""
        digits = self._digits[last + 1] - self._digits[first]
        if not digits:
            return "l"
        return "d" if digits == self.starts[last + 1] - self.starts[first] else "m"

    def place(self, at: int) -> int:
        """Where the letter at this place of the bare form stands."""
        piece = bisect_right(self.starts, at) - 1
        return self.spans[piece][0] + at - self.starts[piece]

    def stand_apart(self, first: int, last: int) -> bool:
        """Whether nothing is glued to these pieces, and no gap between words is in between."""
        glued, loose = self._between or self._look_between()
        if (first and glued[first - 1]) or (last < len(glued) and glued[last]):
            return False
        return loose[last] == loose[first]

    def look_like_a_key(self, first: int, last: int) -> bool:
        """Whether these pieces look like a key at all, and not like words and numbers."""
        if first == last:
            return True
        glued, loose = self._between or self._look_between()
        if loose[last] == loose[first]:
            return True  # one run, or joined by what stands between no words
        words = self._words(first, last, glued)
        *lengths, rest = map(len, words)
        whole = not (first and glued[first - 1]) and not (last < len(glued) and glued[last])
        alike = whole and len(set(lengths)) == 1
        if alike and (rest == lengths[0] or (rest < lengths[0] and len(words) > 2)):
            return True  # in groups
        odd = sum(len(word) for word in words if not _LIKE_A_WORD.fullmatch(word))
        return odd >= (self.starts[last + 1] - self.starts[first]) * _ODD

    def _look_between(self) -> tuple[list[bool], list[int]]:
        """Of each gap whether it is none; before each piece, how many gaps between words there are."""
        letters = self._letters
        gaps = [letters[a[1] : b[0]] for a, b in pairwise(self.spans)]
        glued = [gap == "" for gap in gaps]
        loose = (gap != "" and _BETWEEN_WORDS.fullmatch(gap) is not None for gap in gaps)
        self._between = glued, list(accumulate(loose, initial=0))
        return self._between

    def _words(self, first: int, last: int, glued: list[bool]) -> list[str]:
        words, begun = [], self.starts[first]
        for at in range(first, last):
            if not glued[at]:
                words.append(self.bare[begun : self.starts[at + 1]])
                begun = self.starts[at + 1]
        words.append(self.bare[begun : self.starts[last + 1]])
        return words


def bare(key: str, most: int = LONGEST) -> str:
    """The bare form of a key, of which at most the first 64 letters and digits."""
    return _Pieces(Letters(_SCHEME.sub("", key, count=1)).plain).bare[:most]


def shown_of(form: str) -> str:
    """What a group may see of a bare form: at most its last four letters, and never over a fifth."""
    shown = min(4, len(form) // 5)
    return form[-shown:] if shown else ""


def shapes_of(key: str) -> frozenset[str]:
    """What keys like this one are looked for by; nothing where it cannot be told from other things."""
    pieces = _Pieces(Letters(_SCHEME.sub("", key, count=1)).plain)
    form = pieces.bare[:LONGEST]
    if not form:
        return frozenset()
    last = bisect_right(pieces.starts, len(form) - 1) - 1
    kind = pieces.kind(0, last)
    if len(form) < (SHORTEST if kind == "m" else SHORTEST_ALIKE):
        return frozenset()
    if kind != "d" and not pieces.look_like_a_key(0, last):
        kind = "w"
    found = {f"{kind}{len(form)}"}
    return frozenset(found | {NUMBER_LIKE} if _ORDER_NUMBER.search(key) else found)


class Shapes:
    """The shapes of all keys there are; nothing else is looked for."""

    def __init__(self, shapes: Iterable[str] = ()) -> None:
        self.all = frozenset(shapes)
        kinds: dict[int, str] = {}
        for shape in self.all - {NUMBER_LIKE}:
            length = int(shape[1:])
            kinds[length] = kinds.get(length, "") + shape[0]
        self.kinds = sorted(kinds.items())
        self.always_with_digits = not any(shape[0] in "lw" for shape in self.all)
        shortest = self.kinds[0][0] if self.kinds else LONGEST
        self.runs = re.compile(rf"\S{{{shortest + 1},}}")
        self.like_numbers = NUMBER_LIKE in self.all


def candidates(text: str, shapes: Shapes, *, html: bool = False) -> Iterator[Stretch]:
    """The stretches of a text that may be keys of these shapes. ``html``: it has tags and entities.

    A text that only looks like HTML is read as both, and one with escapes (JSON, percent of percent) as what
    they stand for as well; so these come after the others.
    """
    if not shapes.kinds or len(text) < shapes.kinds[0][0]:
        return
    yield from _candidates(text, shapes, html=html)
    if not html and TAGGED.search(text):
        yield from _candidates(text, shapes, html=True)
    if ESCAPES.search(text):
        plain, places = unencoded_places(text)
        for each in _candidates(plain, shapes, html=html or TAGGED.search(plain) is not None):
            yield Stretch(each.bare, places[each.start], places[each.stop], each.apart)


def _candidates(text: str, shapes: Shapes, *, html: bool) -> Iterator[Stretch]:
    read = Letters(text, html=html)
    letters = read.plain
    if shapes.always_with_digits and not _DIGIT.search(letters):
        return
    if not shapes.like_numbers and "K-" in letters:
        # What stands on both sides of one is not joined over it either.
        letters = _ORDER_NUMBER.sub(lambda found: _WALL * len(found[0]), letters)
    for part in _BETWEEN_WALLS.finditer(letters):
        pieces = _Pieces(part[0])
        for form, first, last in _whole_pieces(pieces, shapes):
            start, stop = pieces.spans[first][0], pieces.spans[last][1]
            place = read.place(part.start() + start, part.start() + stop)
            yield Stretch(form, *place, pieces.stand_apart(first, last))
        for run in shapes.runs.finditer(part[0]):
            at = part.start() + run.start()
            for form, start, stop in _glued(_Pieces(run[0]), shapes):
                yield Stretch(form, *read.place(at + start, at + stop), apart=False)


def _whole_pieces(pieces: _Pieces, shapes: Shapes) -> Iterator[tuple[str, int, int]]:
    form, ends, total = pieces.bare, pieces.ends, len(pieces.bare)
    for first, begun in enumerate(pieces.starts[:-1]):
        for length, kinds in shapes.kinds:
            end = begun + length
            if end > total:
                break
            last = ends.get(end)
            if last is None:
                if length < LONGEST:
                    continue
                last = bisect_right(pieces.starts, end - 1) - 1  # the rest is not compared
            if "w" not in kinds:
                kind = pieces.kind(first, last)
                if kind not in kinds or (kind != "d" and not pieces.look_like_a_key(first, last)):
                    continue
            yield form[begun:end], first, last


def _glued(pieces: _Pieces, shapes: Shapes) -> Iterator[tuple[str, int, int]]:
    """Stretches of a run without blanks that only begin, or only end, with a piece."""
    form, starts, total = pieces.bare, pieces.starts, len(pieces.bare)
    begins, ends = set(starts[:-1]), pieces.ends
    for length, kinds in shapes.kinds:
        windows = [(begun, begun + length) for begun in starts[:-1] if begun + length not in ends]
        windows += [(end - length, end) for end in ends if end - length not in begins]
        for begun, end in windows:
            if begun < 0 or end > total:
                continue
            said = form[begun:end]
            if "w" in kinds or _kind(said) in kinds:
                yield said, pieces.place(begun), pieces.place(end - 1) + 1


def glued_at_both_ends(form: str, shapes: Shapes) -> set[str]:
    """What of a bare form may be a key of these shapes, wherever in it that begins."""
    return {
        said
        for length, kinds in shapes.kinds
        for at in range(len(form) - length + 1)
        if _kind(said := form[at : at + length]) in kinds or "w" in kinds
    }


def _kind(form: str) -> str:
    if form.isdecimal():
        return "d"
    return "m" if _DIGIT.search(form) else "l"

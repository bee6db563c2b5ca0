"""Parts of keys in what somebody says: where it is known of which, a part is masked as a whole is.

A key that comes in pieces (messages, captions, files, edits) is in none of them as a whole. So every stretch
of at least four letters and digits that stands like that in one of the keys is masked, in any dress. What is
shorter is a part where it joins what was said before, whatever stands in between: a word of two or three, or
a message that is nothing else. So of a key in order no more is read than the three that come first. What a
mask shows anyway may be said.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from services.key_shapes import ESCAPES, TAGGED, bare, shown_of
from services.letters import Letters
from services.unencoded import unencoded_places

HIDDEN = "••••"
_SHORTEST = ((5, 4), (100, 5))
"""Up to so many keys, so many letters and digits: of a random key as many stand in ordinary words once in a
thousand messages."""
_OF_MANY = 6
_OF_LONG = ((2_000, 4), (20_000, 5), (1_000_000, 6))
"""The same for texts of up to so many letters and digits: in a long one more stands by chance."""
_OF_LONGEST = 7
_A_WORD = 3
"""Letters of a word that tell something wherever in the key they stand; shorter ones have to go on from what
was said before."""
_WORDS = re.compile(r"[0-9A-Za-z]+")


class Part(NamedTuple):
    """Which letters of the bare form of which key were said."""

    key: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A text with the parts masked, whether there were any to mask, and all that were in it."""

    text: str = field(repr=False)
    hides: bool
    parts: frozenset[Part]


@dataclass(frozen=True, slots=True)
class _Word:
    """A short part that stands apart, with all places where it may be from."""

    first: int
    last: int
    parts: frozenset[Part]
    alone: bool


class KeyParts:
    """Looks for parts of these keys, by their numbers. ``before``: what was said of them already."""

    def __init__(self, keys: Mapping[int, str], before: Iterable[Part] = ()) -> None:
        self._forms = {key: form for key, plain in keys.items() if (form := bare(plain))}
        count = len(self._forms)
        self._least = next((least for most, least in _SHORTEST if count <= most), _OF_MANY)
        self._before = frozenset(before)

    def seen_in(self, words: str) -> Seen:
        """The words without the parts that stand in them."""
        hidden: list[tuple[int, int]] = []
        parts: set[Part] = set()
        for letters, place in _readings(words):
            at = [n for n, each in enumerate(letters) if each.isascii() and each.isalnum()]
            said = "".join(letters[n] for n in at).lower()
            for first, last in self._hidden(letters, said, at, parts):
                hidden.append(place(at[first], at[last] + 1))
                if last - first == len(said) - 1:
                    return Seen(HIDDEN, hides=True, parts=frozenset(parts))
        return Seen(_masked(words, hidden), bool(hidden), frozenset(parts))

    def _hidden(
        self, letters: str, said: str, at: list[int], parts: set[Part]
    ) -> list[tuple[int, int]]:
        """The first and the last of the letters that are to be masked; ``parts`` gets what they are of."""
        least = max(
            self._least, next((n for most, n in _OF_LONG if len(said) <= most), _OF_LONGEST)
        )
        whole = self._places(said) if said else frozenset()
        if whole:
            parts |= whole
            alone = _Word(0, len(said) - 1, whole, alone=True)
            return [(0, alone.last)] if self._tells(alone, self._before, least) else []
        found = []
        for first, last in self._stretches(said, least):
            found.append((first, last))
            parts |= self._places(said[first : last + 1])
        words = list(self._words(letters, said, at, found, least))
        known = self._before | parts
        for word in words:
            others = known.union(*(each.parts for each in words if each is not word))
            if self._tells(word, others, least):
                found.append((word.first, word.last))
        parts.update(*(word.parts for word in words))
        return found

    def _tells(self, word: _Word, others: Collection[Part], least: int) -> bool:
        """Whether with what else was said more is known than may be."""
        size = word.last - word.first + 1
        if word.alone and size >= least - 1:
            return True
        for part in word.parts:
            said = {
                n for each in others if each.key == part.key for n in range(each.start, each.stop)
            }
            mine = set(range(part.start, part.stop))
            if size < _A_WORD and mine <= said:
                continue  # said before, or by chance
            start, stop = part.start, part.stop
            while start - 1 in said:
                start -= 1
            while stop in said:
                stop += 1
            if stop - start >= least:
                return True
            if size >= _A_WORD and self._least == _SHORTEST[0][1]:
                longer = (each for each in others if each.key == part.key)
                told = mine.union(
                    *(range(*each[1:]) for each in longer if each.stop - each.start >= _A_WORD)
                )
                if len(told) >= least:
                    return True
        return False

    def _stretches(self, said: str, least: int) -> Iterator[tuple[int, int]]:
        """The places of the first and the last letter of each, apart from one another."""
        forms = self._forms.values()
        parts = {form[n : n + least] for form in forms for n in range(len(form) - least + 1)}
        at = 0
        while at + least <= len(said):
            if said[at : at + least] not in parts:
                at += 1
                continue
            end = max(_how_far(said, at, at + least, form) for form in forms)
            if not any(_shown(said[at:end], form) for form in forms):
                yield at, end - 1
            at = end

    def _words(
        self,
        letters: str,
        said: str,
        at: list[int],
        found: list[tuple[int, int]],
        least: int,
    ) -> Iterator[_Word]:
        """The short words that may be parts; of many keys, and in long texts, those of three at least."""
        shortest = 2 if least == _SHORTEST[0][1] else _A_WORD
        number = {place: n for n, place in enumerate(at)}
        taken = {n for first, last in found for n in range(first, last + 1)}
        for word in _WORDS.finditer(letters):
            first, last = number[word.start()], number[word.end() - 1]
            if not shortest <= last - first + 1 < least or first in taken:
                continue
            parts = self._places(said[first : last + 1])
            if parts:
                yield _Word(first, last, parts, alone=False)

    def _places(self, said: str) -> frozenset[Part]:
        """Where in the keys it stands; nowhere if a mask shows it anyway."""
        found = set()
        for key, form in self._forms.items():
            if _shown(said, form):
                return frozenset()
            start = form.find(said)
            while start >= 0:
                found.add(Part(key, start, start + len(said)))
                start = form.find(said, start + 1)
        return frozenset(found)


Place = Callable[[int, int], tuple[int, int]]


def _readings(words: str) -> Iterator[tuple[str, Place]]:
    """The letters of a text, each way it may be read, and where in it they stand."""
    read = Letters(words)
    yield read.plain, read.place
    if TAGGED.search(words):
        read = Letters(words, html=True)
        yield read.plain, read.place
    if ESCAPES.search(words):
        plain, places = unencoded_places(words)
        inner = Letters(plain, html=TAGGED.search(plain) is not None)

        def place(start: int, stop: int) -> tuple[int, int]:
            start, stop = inner.place(start, stop)
            return places[start], places[stop]

        yield inner.plain, place


def _masked(words: str, hidden: Iterable[tuple[int, int]]) -> str:
    pieces, end = [], 0
    for start, stop in sorted(hidden):
        if start >= end:
            pieces += [words[end:start], HIDDEN]
        end = max(end, stop)
    return "".join(pieces) + words[end:]


def _how_far(said: str, at: int, end: int, form: str) -> int:
    while end <= len(said) and said[at:end] in form:
        end += 1
    return end - 1


def _shown(said: str, form: str) -> bool:
    """Whether it is no more than a mask shows (services/vault.py)."""
    return shown_of(form).endswith(said)

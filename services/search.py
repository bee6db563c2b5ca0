"""Finding a product by words: in any order, by their beginnings, with typing mistakes.

Everything is prepared when a name comes or goes, so that a search is a few look-ups and, for what the
look-ups do not answer, one pass of rapidfuzz over the distinct words. Each word of the query must be
met by a word of the name. A hit costs more the further it is from the word: what is met exactly or by
its beginning always comes before what is met by a guess.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest

from rapidfuzz import process
from rapidfuzz.distance import OSA

from services.product_words import Chunk, aliases, chunks

EXACT, ALIAS, PREFIX, GUESS = 0, 1, 2, 1000
"""What a hit costs; a guess costs its price for each letter amiss."""
LONGEST_QUERY = 200
"""Characters of a query that are read; no name is longer."""
MOST_GUESSED = 6
"""Words of one query that are guessed at: each takes a pass over all words."""

SHORTEST_GUESSED, LONG_WORD = 4, 8
"""Letters of a word from which on one letter, and from which on two, may be amiss."""

Hits = dict[int, int]
"""What it costs to meet a word, by product."""


@dataclass(frozen=True, slots=True)
class _Entry:
    words: frozenset[str]
    plain: str


class SearchIndex:
    """Names and their numbers. ``find`` gives numbers."""

    def __init__(self) -> None:
        self._entries: dict[int, _Entry] = {}
        self._holders: dict[str, dict[int, int]] = {}  # word -> product -> EXACT or ALIAS
        self._sorted: list[str] = []
        self._guessable: dict[str, None] = {}  # a set that keeps one order, so that ties do too

    def load(self, names: Iterable[tuple[int, str]]) -> None:
        """Take all names at once, in place of what was there."""
        self._entries, self._holders, self._guessable = {}, {}, {}
        for number, name in names:
            self._enter(number, name)
        self._sorted = sorted(self._holders)

    def put(self, number: int, name: str) -> None:
        """Take a name in, or a new name for a number."""
        self.drop(number)
        for word in self._enter(number, name):
            insort(self._sorted, word)

    def drop(self, number: int) -> None:
        """Forget a number, if it is known."""
        entry = self._entries.pop(number, None)
        for word in entry.words if entry else ():
            holders = self._holders[word]
            del holders[number]
            if not holders:
                del self._holders[word], self._sorted[bisect_left(self._sorted, word)]
                self._guessable.pop(word, None)

    def find(self, query: str, limit: int) -> list[int]:
        """Numbers of the names that meet the query, best first; none for a query without words."""
        wanted = chunks(query[:LONGEST_QUERY])
        if not wanted:
            return []
        # "godofwar" and "star craft": names that begin with the query when neither has spaces.
        together = self._word("".join(chunk.whole for chunk in wanted), frozenset())
        found = _either(self._meet(wanted, frozenset()), together)
        if len(found) < limit:
            guessed = _worth_guessing(wanted)
            for number, cost in self._meet(wanted, guessed).items():
                found.setdefault(number, cost)

        plain = _plain(wanted)

        def rank(number: int) -> tuple[bool, int, bool, int, int]:
            name = self._entries[number].plain
            return name != plain, found[number], not name.startswith(plain), len(name), number

        return nsmallest(limit, found, key=rank)

    def _enter(self, number: int, name: str) -> list[str]:
        """Note a name's words; gives those that nobody had before."""
        pieces = chunks(name)
        exact = {"".join(piece.whole for piece in pieces)}
        for piece in pieces:
            exact.add(piece.whole)
            exact.update(part for part in piece.parts if _stands_alone(part, piece))
        costs = {alias: ALIAS for word in exact for alias in aliases(word)}
        costs.update(dict.fromkeys(exact, EXACT))
        self._entries[number] = _Entry(frozenset(costs), _plain(pieces))
        new = [word for word in costs if word not in self._holders]
        for word, cost in costs.items():
            self._holders.setdefault(word, {})[number] = cost
            if len(word) >= SHORTEST_GUESSED - 1 and word.isalpha():
                self._guessable[word] = None
        return new

    def _meet(self, wanted: list[Chunk], guessed: frozenset[str]) -> Hits:
        """What meets every chunk, either as a whole or by all its parts."""
        met: Hits | None = None
        for chunk in wanted:
            hits = self._word(chunk.whole, guessed)
            if len(chunk.parts) > 1:
                by_parts = _all_of([self._word(part, guessed) for part in chunk.parts])
                hits = _either(hits, by_parts)
            met = hits if met is None else _all_of([met, hits])
            if not met:
                return {}
        return met or {}

    def _word(self, word: str, guessed: frozenset[str]) -> Hits:
        hits = dict(self._holders.get(word, {}))
        for alias in aliases(word):
            for number in self._holders.get(alias, ()):
                hits.setdefault(number, ALIAS)
        for spelling in (word, *(alias for alias in aliases(word) if alias.isalpha())):
            for longer in self._beginning_with(spelling):
                for number in self._holders[longer]:
                    hits.setdefault(number, PREFIX)
        if word in guessed:
            # A word that is known as it stands is likely meant so: only the nearest guesses join it.
            edits = 1 if hits or len(word) < LONG_WORD else 2
            for near, distance, _ in process.extract_iter(
                word, self._guessable.keys(), scorer=OSA.distance, score_cutoff=edits
            ):
                for number in self._holders[near]:
                    hits.setdefault(number, GUESS * int(distance))
        return hits

    def _beginning_with(self, start: str) -> Iterable[str]:
        at = bisect_left(self._sorted, start)
        while at < len(self._sorted) and self._sorted[at].startswith(start):
            yield self._sorted[at]
            at += 1


def _worth_guessing(wanted: list[Chunk]) -> frozenset[str]:
    words = {word for chunk in wanted for word in (chunk.whole, *chunk.parts)}
    long = [word for word in words if len(word) >= SHORTEST_GUESSED and word.isalpha()]
    return frozenset(sorted(long, key=lambda word: (-len(word), word))[:MOST_GUESSED])


def _plain(pieces: list[Chunk]) -> str:
    """A name in one run of letters, with its Roman numbers in digits: to tell the very name."""
    words = (piece.whole for piece in pieces)
    return "".join(next((alias for alias in aliases(w) if alias.isdigit()), w) for w in words)


def _stands_alone(part: str, piece: Chunk) -> bool:
    """Single letters between dots or after an apostrophe are no words, unless they are numbers."""
    return len(part) > 1 or part.isdigit() or part == piece.whole or bool(aliases(part))


def _all_of(several: list[Hits]) -> Hits:
    smallest = min(several, key=len)
    return {
        number: sum(hits[number] for hits in several)
        for number in smallest
        if all(number in hits for hits in several)
    }


def _either(one: Hits, other: Hits) -> Hits:
    both = dict(other)
    for number, cost in one.items():
        both[number] = min(cost, both.get(number, cost))
    return both

"""Words in their order, each with the numbers of those that have it, as small as memory allows.

A number that has a word alone stands for itself, several are an array. What begins alike is found by halving;
what is alike but for letters amiss is looked for among the words of about that length.
"""

from array import array
from bisect import bisect_left
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

_BEHIND_ALL = chr(0x10FFFF)


Holders = dict[str, "int | array[int]"]
"""Who has each word, while a table is being made of it."""


def gather(holders: Holders, word: str, number: int) -> None:
    """Note in what a table will be made of that a number has a word."""
    known = holders.get(word)
    holders[word] = number if known is None else _joined(known, number)


class WordTable:
    """Words of letters and digits, none of which a number has twice."""

    def __init__(self, holders: Holders) -> None:
        self._words = sorted(holders)
        self._holders = [holders[word] for word in self._words]
        self._by_length: dict[int, list[str]] = {}
        for word in self._words:
            self._by_length.setdefault(len(word), []).append(word)

    def add(self, word: str, number: int) -> None:
        """Note that a number has a word."""
        at = bisect_left(self._words, word)
        if self._is_at(at, word):
            self._holders[at] = _joined(self._holders[at], number)
            return
        self._words.insert(at, word)
        self._holders.insert(at, number)
        self._by_length.setdefault(len(word), []).append(word)

    def remove(self, word: str, number: int) -> None:
        """Note that a number has a word no more."""
        at = bisect_left(self._words, word)
        holders = self._holders[at]
        if isinstance(holders, array) and len(holders) > 1:
            holders.remove(number)
            return
        del self._words[at], self._holders[at]
        self._by_length[len(word)].remove(word)

    def count(self, word: str) -> int:
        """How many have this word."""
        at = bisect_left(self._words, word)
        holders = self._holders[at] if self._is_at(at, word) else array("q")
        return 1 if isinstance(holders, int) else len(holders)

    def having(self, word: str) -> set[int]:
        """Give those that have this word."""
        at = bisect_left(self._words, word)
        return _all(self._holders[at : at + 1]) if self._is_at(at, word) else set()

    def beginning(self, start: str) -> set[int]:
        """Give those that have a word with this beginning."""
        first = bisect_left(self._words, start)
        behind = bisect_left(self._words, start + _BEHIND_ALL, lo=first)
        return _all(self._holders[first:behind])

    def near(self, word: str, edits: int) -> dict[int, set[int]]:
        """Give those that have a word of letters so many of them amiss at most, by how many they are."""
        found: dict[int, set[int]] = {}
        for length in range(len(word) - edits, len(word) + edits + 1):
            for near, distance, _ in process.extract_iter(
                word, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=edits
            ):
                if near.isalpha():
                    found.setdefault(int(distance), set()).update(self.having(near))
        return found

    def _is_at(self, at: int, word: str) -> bool:
        return at < len(self._words) and self._words[at] == word


def _joined(known: "int | array[int]", number: int) -> "array[int]":
    if isinstance(known, array):
        known.append(number)
        return known
    return array("q", (known, number))


def _all(holders: "Sequence[int | array[int]]") -> set[int]:
    alone = [each for each in holders if isinstance(each, int)]
    return set(alone).union(*(each for each in holders if not isinstance(each, int)))

"""Finding a product by words: in any order, by their beginnings, with typing mistakes.

What a product is also found by counts like its name: its words may be mixed with those of the name.

Everything is prepared when a name comes or goes, so that a search is a few look-ups, whatever the
catalog's size. Each word of the query must be met by a word of the name. A hit costs more the further it
is from the word: what is met exactly or by its beginning always comes before what is met by a guess. So what
is dear is looked for only where what is cheap is not enough: beginnings where few names have the very
words, guesses where still few are found.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce
from heapq import nsmallest

from services.product_words import Chunk, aliases, chunks
from services.word_table import Holders, WordTable, gather

EXACT, ALIAS, PREFIX, GUESS = 0, 1, 2, 1000
"""What a hit costs; a guess costs its price for each letter amiss."""
LONGEST_QUERY = 200
"""Characters of a query that are read; no name is longer."""
MOST_GUESSED = 6
"""Words of one query that are guessed at."""

SHORTEST_GUESSED, LONG_WORD = 4, 8
"""Letters of a word from which on one letter, and from which on two, may be amiss."""

Hits = Mapping[int, set[int]]
"""Places of names, by what it costs to meet a word by them; each once, the cheapest first."""
_OF_A_LENGTH = 1 << 40
"""A name's place is its length times this and its number: of two met alike the shorter comes first."""
NOTHING_ELSE: Mapping[int, Sequence[str]] = {}


class SearchIndex:
    """Names and their numbers. ``find`` gives numbers."""

    def __init__(self) -> None:
        self.load(())

    def load(
        self, names: Iterable[tuple[int, str]], also: Mapping[int, Sequence[str]] = NOTHING_ELSE
    ) -> None:
        """Take all names at once, in place of what was there; ``also``: other names of some numbers."""
        self._names = dict(names)
        self._also = {number: tuple(others) for number, others in also.items()}
        exact, alias, plain = Holders(), Holders(), Holders()
        for number, name in self._names.items():
            words = _Words(name, *self._also.get(number, ()))
            place = words.place(number)
            for holders, known in zip((exact, alias, plain), words.by_table(), strict=True):
                for word in known:
                    gather(holders, word, place)
        self._tables = WordTable(exact), WordTable(alias), WordTable(plain)

    def put(self, number: int, name: str, also: Sequence[str] = ()) -> None:
        """Take a name in, or new names for a number."""
        self.drop(number)
        self._names[number] = name
        if also:
            self._also[number] = tuple(also)
        words = _Words(name, *also)
        for table, known in zip(self._tables, words.by_table(), strict=True):
            for word in known:
                table.add(word, words.place(number))

    def drop(self, number: int) -> None:
        """Forget a number, if it is known."""
        name = self._names.pop(number, None)
        if name is None:
            return
        words = _Words(name, *self._also.pop(number, ()))
        for table, known in zip(self._tables, words.by_table(), strict=True):
            for word in known:
                table.remove(word, words.place(number))

    def find(self, query: str, limit: int) -> list[int]:
        """Numbers of the names that meet the query, best first; none for a query without words."""
        wanted = chunks(query[:LONGEST_QUERY])
        if not wanted:
            return []
        plain = _plain(wanted)
        asked = _Asked(*self._tables, _worth_guessing(wanted))
        very = {ALIAS: self._tables[2].having(plain)}
        # "godofwar" and "star craft": names that begin with the query when neither has spaces.
        joined = "".join(chunk.whole for chunk in wanted)
        for depth in (EXACT, PREFIX, GUESS):
            together = asked.word(joined, min(depth, PREFIX))
            found = _cheapest([asked.meet(wanted, depth), together, very])
            if sum(map(len, found.values())) >= limit:
                break
        return [place % _OF_A_LENGTH for place in self._best(found, plain, limit)]

    def _best(self, found: Hits, plain: str, limit: int) -> list[int]:
        """The very name first; of those that cost the same, first what begins with the query."""
        very, starting = self._tables[2].having(plain), self._tables[2].beginning(plain)
        best: list[int] = []
        for places in (
            *(found[cost] & very for cost in sorted(found)),
            *(found[cost] - very for cost in sorted(found)),
        ):
            for alike in (places & starting, places - starting):
                if len(best) < limit:
                    best += nsmallest(limit - len(best), alike)
        return best


class _Asked:
    """What was asked for once: what meets each of its words is looked for once, whatever the depth."""

    def __init__(
        self, exact: WordTable, alias: WordTable, _plain: WordTable, guessed: frozenset[str]
    ) -> None:
        self._exact = exact
        self._alias = alias
        self._guessed = guessed
        self._known: dict[tuple[str, int], Hits] = {}

    def meet(self, wanted: list[Chunk], depth: int) -> Hits:
        """What meets every chunk, either as a whole or by all its parts."""
        met: Hits | None = None
        # What few names have comes first: all that follows is looked for among these.
        for chunk in sorted(wanted, key=lambda chunk: self._exact.count(chunk.whole)):
            several = [self.word(chunk.whole, depth)]
            if len(chunk.parts) > 1:
                several.append(reduce(_both, [self.word(part, depth) for part in chunk.parts]))
            met = _cheapest(several) if met is None else _cheapest([_both(met, h) for h in several])
            if not met:
                break
        return met or {}

    def word(self, word: str, depth: int) -> Hits:
        """What meets a word: exactly; or also written otherwise or by its beginning; or also by guesses."""
        known = self._known.get((word, depth))
        if known is None:
            known = self._known[word, depth] = _cheapest(self._found(word, depth))
        return known

    def _found(self, word: str, depth: int) -> list[Hits]:
        tables = self._exact, self._alias
        if depth == EXACT:
            return [{EXACT: self._exact.having(word)}]
        if depth == PREFIX:
            others = aliases(word)
            starts = (word, *(other for other in others if other.isalpha()))
            return [
                self.word(word, EXACT),
                {ALIAS: self._alias.having(word)},
                *({ALIAS: table.having(other)} for other in others for table in tables),
                *({PREFIX: table.beginning(start)} for start in starts for table in tables),
            ]
        hits = self.word(word, PREFIX)
        if word not in self._guessed:
            return [hits]
        # A word that is known as it stands is likely meant so: only the nearest guesses join it.
        edits = 1 if hits or len(word) < LONG_WORD else 2
        near = (table.near(word, edits) for table in tables)
        return [hits, *({GUESS * amiss: each[amiss] for amiss in each} for each in near)]


class _Words:
    """The words of a number's names: as they stand, written otherwise, and each name in one."""

    def __init__(self, *names: str) -> None:
        self._exact: set[str] = set()
        self._plain: list[str] = []
        for name in names:
            pieces = chunks(name)
            joined = "".join(piece.whole for piece in pieces)
            self._exact |= {joined, *(piece.whole for piece in pieces)}
            self._exact |= {p for piece in pieces for p in piece.parts if _stands_alone(p, piece)}
            self._plain.append(joined if joined == (plain := _plain(pieces)) else plain)
        self._exact.discard("")
        self._alias = {alias for word in self._exact for alias in aliases(word)} - self._exact

    def by_table(self) -> tuple[Collection[str], Collection[str], Collection[str]]:
        """The words of each of the three tables."""
        return self._exact, self._alias, {plain for plain in self._plain if plain}

    def place(self, number: int) -> int:
        """Where the name stands among those that are met alike."""
        return len(self._plain[0]) * _OF_A_LENGTH + number


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


def _both(one: Hits, other: Hits) -> Hits:
    """What is met in both ways, at what both cost together."""
    found: dict[int, set[int]] = {}
    for cost, places in one.items():
        for more, others in other.items():
            if both := places & others:
                found.setdefault(cost + more, set()).update(both)
    return found


def _cheapest(several: Sequence[Hits]) -> Hits:
    """What is met in one way or another, each place at what the cheapest costs."""
    if len(several) == 1:
        return {cost: places for cost, places in several[0].items() if places}
    found: dict[int, set[int]] = {}
    seen: set[int] = set()
    for cost in sorted({cost for hits in several for cost in hits}):
        places = set().union(*(hits.get(cost, ()) for hits in several)) - seen
        if places:
            found[cost] = places
            seen |= places
    return found

"""Which product is meant by words, and how many keys of it, where a number may be either.

Words that are a product's whole name are that product: "PSN 50" is no fifty keys of "PSN". A number
that is a word of a product's name may belong to the name; "x2" and "2x" are counts too. Where two
readings are left, both are offered, and a person chooses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from handlers.words.arguments import count_apart, first_word, how_many
from services.catalog import Product
from services.product_words import name_words

_QUOTES = ('"', "“", "«")


class Names(Protocol):
    """The names there are: services/catalog."""

    def whole_name(self, words: str) -> Sequence[Product]:
        """The products whose whole name these words are."""

    def search(self, words: str, limit: int = 8) -> Sequence[Product]:
        """The products that may be meant by these words, best first."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What may be meant: the words of a name, a number of keys if there is one, and what was found."""

    words: str
    count: int | None
    found: tuple[Product, ...]


def readings(names: Names, text: str) -> list[Reading]:
    """One reading, or two where nobody can tell: first the number as part of the name, then as a count.

    In quotes the name ends with them.
    """
    text = text.strip()
    if text.startswith(_QUOTES):
        name, behind = first_word(text)
        count = how_many(behind)
        if not behind or count is not None:
            return [Reading(name, count, _meant(names, name))]
    head, _, last = text.rpartition(" ")
    head, count = head.strip(), how_many(last)
    if not head or count is None:
        return [Reading(text, None, _meant(names, text))]
    as_name = Reading(text, None, tuple(names.whole_name(text)))
    as_count = Reading(head, count, tuple(names.whole_name(head)))
    if as_name.found or as_count.found:
        return [each for each in (as_name, as_count) if each.found]
    if (apart := count_apart(text)) is not None:
        return readings(names, f"{apart[0]} x{apart[1]}")
    return _by_search(names, as_name, as_count, last)


def _by_search(names: Names, as_name: Reading, as_count: Reading, last: str) -> list[Reading]:
    """No name is typed out: the number counts as part of one that has it, unless it has others too."""
    number = name_words(last)
    holding = tuple(
        product
        for product in names.search(as_name.words)
        if set(number) <= set(name_words(product.name))
    )
    others = tuple(each for each in names.search(as_count.words) if each not in holding)
    as_name = Reading(as_name.words, None, holding)
    as_count = Reading(as_count.words, as_count.count, others)
    if holding:
        return [as_name, as_count] if others else [as_name]
    return [as_count]


def _meant(names: Names, words: str) -> tuple[Product, ...]:
    return tuple(names.whole_name(words)) or tuple(names.search(words))

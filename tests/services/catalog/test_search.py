"""Search: what people type finds what they mean, and a name takes little memory."""

import string
import tracemalloc
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.product_words import chunks
from services.search import SearchIndex

NAMES = [
    "GTA V",
    "GTA IV",
    "Grand Theft Auto: San Andreas",
    "Half-Life 2",
    "S.T.A.L.K.E.R. 2: Heart of Chornobyl",
    "Assassin's Creed II",
    "Cyberpunk 2077",
    "Red Dead Redemption 2",
    "Ведьмак 3: Дикая Охота",
    "The Witcher 3: Wild Hunt",
    "F1 23",
    "Pokémon Red",
    "Doom",
    "Doom Eternal",
    "Minecraft",
    "StarCraft",
    "God of War",
    "Counter-Strike 2",
]


def found(query: str, limit: int = 8) -> list[str]:
    """The names a query finds, best first."""
    index = SearchIndex()
    index.load(enumerate(NAMES))
    return [NAMES[number] for number in index.find(query, limit)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("gta v", "GTA V"),
        ("GTA 5", "GTA V"),
        ("gta5", "GTA V"),
        ("5 gta", "GTA V"),
        ("gtav", "GTA V"),
        ("гта 5", "GTA V"),
        ("gta 4", "GTA IV"),
        ("auto theft", "Grand Theft Auto: San Andreas"),
        ("half life", "Half-Life 2"),
        ("halflife 2", "Half-Life 2"),
        ("stalker", "S.T.A.L.K.E.R. 2: Heart of Chornobyl"),
        ("assassins creed 2", "Assassin's Creed II"),
        ("assasin creed", "Assassin's Creed II"),
        ("cyberpnuk", "Cyberpunk 2077"),
        ("cybrpunkk", "Cyberpunk 2077"),
        ("cyberpunk2077", "Cyberpunk 2077"),
        ("red dead", "Red Dead Redemption 2"),
        ("reddead", "Red Dead Redemption 2"),
        ("redepmtion", "Red Dead Redemption 2"),
        ("ведьмак", "Ведьмак 3: Дикая Охота"),
        ("охота дик", "Ведьмак 3: Дикая Охота"),
        ("ведмак", "Ведьмак 3: Дикая Охота"),
        ("vedmak", "Ведьмак 3: Дикая Охота"),
        ("witcher iii", "The Witcher 3: Wild Hunt"),
        ("withcer", "The Witcher 3: Wild Hunt"),
        ("f1", "F1 23"),
        ("pokemon", "Pokémon Red"),
        ("mincraft", "Minecraft"),
        ("star craft", "StarCraft"),
        ("godofwar", "God of War"),
        ("counterstrike", "Counter-Strike 2"),
    ],
)
def test_what_people_type_finds_what_they_mean(query: str, first: str) -> None:
    """Words in any order, beginnings, mistakes, numbers of both kinds, two alphabets."""
    assert found(query)[:1] == [first]


@pytest.mark.parametrize(
    "query",
    ["", "   ", "!!!", "qwrtzp", "zzzzzzzz", "gta 6", "doom nosuchword", "асдфгх", "12345", "%_"],
)
def test_nonsense_finds_nothing(query: str) -> None:
    """A word that meets no word of a name finds nothing, however many others do."""
    assert found(query) == []


def test_exact_hits_come_before_beginnings_and_those_before_guesses() -> None:
    """The nearer the hit the earlier it comes; the very name comes first of all."""
    names = ["Doomed", "Dooms Day", "The Doom Saga", "Room 4", "Doom"]
    index = SearchIndex()
    index.load(enumerate(names))
    ordered = [names[number] for number in index.find("doom", 8)]
    assert ordered == ["Doom", "The Doom Saga", "Doomed", "Dooms Day", "Room 4"]


def test_a_changed_catalog_is_searched_as_if_it_were_loaded_anew() -> None:
    """Putting, renaming and dropping leave nothing behind and lose nothing."""
    index = SearchIndex()
    for number, name in enumerate(NAMES):
        index.put(number, f"Old {name}")
    for number, name in enumerate(NAMES):
        index.put(number, name)
    index.put(99, "Gone Home")
    index.drop(99)
    index.drop(100)
    for query in ("gta 5", "old", "gone", "homa", "red", "doom"):
        assert [NAMES[number] for number in index.find(query, 8)] == found(query)


def many(count: int) -> list[str]:
    """Names of two words and a number."""
    words = ["".join(each) for each in product("bdfgjkqz", "ouy", "nqvz", "aeiy")]
    return [f"{words[n % 89].title()} {words[n % 97].title()} {n // 7}" for n in range(count)]


def test_a_name_takes_little_memory() -> None:
    """A few hundred bytes each, its words with all their holders included: there may be fifty thousand."""
    names = many(4000)
    SearchIndex().load(enumerate(names[:10]))  # what is made once and for all
    tracemalloc.start()
    index = SearchIndex()
    index.load(enumerate(names))
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert index.find(names[77], 1) == [77]
    assert held / len(names) < 600


LETTERS = string.ascii_letters + "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВЯéüñß"
WORD = st.text(LETTERS, min_size=1, max_size=12)
NAME = st.lists(
    WORD | st.sampled_from(["V", "II", "2077", "4", "Spider-Man", "S.T.A.L.", "L'Été", "&", "-"]),
    min_size=1,
    max_size=5,
).map(" ".join)
CATALOG = st.lists(NAME.filter(chunks), min_size=1, max_size=12, unique=True)


def finds(names: list[str], query: str) -> set[int]:
    """All numbers a query finds."""
    index = SearchIndex()
    index.load(enumerate(names))
    return set(index.find(query, len(names)))


@given(CATALOG, st.data())
def test_a_product_is_found_by_its_own_name_and_by_any_word_of_it(
    names: list[str], data: st.DataObject
) -> None:
    """Whatever else is sold, in whatever case it is typed, and the words in whatever order."""
    number = data.draw(st.integers(0, len(names) - 1))
    words = names[number].split()
    assert number in finds(names, names[number].upper())
    assert number in finds(names, " ".join(data.draw(st.permutations(words))))
    word = data.draw(st.sampled_from([word for word in words if chunks(word)]))
    assert number in finds(names, word)
    # The last letter of a beginning may change by its case: "ss" is how ß is folded.
    start = word[: data.draw(st.integers(1, len(word)))]
    assume(chunks(start) and chunks(word)[0].whole.startswith(chunks(start)[0].whole))
    assert number in finds(names, start)


@given(CATALOG, st.text(LETTERS, min_size=5, max_size=12), st.data())
def test_one_letter_amiss_in_a_long_word_is_forgiven(
    names: list[str], word: str, data: st.DataObject
) -> None:
    """A letter dropped, or two exchanged, in a word of five letters or more."""
    # What is folded to two letters, or dropped as an accent, would be more than one letter amiss.
    assume(len(chunks(word)[0].whole) == len(word) and "ß" not in word)
    names = [*names, f"Some {word} Game"]
    at = data.draw(st.integers(0, len(word) - 2))
    dropped = word[:at] + word[at + 1 :]
    exchanged = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert len(names) - 1 in finds(names, dropped)
    assert len(names) - 1 in finds(names, exchanged)


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_text_upsets_the_search(name: str, query: str) -> None:
    """Any text can be put and searched for, and dropping it leaves nothing to find."""
    index = SearchIndex()
    index.put(1, name)
    assert set(index.find(query, 8)) <= {1}
    index.drop(1)
    assert index.find(name, 8) == []

"""Which product is meant, and how many keys: a number that belongs to a name is no count."""

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.catalog.readings import readings
from services.catalog import Product
from services.product_words import fold, name_words
from services.search import SearchIndex


class Shelf:
    """Products by name, found as the catalog finds them."""

    def __init__(self, *names: str) -> None:
        self._products = [Product(number, name, ()) for number, name in enumerate(names)]
        self._index = SearchIndex()
        self._index.load(enumerate(names))

    def whole_name(self, words: str) -> list[Product]:
        exact = [each for each in self._products if fold(each.name) == fold(words)]
        same = [each for each in self._products if name_words(each.name) == name_words(words)]
        return exact or same

    def search(self, words: str, limit: int = 8) -> list[Product]:
        return [self._products[number] for number in self._index.find(words, limit)]


def read(text: str, *names: str) -> list[tuple[list[str], int | None]]:
    """The readings, each as the names found and the count."""
    found = readings(Shelf(*names), text)
    return [([product.name for product in each.found], each.count) for each in found]


NUMBERS: list[tuple[str, list[str], list[tuple[list[str], int | None]]]] = [
    ("PSN 50", ["PSN 50"], [(["PSN 50"], None)]),
    ("psn50", ["PSN 50", "PSN 20"], [(["PSN 50"], None)]),
    ("PSN 50 2", ["PSN 50"], [(["PSN 50"], 2)]),
    ("PSN 50 2", ["PSN 50", "PSN"], [(["PSN 50"], 2)]),
    ("PSN 50", ["PSN 50", "PSN"], [(["PSN 50"], None), (["PSN"], 50)]),
    ("PSN 50", ["PSN"], [(["PSN"], 50)]),
    ("Cyberpunk 2077", ["Cyberpunk 2077"], [(["Cyberpunk 2077"], None)]),
    ("gta 5", ["GTA V", "GTA IV"], [(["GTA V"], None)]),
    ("gta v 5", ["GTA V", "GTA IV"], [(["GTA V"], 5)]),
    ("gta v 5", ["GTA V", "GTA 55"], [(["GTA V"], 5)]),
    ("2048", ["2048", "GTA V"], [(["2048"], None)]),
    ("2048 3", ["2048", "GTA V"], [(["2048"], 3)]),
    ("fifa 23", ["FIFA 23 Ultimate"], [(["FIFA 23 Ultimate"], None)]),
    (
        "fifa 23",
        ["FIFA 23 Ultimate", "FIFA 22"],
        [(["FIFA 23 Ultimate"], None), (["FIFA 22"], 23)],
    ),
    ("fifa 3", ["FIFA 23", "FIFA 22"], [(["FIFA 23", "FIFA 22"], 3)]),
    ("elden 5", ["Elden Ring"], [(["Elden Ring"], 5)]),
    ('"PSN" 50', ["PSN 50", "PSN"], [(["PSN"], 50)]),
    ("“PSN 50”", ["PSN 50", "PSN"], [(["PSN 50"], None)]),
    ("«PSN 50» 3", ["PSN 50", "PSN"], [(["PSN 50"], 3)]),
    ("Ведьмак 3", ["Ведьмак 3", "Ведьмак"], [(["Ведьмак 3"], None), (["Ведьмак"], 3)]),
    ("Xbox 12 months", ["Xbox 12 months", "Xbox"], [(["Xbox 12 months"], None)]),
    ("gta v x2", ["GTA V", "GTA IV"], [(["GTA V"], 2)]),
    ("gta v 2x", ["GTA V", "GTA IV"], [(["GTA V"], 2)]),
    ("gta v ×2", ["GTA V", "GTA IV"], [(["GTA V"], 2)]),
    ("gta v X 12", ["GTA V", "GTA IV"], [(["GTA V"], 12)]),
    ("gta v *3", ["GTA V"], [(["GTA V"], 3)]),
    ("gta v х2", ["GTA V"], [(["GTA V"], 2)]),
    ("boost x2", ["Boost x2", "Boost"], [(["Boost x2"], None), (["Boost"], 2)]),
    ("boost x2", ["Boost x2"], [(["Boost x2"], None)]),
    ("mega man x 2", ["Mega Man X", "Mega Man"], [(["Mega Man X"], 2)]),
    ("mega man x 2", ["Mega Man X 2", "Mega Man"], [(["Mega Man X 2"], None)]),
    ("elden x2", ["Elden Ring"], [(["Elden Ring"], 2)]),
    ("«PSN 50» x3", ["PSN 50"], [(["PSN 50"], 3)]),
]


def test_a_number_is_read_as_people_mean_it() -> None:
    """Part of the name it is a word of; else how many; both are offered where nobody can tell."""
    for typed, names, meant in NUMBERS:
        assert read(typed, *names) == meant


WORDS = st.sampled_from(["psn", "gta", "v", "5", "50", "2048", "x", "fifa", "23", "plus", "ii"])
NAMES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=6)


@settings(max_examples=200)
@given(NAMES, st.data())
def test_a_whole_name_is_always_that_product(names: list[str], data: st.DataObject) -> None:
    """Whatever else is in the catalog, one reading of a name is the product, without a count."""
    name = data.draw(st.sampled_from(names))
    found = read(name, *names)
    assert any(count is None and name in products for products, count in found)
    assert len(found) <= 2


@settings(max_examples=200)
@given(NAMES, st.integers(1, 500), st.data())
def test_a_count_behind_a_whole_name_is_kept(
    names: list[str], count: int, data: st.DataObject
) -> None:
    """Unless name and number are a name together, when that is offered as well."""
    name = data.draw(st.sampled_from(names))
    found = read(f"{name} {count}", *names)
    assert any(number == count and name in products for products, number in found)


@settings(max_examples=200)
@given(NAMES, st.text(max_size=30))
def test_no_text_is_too_odd(names: list[str], text: str) -> None:
    """There is always a reading, and never a count that was not typed at the end."""
    for _, count in read(text, *names):
        assert count is None or text.strip().endswith(tuple("0123456789"))
    assert read(text, *names)

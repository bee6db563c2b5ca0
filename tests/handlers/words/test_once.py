"""What is said again is put into words once for each reader, and anew for other facts."""

from handlers.words.markup import Html
from handlers.words.texts import Library, Texts
from tests.clock import ManualClock


def test_the_same_facts_are_put_into_words_once() -> None:
    """By each reader; whatever else the facts are is said as they are then."""
    library, made = Library.load(ManualClock(), strict=True), []

    def line(t: Texts, name: str, stock: int | None) -> Html:
        made.append((t.zone, name, stock))
        return Html(f"{name}: {stock}")

    here, there = library.texts("en", "UTC"), library.texts("en", "Asia/Tokyo")
    for reader in (here, here, there):
        assert reader.once(line, "GTA V", 3) == "GTA V: 3"
    assert here.once(line, "GTA V", None) == "GTA V: None"
    assert made == [("UTC", "GTA V", 3), ("Asia/Tokyo", "GTA V", 3), ("UTC", "GTA V", None)]

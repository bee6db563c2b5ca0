"""A product and a period said together: the words of a whole name belong to it, not to the period."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.reports.product_period import named_in_period
from handlers.words.spoken_periods import spoken_past
from handlers.words.texts import Library
from tests.clock import ManualClock
from tests.handlers.catalog.test_readings import Shelf

T = Library.load(ManualClock(datetime(2026, 12, 1, 12, 0, tzinfo=UTC)), strict=True).texts(
    "en", "UTC"
)
NAMES = (
    *("Diablo", "Diablo 4", "Half-Life 2", "Portal 2", "7 Days to Die", "1942", "May", "Anno 1800"),
    *("Friday the 13th", "March of Empires", "30 Days Pass", "Xbox Game Pass 3 Months", "Today"),
    *("Last Day on Earth", "Cyberpunk 2077", "The Last of Us", "Week Pass", "FIFA 2026"),
)
PERIODS = (
    "last week",
    "last 3 months",
    "week",
    "nov",
    "may",
    "2026",
    "yesterday",
    "oct to nov",
    "q3 2026",
)


def read(said: str) -> tuple[list[str], str] | None:
    """The names found, and the period."""
    found = named_in_period(Shelf(*NAMES), T, said)
    return None if found is None else ([each.name for each in found[1]], str(found[2]))


@given(st.sampled_from(NAMES), st.sampled_from(PERIODS), st.booleans())
def test_a_whole_name_is_that_product_whatever_words_it_has(
    name: str, period: str, before: bool
) -> None:
    """With any period before it or behind it."""
    if {name, period} == {"May", "may"}:
        return
    said = f"{period} {name}" if before else f"{name} {period}"
    assert read(said.lower()) == ([name], str(spoken_past(T, period))), said


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("diablo 4 last month", (["Diablo 4"], "20261101..20261130")),
        ("diablo last 4 months", (["Diablo"], "20260802..20261201")),
        ("xbox game pass 3 months 3 months", (["Xbox Game Pass 3 Months"], "20260902..20261201")),
        ("last 4 months", None),
        ("may", None),
        ("elden ring last week", None),
    ],
)
def test_the_longest_whole_name_wins(said: str, meant: tuple[list[str], str] | None) -> None:
    """Where no words are a whole name, none is found here."""
    assert read(said) == meant

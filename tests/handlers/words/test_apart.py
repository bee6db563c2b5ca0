"""No two names on buttons read alike, however little room there is."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.words.apart import told_apart

MOST = 14


def test_names_are_cut_where_they_differ() -> None:
    """At the end where that is enough; in the middle; by their number where both ends are the same."""
    assert told_apart(["support", "night shift at weekends"], MOST) == {
        "support": "support",
        "night shift at weekends": "night shift a…",
    }
    first, second = "night shift at weekends", "night shift at feasts"
    assert told_apart([first, second], MOST) == {first: "night s…ekends", second: "night s…feasts"}
    first, second = "смена ночная первая людей", "смена ночная вторая людей"
    assert told_apart([first, second], MOST) == {
        first: "1. смена ночн…",
        second: "2. смена ночн…",
    }


@given(st.lists(st.text("ab ", min_size=2, max_size=32).map(str.strip), unique_by=str.casefold))
def test_no_two_are_ever_alike(names: list[str]) -> None:
    """Whatever they are called."""
    short = told_apart([name for name in names if name], MOST)
    assert len(set(map(str.casefold, short.values()))) == len(short)
    assert all(len(said) <= MOST for said in short.values())

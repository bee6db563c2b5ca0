"""A name at the beginning of what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words.names import name_first

NAMES = [("Second", 1), ("Second Shop", 2), ("2048", 3), ("puzzle", 4)]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("second shop today", (2, "today")),
        ("SECOND  shop", (2, "")),
        ("second today", (1, "today")),
        ("2048 1 20", (3, "1 20")),
        ("20480 1", (None, "20480 1")),
        ('"second shop" 3', (2, "3")),
        ('"second" shop', (1, "shop")),
        ("puzzle\n1;2;3\n4;5;6", (4, "1;2;3\n4;5;6")),
        ("", (None, "")),
        ("shop", (None, "shop")),
    ],
)
def test_the_longest_name_is_meant(typed: str, read: tuple[int | None, str]) -> None:
    """Case and spaces aside; what stands behind it is left as it is."""
    assert name_first(typed, NAMES) == read


@given(st.lists(st.text(min_size=1, max_size=8), max_size=5), st.text(max_size=40))
def test_no_text_is_too_odd(names: list[str], typed: str) -> None:
    """Any text is read: with a name in front, or as it is."""
    meant, behind = name_first(typed, [(name, name) for name in names])
    assert behind in typed
    assert meant is None or meant in names
    assert meant is not None or behind == typed

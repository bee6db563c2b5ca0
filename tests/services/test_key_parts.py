"""A key that comes in parts is masked in each of them; ordinary words, and what a mask shows, are not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.key_parts import HIDDEN, without_parts
from services.key_shapes import bare

KEY = "AB2CD-3FGHJ-KLM4N-7QRST"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("AB2CD-", HIDDEN),
        ("it begins with ab2cd", f"it begins with {HIDDEN}"),
        ("AB2 CD3 and then FGHJ-KLM", f"{HIDDEN} and then {HIDDEN}"),
        ("3FG", HIDDEN),
        ("ends with QRST", "ends with QRST"),
        ("It says already used since 2026, on Windows", None),
        ("no", None),
        ("", None),
    ],
)
def test_what_is_masked_of_words(said: str, shown: str | None) -> None:
    """Parts in whatever dress; not the last four, which the card shows, nor what is in no key."""
    assert without_parts(said, [KEY]) == (said if shown is None else shown)


@given(st.lists(st.integers(1, len(KEY) - 1), min_size=1, max_size=4))
def test_of_a_key_in_pieces_little_is_left(cuts: list[int]) -> None:
    """However it is cut, no more is read of it than two letters a message and its end."""
    places = sorted({0, *cuts, len(KEY)})
    pieces = [KEY[a:b] for a, b in pairwise(places)]
    left = [bare(without_parts(each, [KEY])) for each in pieces]
    assert all(len(each) < 3 or bare(KEY)[-4:].endswith(each) for each in left)


def test_of_a_bulk_order_ordinary_words_stay() -> None:
    """Of five hundred keys longer stretches are wanted, else every word would be one."""
    keys = [f"{at:05d}-ABCDE-{at * 7919 % 100_000:05d}" for at in range(500)]
    said = "Bought on 28 November 2026, used it twice, says 12345 times already used"
    assert without_parts(said, keys) == said
    assert without_parts("00017-ABC", keys) == HIDDEN

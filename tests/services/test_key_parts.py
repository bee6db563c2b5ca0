"""A key that comes in parts is masked in each of them; ordinary words, and what a mask shows, are not."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.key_parts import HIDDEN, KeyParts, Part
from services.key_shapes import bare

KEY = "AB2CD-3FGHJ-KLM4N-7QRST"
FORM = bare(KEY)
TAIL = 4
"""So many letters of it a mask shows."""


def shown(said: str, before: Sequence[Part] = ()) -> str:
    """What is left of a text."""
    return KeyParts({1: KEY}, before).seen_in(said).text


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("AB2CD-", HIDDEN),
        ("it begins with ab2cd", f"it begins with {HIDDEN}"),
        ("AB2 CD3 and then FGHJ-KLM", f"{HIDDEN} and then {HIDDEN}"),
        ("first AB, next 2C", f"first {HIDDEN}, next {HIDDEN}"),
        ("AB2 here and there KLM", f"{HIDDEN} here and there {HIDDEN}"),
        ("3FG", HIDDEN),
        ("ends with QRST", "ends with QRST"),
        ("&#65;B&#50;CD", HIDDEN),
        ("<b>AB2C</b>D3", HIDDEN),
        (r"say \u0041\u0042\u0032\u0043", f"say {HIDDEN}"),
        ("It says already used since 2026, on Windows", None),
        ("no", None),
        ("", None),
    ],
)
def test_what_is_masked_of_words(said: str, left: str | None) -> None:
    """Parts in whatever dress; not the last four, which the card shows, nor what is in no key."""
    assert shown(said) == (said if left is None else left)


@given(
    st.lists(st.integers(1, len(FORM) - 1), max_size=12),
    st.lists(st.sampled_from(["{}", "{}.", "it is {}!", "- {} -\nok?", "next: {}"]), min_size=20),
    st.booleans(),
)
def test_of_a_key_in_pieces_little_is_left(cuts: list[int], around: list[str], lower: bool) -> None:
    """However it is cut, and whatever words are around the pieces, three letters of it are read and its end.

    A letter alone among words may be any: it is no piece.
    """
    places = sorted({0, *cuts, len(FORM)})
    before: set[Part] = set()
    left = ""
    for (start, stop), words in zip(pairwise(places), around * 2, strict=False):
        piece = FORM[start:stop] if lower else FORM[start:stop].upper()
        said = words.format(piece) if stop - start > 1 else piece
        seen = KeyParts({1: KEY}, before).seen_in(said)
        before |= seen.parts
        assert seen.hides == (HIDDEN in seen.text)
        if piece in seen.text:
            left += piece.lower()
    assert len(left.removesuffix(FORM[-TAIL:])) <= 3 + TAIL - 1
    assert not any(FORM[n : n + 5] in left for n in range(len(FORM) - 5))


@given(st.permutations(range(0, len(FORM), 3)))
def test_of_pieces_in_any_order_no_second_one_is_read(order: list[int]) -> None:
    """Three letters at a time, among words: the first is read, and no other one but the end."""
    before: set[Part] = set()
    left = []
    for at in order:
        seen = KeyParts({1: KEY}, before).seen_in(f"it has {FORM[at : at + 3]} too")
        before |= seen.parts
        left += [at] if not seen.hides else []
    assert len([at for at in left if at + 3 <= len(FORM) - TAIL]) <= 1


def test_words_of_a_talk_after_a_key_was_pasted_stay() -> None:
    """Once the whole key was said, masked, short words that happen to stand in it are still read."""
    whole = KeyParts({1: "THEIS-NOTON-4GHJK-LMN2P"}).seen_in("THEIS-NOTON-4GHJK-LMN2P")
    later = KeyParts({1: "THEIS-NOTON-4GHJK-LMN2P"}, whole.parts)
    said = "is it on my side? no, 2 of us to see"
    assert later.seen_in(said).text == said


def test_of_a_bulk_order_ordinary_words_stay() -> None:
    """Of five hundred keys longer stretches are wanted, else every word would be one."""
    keys = {at: f"{at:05d}-ABCDE-{at * 7919 % 100_000:05d}" for at in range(500)}
    said = "Bought on 28 November 2026, used it twice, says 12345 times already used"
    assert KeyParts(keys).seen_in(said).text == said
    assert KeyParts(keys).seen_in("00017-ABC").text == HIDDEN


def test_of_a_long_text_longer_stretches_are_wanted() -> None:
    """In a long file four letters stand by chance; more than that are no chance."""
    log = "error at 0x80070005 in module kernel\n" * 400
    assert not KeyParts({1: KEY}).seen_in(f"{log} GHJK {log}").hides
    assert KeyParts({1: KEY}).seen_in(f"{log} GHJ-KLM {log}").hides

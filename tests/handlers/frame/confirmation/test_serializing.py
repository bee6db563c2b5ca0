"""What is held comes back as it was, and only as the kind that is asked for."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from handlers.frame.confirmation.serializing import read, text_of
from handlers.games import score, scores
from handlers.games.ban_views import BanView
from handlers.games.consume import Listed
from handlers.games.coupons import Wish
from handlers.games.rank_card import Spot
from handlers.words.periods import Days
from providers.administration import (
    GameAccountContent,
    KeyProductChange,
    KeyProductContent,
    KeyProductFilter,
)
from providers.games import ScoreEntry
from services.administration import GameAccountChange

WORDS = st.text(max_size=20)
METADATA = st.dictionaries(
    WORDS,
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
        max_leaves=5,
    ),
    max_size=3,
)
TEXTS = st.dictionaries(WORDS, WORDS, max_size=3)
SCORES = st.decimals(allow_nan=False, allow_infinity=False)
DAYS = st.dates(date(1980, 1, 1), date(2999, 1, 1))
ENTRIES = st.builds(ScoreEntry, st.integers(0, 2**31), WORDS, SCORES, st.none() | WORDS)
CONTENT = st.builds(
    KeyProductContent,
    TEXTS,
    TEXTS,
    WORDS,
    long_descriptions=TEXTS,
    images=st.lists(WORDS, max_size=3).map(tuple),
    metadata=METADATA,
)
THINGS = st.one_of(
    st.builds(Wish, WORDS, WORDS, WORDS.map(SecretStr), st.none() | WORDS),
    st.builds(Listed, WORDS, WORDS, WORDS, WORDS),
    st.builds(Spot, WORDS, st.integers(0, 2**31), WORDS),
    st.builds(BanView, st.just("bans"), WORDS, WORDS | st.builds(Days, DAYS, DAYS), WORDS),
    st.builds(score.Write, WORDS, ENTRIES),
    st.builds(scores.Write, WORDS, st.lists(ENTRIES, max_size=3).map(tuple)),
    st.builds(KeyProductFilter, WORDS, WORDS, WORDS, st.none() | st.booleans()),
    CONTENT,
    st.builds(KeyProductChange, TEXTS, metadata=st.none() | METADATA),
    st.builds(GameAccountContent, WORDS, SCORES, st.lists(WORDS, max_size=3).map(tuple)),
    st.builds(GameAccountChange, st.none() | WORDS, st.none() | SCORES),
)


@given(THINGS)
def test_everything_comes_back_as_it_was(what: object) -> None:
    """Amounts with all their digits, secrets, moments, texts of any letters."""
    assert read(text_of(what), type(what)) == what


def test_a_thing_is_read_only_as_what_it_is() -> None:
    """Two kinds of one name and the same parts are two kinds: a key opens no other question."""
    entry = ScoreEntry(1, "PZ1", Decimal(5))
    text = text_of(score.Write("puzzle", entry))
    assert read(text, scores.Write, Spot) is None
    assert read(text, scores.Write, score.Write) == score.Write("puzzle", entry)


def test_what_an_earlier_version_held_otherwise_is_not_read() -> None:
    """Other parts than the kind has now: it is gone, not broken."""
    assert read(text_of(Spot("puzzle", 1, "PZ1")).replace("player", "gamer"), Spot) is None


@dataclass(frozen=True)
class Odd:
    """Something that JSON has no form for, or another one."""

    part: object = field(repr=False)


@pytest.mark.parametrize("part", [object(), {1: "a"}, ("a",), Decimal(1)])
def test_what_would_not_come_back_is_refused_at_once(part: object) -> None:
    """The mistake shows when the question is asked, not when it is confirmed."""
    with pytest.raises((TypeError, ValueError)):
        text_of(Odd(part))

"""Which bare forms people say without meaning a key."""

from random import Random

import pytest

from services.ordinary_keys import is_ordinary

CONSOLE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789".lower()


@pytest.mark.parametrize(
    "said",
    [
        *("password", "elephant", "xboxlive", "firststrike", "playstationplus", "thankyouverymuch"),
        *("windows11", "playstation2024", "rtx4090ti", "counterstrike2", "playstationplus3meses"),
        *("a1b2c3", "20261130", "30112026", "20261130182500", "12345678", "11111111", "50000000"),
        *("спасибобольшое", "спасибо2026год"),
    ],
)
def test_words_and_numbers_of_talk_are_no_keys(said: str) -> None:
    """Words, names of products with their numbers, dates, round sums, and what is short."""
    assert is_ordinary(said)


@pytest.mark.parametrize(
    "key",
    [
        "ab2cd3fghjklm4n",
        "7f3qx9nd",
        "k2k2k2k2k2",
        "48213907",
        "4821390755667788",
        "qwxrtplkvbzznmc",
    ],
)
def test_keys_are_not_ordinary(key: str) -> None:
    """Drawn letters and digits, also of one sort alone."""
    assert not is_ordinary(key)


@pytest.mark.parametrize(("length", "most"), [(12, 0.015), (15, 0.004), (25, 0.0005)])
def test_few_drawn_keys_read_like_words(length: int, most: float) -> None:
    """As often as the module says: these are masked, and not deleted where somebody sends them."""
    random = Random(5)  # noqa: S311 - no secret
    drawn = ("".join(random.choices(CONSOLE, k=length)) for _ in range(20_000))
    assert sum(map(is_ordinary, drawn)) <= most * 20_000

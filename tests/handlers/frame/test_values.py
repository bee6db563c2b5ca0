"""The arguments of a pressed button: whatever is sent, they are read or the button is stale."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.frame.callback import StaleButtonError
from handlers.frame.values import Values


@given(st.lists(st.text(max_size=25)), st.integers(0, 4), st.integers(0, 3))
def test_a_number_is_one_that_a_database_takes_or_the_button_is_stale(
    said: list[str], index: int, least: int
) -> None:
    """Other digits than ours, signs, spaces and numbers beyond measure are none of ours."""
    try:
        number = Values(said).number(index, least)
    except StaleButtonError:
        return
    assert least <= number <= 2**52
    assert int(said[index]) == number


@given(st.lists(st.text(max_size=5), max_size=4), st.integers(0, 4))
def test_texts_are_as_many_as_asked_for_and_printable(said: list[str], count: int) -> None:
    """One too many is as wrong as one too few."""
    values = Values(said)
    if len(said) == count and all(map(str.isprintable, said)):
        assert values.texts(count) == tuple(said)
    else:
        with pytest.raises(StaleButtonError):
            values.texts(count)


NO_NUMBERS: list[str] = [
    "",
    "abc",
    "-1",
    "+1",
    " 1",
    "1.0",
    "²",
    "٣",
    "1_0",
    "9" * 16,
    "9" * 5000,
    "1\n",
]


def test_what_is_no_number_is_stale() -> None:
    """Each of these went through int(), or through isdigit(), or broke a database."""
    for said in NO_NUMBERS:
        with pytest.raises(StaleButtonError):
            Values([said]).number(0)


def test_words_and_flags_are_those_there_are() -> None:
    """What is among the words is given; anything else, or nothing, is stale."""
    values = Values(["week", "1", "0"])
    assert values.one_of(0, ("today", "week")) == "week"
    assert [values.flag(1), values.flag(2)] == [True, False]
    for read in (
        lambda: values.one_of(0, ("today",)),
        lambda: values.flag(0),
        lambda: values.text(3),
    ):
        with pytest.raises(StaleButtonError):
            read()

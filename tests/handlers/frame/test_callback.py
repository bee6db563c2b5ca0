import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.frame.callback import MOST_BYTES, CallbackTooLongError, Pressed, pack, unpack

VERBS = st.text(string.ascii_lowercase + ".-", min_size=1, max_size=24)
PEOPLE = st.none() | st.integers(min_value=1, max_value=2**52)
ARGUMENTS = st.lists(st.text(max_size=20) | st.integers(), max_size=4)


@given(VERBS, PEOPLE, ARGUMENTS, st.integers(min_value=0, max_value=2000))
def test_what_is_packed_comes_back_and_fits_a_button(
    verb: str, opener: int | None, args: list[str | int], lost: int
) -> None:
    """Whatever is packed fits 64 bytes and is read back as it was, or is refused at once."""
    try:
        data = pack(verb, opener, *args, lost=lost)
    except CallbackTooLongError:
        return
    assert 1 <= len(data.encode()) <= MOST_BYTES
    assert unpack(data) == Pressed(verb, opener, tuple(map(str, args)), lost if opener else 0)


@given(VERBS, PEOPLE)
def test_too_long_data_is_refused(verb: str, opener: int | None) -> None:
    """Data above 64 bytes never gets into a button."""
    with pytest.raises(CallbackTooLongError):
        pack(verb, opener, "x" * MOST_BYTES)


@given(st.text(max_size=64))
def test_any_data_is_read_without_an_error(data: str) -> None:
    """Data that is not of this make is told apart, never a crash."""
    pressed = unpack(data)
    assert pressed is None or pressed.verb


@pytest.mark.parametrize("data", ["", "menu", "menu:#!:1", ":1:2", "menu:-5:x", "menu:A1:x"])
def test_data_of_another_make_is_nothing(data: str) -> None:
    """What an earlier version or somebody else put into a button is not taken for ours."""
    assert unpack(data) is None


@pytest.mark.parametrize("verb", ["", "a:b", "a%b"])
def test_a_verb_holds_no_mark_of_the_format(verb: str) -> None:
    """A verb that could be read as something else is refused."""
    with pytest.raises(ValueError, match="not a verb"):
        pack(verb, 1)

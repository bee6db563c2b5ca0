import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words.arguments import unquoted, whole_number, words


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("codegames 562 KZT", ["codegames", "562", "KZT"]),
        ('"GTA V" 3', ["GTA V", "3"]),
        ("“GTA V” 3", ["GTA V", "3"]),
        ("«GTA V»", ["GTA V"]),
        ("   ", []),
        ('it"s', ['it"s']),
    ],
)
def test_what_is_in_quotes_stays_together(typed: str, read: list[str]) -> None:
    """Arguments part at spaces, but not within straight or typographic quotes."""
    assert words(typed) == read


@pytest.mark.parametrize("typed", ['"GTA V"', "GTA V", " “GTA V” ", "«GTA V»"])
def test_quotes_around_a_name_fall_away(typed: str) -> None:
    """A name may be typed with quotes or without."""
    assert unquoted(typed) == "GTA V"


@given(st.text())
def test_no_text_is_too_odd(typed: str) -> None:
    """Any text is read without an error."""
    assert all(isinstance(word, str) for word in words(typed))
    unquoted(typed)


@pytest.mark.parametrize(("typed", "number"), [("7", 7), ("-7", None), ("٣", None), ("x", None)])
def test_only_ascii_digits_are_a_number(typed: str, number: int | None) -> None:
    """Digits of other scripts, signs and letters are no number."""
    assert whole_number(typed) == number

"""Characters that nobody sees: taken out where they mean nothing, kept where they are seen."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.visible import unshowable, visible, visible_line

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("PSN\u200b 50", "PSN 50"),
        ("\ufeffGTA V", "GTA V"),
        ("Half\u00adLife", "HalfLife"),
        ("\u202eVATG\u202c", "VATG"),
        ("\u2066GTA\u2069\u200e V\u200f", "GTA V"),
        ("GTA\u2060V\u180e", "GTAV"),
        ("x\u3164y\u115f", "xy"),
        ("a\u00a0b\u3000c\u2800d", "a b c d"),
        ("a\x00b\x1bc\x7f\x9f", "abc"),
        ("Ste\u200dam \u200cWallet", "Steam Wallet"),
        ("A\ufe0fB\U000e0100", "AB"),
        ("x\U000e0041\U000e007f", "x"),
        ("a\ud800b", "ab"),
    ],
)
def test_what_nobody_sees_is_taken_out(typed: str, seen: str) -> None:
    """Whatever a paste brings along, in a word or around it."""
    assert visible(typed) == seen


@pytest.mark.parametrize(
    "name",
    [
        FAMILY,
        SCOTLAND,
        "❤️ PSN",
        "❤️\u200d🔥 pack",
        "🏳️\u200d🌈",
        "👩🏽\u200d💻 Dev",
        "1️⃣ first",
        "می\u200cخواهم",
        "क्\u200dष",
        "ക്\u200cഷ",
        "葛\U000e0100",
        "Pokémon Über Ведьмак 原神",
        "a\u0301 combining",
        "line\nbreak\tand tab",
        "\U0001fae9 of a later Unicode",
    ],
)
def test_what_is_part_of_what_is_seen_stays(name: str) -> None:
    """Joined emoji, forms of signs, flags of tags, and scripts that need their joiners."""
    assert visible(name) == name
    assert unshowable(name.replace("\n", "").replace("\t", "")) == ""


@pytest.mark.parametrize(
    ("text", "letter"),
    [("a\ue000", "U+E000"), ("a\uffff", "U+FFFF"), ("\U0010fffe", "U+10FFFE"), ("abc ж 😀", "")],
)
def test_what_no_screen_shows_is_named(text: str, letter: str) -> None:
    """By its number, so that it can be looked for."""
    assert unshowable(text) == letter


@given(st.text())
def test_once_is_enough(text: str) -> None:
    """Done twice it changes nothing, and letters, digits and signs are all still there."""
    seen = visible(text)
    assert visible(seen) == seen
    assert len(seen) <= len(text)
    kept = [letter for letter in text if unicodedata.category(letter) in {"Lu", "Ll", "Nd", "Sc"}]
    assert [x for x in seen if unicodedata.category(x) in {"Lu", "Ll", "Nd", "Sc"}] == kept
    assert visible_line(text) == visible_line(visible_line(text))

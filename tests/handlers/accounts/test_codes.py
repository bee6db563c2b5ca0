"""Currencies and countries as they are typed: whole lists, words, and signs."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.accounts.codes import codes_typed
from providers.administration import GameAccountContent
from services.administration.errors import BadFieldError

NOTHING = GameAccountContent("https://games.example/", Decimal(5))
CODES = ("EUR", "USD", "SEK", "KZT", "BRL", "FUN")
lists = st.lists(st.sampled_from(CODES), min_size=1, unique=True).map(tuple)


@given(lists, st.lists(st.tuples(st.sampled_from("+-"), st.sampled_from(CODES)), min_size=1))
def test_signs_add_and_take_away(before: tuple[str, ...], signed: list[tuple[str, str]]) -> None:
    """The result is what the signs say in their order; it is refused rather than left empty."""
    wanted = dict.fromkeys(before)
    sound = True
    for sign, code in signed:
        sound = sound and (sign == "+" or code in before)
        if sign == "+":
            wanted[code] = None
        else:
            wanted.pop(code, None)
    typed = " ".join(sign + code.lower() for sign, code in signed)
    old = replace(NOTHING, currencies=before)
    if sound and wanted:
        assert set(codes_typed("currencies", typed, old)) == set(wanted)
        return
    with pytest.raises(BadFieldError):
        codes_typed("currencies", typed, old)


@given(lists, lists)
def test_a_list_without_signs_takes_the_place_of_what_was(
    before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    """In the order in which it was typed, whatever stood there."""
    old = replace(NOTHING, currencies=before)
    assert codes_typed("currencies", ", ".join(after), old) == after


@pytest.mark.parametrize("field", ["currencies", "countries"])
@given(text=st.text(max_size=8))
def test_only_the_word_for_all_means_all(field: str, text: str) -> None:
    """No slip of the fingers opens an account to the whole world."""
    try:
        codes = codes_typed(field, text)
    except BadFieldError:
        return
    assert codes or text.strip().casefold() in {"all", "any"}


@pytest.mark.parametrize("text", ["none", "None", "-"])
def test_none_is_excluded_by_the_word(text: str) -> None:
    """Of countries that are not served there may be none; of those that are, "none" is no list."""
    assert codes_typed("countries_disabled", text) == ()
    with pytest.raises(BadFieldError):
        codes_typed("countries", text)

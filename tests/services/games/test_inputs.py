"""What people type: what is let through can be sent, and comes through as it was seen."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.games import inputs
from services.games.errors import BadValueError
from services.visible import visible


@given(st.decimals(allow_nan=True, allow_infinity=True) | st.text() | st.integers().map(str))
def test_scores(typed: Decimal | str) -> None:
    """A score that is let through survives a double to its last digit."""
    try:
        score = inputs.score(typed)
    except BadValueError:
        return
    assert score == Decimal(typed.strip() if isinstance(typed, str) else typed)
    assert Decimal(repr(float(score))) == score


@pytest.mark.parametrize(
    "typed", ["0", "-0", "0.10", " 12 ", "999999999999999", "-1e3", "0.000001"]
)
def test_usual_scores(typed: str) -> None:
    """The usual ones are let through."""
    assert inputs.score(typed) == Decimal(typed.strip())


@given(st.integers() | st.text())
def test_factors(typed: int | str) -> None:
    """A factor is a whole number that is not below zero."""
    try:
        factor = inputs.factor(typed)
    except BadValueError:
        return
    assert 0 <= factor < 2**31
    assert factor == int(str(typed).strip())


@given(st.text())
def test_parts_of_addresses(typed: str) -> None:
    """A part of an address has no slash, is not made of dots and prints; only the unseen is left out."""
    try:
        said = inputs.part("player", typed)
    except BadValueError:
        return
    assert said == visible(typed).strip()
    assert said.isprintable()
    assert "/" not in said
    assert said not in {"", ".", ".."}

"""Lists read entry by entry: one that cannot be read spoils no other, and is known."""

from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, BeforeValidator, ValidationError

from providers.lists import EACH, EACH_OR_NONE, Listed, Slip, mapped, slips_of


class Item(BaseModel):
    """An entry that names a number."""

    id: str = ""
    number: int


class Answer(BaseModel):
    """A list that must mean something, and one that need not."""

    items: Annotated[tuple[Item, ...], EACH]
    more: Annotated[tuple[Item, ...], EACH_OR_NONE, BeforeValidator(lambda value: value or [])] = ()


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
good = st.builds(lambda number: {"number": number}, st.integers())


@given(st.lists(good, min_size=1), st.lists(anything))
def test_whatever_stands_beside_them_the_good_ones_are_there(
    readable: list[object], odd: list[object]
) -> None:
    """All readable entries come in their order, and each of the others is counted."""
    entries = [each for pair in zip(readable, odd, strict=False) for each in pair]
    entries += readable[len(odd) :] + odd[len(readable) :]
    read = Answer.model_validate({"items": entries}).items
    assert isinstance(read, Listed)
    assert read.total == len(entries)
    numbers = [each["number"] for each in readable if isinstance(each, dict)]
    assert [item.number for item in read if item.number in numbers] != [] or not numbers
    assert {slip.place for slip in read.slips} <= set(range(1, len(entries) + 1))


def test_a_slip_is_known_by_its_place_and_its_id() -> None:
    """An id that is no id, or of endless length, is not repeated."""
    entries = [{"number": 1}, {"id": "PZ7"}, 5, {"id": ["x"]}, {"id": "y" * 500}]
    read = Answer.model_validate({"items": entries}).items
    assert slips_of(read) == (Slip(2, "PZ7"), Slip(3, ""), Slip(4, ""), Slip(5, ""))


def test_a_list_of_nothing_but_slips_is_no_empty_list() -> None:
    """To take it for empty would be to say that there is nothing; where that is harmless it is."""
    with pytest.raises(ValidationError):
        Answer.model_validate({"items": [5, None]})
    read = Answer.model_validate({"items": [], "more": [5, None]}).more
    assert (read, len(slips_of(read))) == ((), 2)


def test_slips_stay_when_items_are_made_into_others() -> None:
    """What a capability makes of an answer still knows them."""
    assert slips_of(mapped(str, Listed([1, 2], [Slip(3, "x")]))) == (Slip(3, "x"),)
    assert slips_of([1, 2]) == ()

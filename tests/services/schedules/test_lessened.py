"""What a schedule told of and does not any more is known by the widest it ever told of."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access import Reach
from services.schedules.lessened import lost
from storage.schedules import ScheduleRow

CHATS = range(-6, 0)
REACHES = st.builds(Reach, st.booleans(), st.frozensets(st.sampled_from(CHATS)))


def schedule(**options: Any) -> ScheduleRow:
    """One that Max wished for."""
    names = dict.fromkeys(ScheduleRow.__dataclass_fields__)
    made = ScheduleRow(**{**names, "id": 1, "made_by": 7, "options": options})  # type: ignore[arg-type]
    return replace(made, made_at=datetime(2030, 1, 1, tzinfo=UTC))


@given(REACHES, REACHES)
def test_the_widest_covers_what_either_does(one: Reach, other: Reach) -> None:
    """No more, and no less."""
    both = one.joined(other)
    assert all(both.covers(chat) is (one.covers(chat) or other.covers(chat)) for chat in CHATS)
    assert both.anywhere is (one.anywhere or other.anywhere)


@pytest.mark.parametrize(
    ("kept", "now", "gone"),
    [
        (None, Reach(False, frozenset({-1})), None),
        ((False, [-2, -1]), Reach(False, frozenset({-1, -3})), [-2]),
        ((True, []), Reach(True, frozenset({-2})), [-2]),
        ((True, []), Reach(False, frozenset({-1})), "everywhere"),
        ((False, [-1]), Reach(True, frozenset()), None),
    ],
)
def test_what_is_gone_is_named(kept: tuple[bool, list[int]] | None, now: Reach, gone: Any) -> None:
    """Chats where they are known one by one; of a right everywhere that is what is said."""
    row = schedule(**({"reach": {"anywhere": kept[0], "chats": kept[1]}} if kept else {}))
    found = lost(row, now)
    if gone is None:
        assert found is None
    else:
        everywhere = gone == "everywhere"
        assert found == {"maker": 7, "chats": [] if everywhere else gone, "everywhere": everywhere}


@given(REACHES, REACHES)
def test_what_lies_within_is_in_both(one: Reach, other: Reach) -> None:
    """No more, and no less."""
    within = one.within(other)
    assert all(within.covers(chat) is (one.covers(chat) and other.covers(chat)) for chat in CHATS)

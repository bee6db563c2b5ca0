"""Orders that need a person, and only of chats within reach."""

from datetime import timedelta

from services.access import Reach
from services.alerts.orders import (
    APPROVAL,
    LATE,
    UNCERTAIN,
    UNDELIVERED,
    YOUNG,
    standing,
    state_of,
)
from services.alerts.standing import Standing
from storage.order_marks import CHARGED, TWIN, MarkRow
from storage.orders import OrderRow
from tests.services.alerts.made import MINUTE, NOW, order

HERE = Reach(anywhere=False, chats=frozenset({-100}))
HOUR = timedelta(hours=1)


def told(
    *orders: OrderRow,
    marks: list[tuple[MarkRow, OrderRow]] | None = None,
    known: tuple[tuple[int, str], ...] = (),
) -> Standing:
    """What a schedule that was made a day ago tells after 15 minutes."""
    return standing(3, orders, marks or [], known, HERE, NOW - timedelta(days=1), NOW, 15)


def test_states_that_need_a_person() -> None:
    """Uncertain at once, the others after so many minutes; what goes on or is over needs nobody."""
    late, young = 15 * MINUTE, 14 * MINUTE
    cases = {
        ("uncertain", young): UNCERTAIN,
        ("paying", late): LATE,
        ("paid", late): LATE,
        ("paid", young): None,
        ("keyed", late): UNDELIVERED,
        ("keyed", young): None,
        ("delivered", late): None,
        ("draft", late): None,
        ("failed", late): None,
        ("reversed", late): None,
    }
    found = {case: state_of(order(*case), NOW, 15) for case in cases}
    assert found == cases
    asked = order("awaiting_approval", HOUR, asked_at=NOW - young)
    assert state_of(asked, NOW, 15) is None
    assert state_of(asked, NOW, 14) == APPROVAL


def test_a_moment_that_lies_ahead_is_told_at_once_and_not_taken_back() -> None:
    """A clock that was wrong wrote it: nobody knows how long ago. What is told stays so until it is over,
    also when that moment comes.
    """
    ahead = order("keyed", -3 * HOUR)
    assert state_of(ahead, NOW, 15) == UNDELIVERED
    assert state_of(order("keyed", -MINUTE), NOW, 15) is None, "two clocks may differ by that"
    asked = order("awaiting_approval", HOUR, asked_at=NOW + 3 * HOUR)
    assert state_of(asked, NOW, 15) == APPROVAL
    come = order("keyed", timedelta())
    assert not told(come).lasting
    assert told(come, known=((1, UNDELIVERED),)).lasting
    assert not told(come, known=((1, APPROVAL),)).lasting, "it was told of something else"


def test_only_within_reach_and_what_is_old_is_no_news() -> None:
    """An order of another chat is none of it; one of last month is followed only where it was told."""
    mine, theirs = order("uncertain"), order("uncertain", id=2, chat_id=-200)
    [one] = told(mine, theirs).lasting
    assert (one.signal.key, one.signal.severity) == ("order:3:1:uncertain", "urgent")
    assert one.signal.group == "order:3:uncertain"
    old = order("keyed", YOUNG + HOUR)
    assert not told(old).lasting
    assert told(old, known=((1, UNDELIVERED),)).lasting


def test_marks_last_until_a_person_says_so() -> None:
    """Those from before the schedule are no news, old ones are forgotten, and too many are not known."""
    row = order("delivered", HOUR)
    marks = [(MarkRow(1, what, NOW - HOUR), row) for what in (CHARGED, TWIN)]
    assert [each.signal.key for each in told(marks=marks).lasting] == [
        "order:3:1:charged",
        "order:3:1:twin",
    ]
    before = [(MarkRow(1, TWIN, NOW - timedelta(days=2)), row)]
    assert not told(marks=before).lasting
    assert told(marks=before * 200).unknown("order:3:9:twin")
    assert not told(marks=before * 200).unknown("order:3:9:late")
    assert not told(marks=marks).unknown("order:3:9:twin")

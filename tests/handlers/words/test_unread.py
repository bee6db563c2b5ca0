"""The line about entries that cannot be read."""

from handlers.words.markup import plain
from handlers.words.texts import Library
from handlers.words.unread import unread_lines
from providers.lists import Listed, Slip
from tests.clock import ManualClock

T = Library.load(ManualClock(), strict=True).texts("en", "UTC")


def test_one_of_twelve_is_named() -> None:
    """How many of how many, and which."""
    [line] = unread_lines(T, Listed(range(11), [Slip(3, "PZ1003")]))
    assert plain(line) == "⚠️ 1 of 12 cannot be read: PZ1003"


def test_what_has_no_id_is_known_by_its_place() -> None:
    """Five are named at most; all are counted."""
    [line] = unread_lines(T, Listed([], [Slip(at, "") for at in range(1, 8)]))
    assert plain(line) == (
        "⚠️ 7 of 7 cannot be read: number 1, number 2, number 3, number 4, number 5, …"
    )


def test_nothing_is_said_where_all_was_read() -> None:
    """No line, so no empty one either."""
    assert unread_lines(T, [1, 2]) == []

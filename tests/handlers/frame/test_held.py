"""What is held for a button: only for its person, only for an hour, taken once."""

from datetime import UTC, datetime, timedelta

from handlers.frame.held import LIFE, MOST, Held
from tests.clock import ManualClock

NOW = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)


def test_a_thing_is_given_to_its_person_in_its_chat_only() -> None:
    """Whoever learns the key of another gets nothing, and takes nothing away by trying."""
    held = Held(ManualClock(NOW))
    key = held.keep(-1, 7, "secret")
    assert held.look(-1, 8, key) is None
    assert held.take(-2, 7, key) is None
    assert held.look(-1, 7, key) == "secret"


def test_a_thing_is_taken_once() -> None:
    """A second tap finds nothing."""
    held = Held(ManualClock(NOW))
    key = held.keep(-1, 7, "secret")
    assert held.take(-1, 7, key) == "secret"
    assert held.take(-1, 7, key) is None


def test_nothing_is_held_longer_than_its_life() -> None:
    """After that it is gone, whether anybody asks or not."""
    clock = ManualClock(NOW)
    held = Held(clock)
    old = held.keep(-1, 7, "old")
    clock.now += LIFE - timedelta(seconds=1)
    new = held.keep(-1, 7, "new")
    assert held.look(-1, 7, old) == "old"
    clock.now += timedelta(seconds=1)
    assert held.look(-1, 7, old) is None
    assert held.look(-1, 7, new) == "new"


def test_the_oldest_give_way_to_new_ones() -> None:
    """However much is asked, memory is bounded; and what is held shows in no representation."""
    held = Held(ManualClock(NOW))
    keys = [held.keep(-1, 7, f"secret-{number}") for number in range(MOST + 5)]
    assert [key for key in keys if held.look(-1, 7, key) is not None] == keys[-MOST + 1 :]
    assert "secret" not in repr(vars(held))

"""Secrets held for a button: in memory, only for their person, only for an hour, taken once."""

from datetime import timedelta

from handlers.frame.confirmation.pending_secrets import MOST, PendingSecrets
from services.actor import Actor
from services.pending_confirmations import LIFE, new_key
from tests.clock import ManualClock

SAM, IN_PRIVATE, MAX = Actor(7, -1, "Sam"), Actor(7, 7, "Sam"), Actor(8, -1, "Max")


def test_a_secret_is_given_to_its_person_in_its_chat_only(clock: ManualClock) -> None:
    """Whoever learns the key of another gets nothing, and takes nothing away by trying."""
    held = PendingSecrets(clock)
    key = held.keep(SAM, "secret")
    assert held.take(MAX, key) is None
    assert held.take(IN_PRIVATE, key) is None
    assert held.take(SAM, key) == "secret"
    assert held.take(SAM, key) is None


def test_nothing_is_held_longer_than_its_life(clock: ManualClock) -> None:
    """After that it is gone, whether anybody asks or not."""
    held = PendingSecrets(clock)
    old = held.keep(SAM, "old")
    clock.advance((LIFE - timedelta(seconds=1)).total_seconds())
    new = held.keep(SAM, "new")
    clock.advance(1)
    assert held.take(SAM, old) is None
    assert held.take(SAM, new) == "new"


def test_the_oldest_give_way_to_new_ones(clock: ManualClock) -> None:
    """However much is asked, memory is bounded; and what is held shows in no representation."""
    held = PendingSecrets(clock)
    keys = [held.keep(SAM, f"secret-{number}") for number in range(MOST + 5)]
    assert "secret" not in repr(vars(held))
    assert [key for key in keys if held.take(SAM, key) is not None] == keys[-MOST + 1 :]


def test_the_key_tells_which_process_held_it(clock: ManualClock) -> None:
    """A key of an earlier process, one of this, and one of a row are told apart."""
    held, earlier = PendingSecrets(clock), PendingSecrets(clock)
    old, own, row = earlier.keep(SAM, "old"), held.keep(SAM, "own"), new_key()
    assert [held.is_key(key) for key in (old, own, row)] == [True, True, False]
    assert [held.is_of_earlier(key) for key in (old, own, row)] == [True, False, False]


def test_a_secret_follows_a_group_to_its_new_id(clock: ManualClock) -> None:
    """The supergroup is the same chat; other chats keep theirs."""
    held = PendingSecrets(clock)
    here, private = held.keep(SAM, "here"), held.keep(IN_PRIVATE, "private")
    held.follow_migration(-1, -100500)
    assert held.take(SAM, here) is None
    assert held.take(Actor(7, -100500, "Sam"), here) == "here"
    assert held.take(IN_PRIVATE, private) == "private"

"""The table of kinds of notices, held against those who write, render and read them."""

import pytest

from handlers.frame.registry import Registry
from handlers.tasks import TASKS
from services.access.roles import PERMISSIONS
from services.outbox import kind_of
from services.outbox.kinds import KINDS
from services.schedules import kinds as alerts

RENDERED = set(Registry(TASKS, PERMISSIONS).notices)


def test_every_kind_that_is_rendered_is_in_the_table_and_no_other() -> None:
    """Whoever adds a renderer says whether its notice may be told twice, and who may hear of it."""
    assert set(KINDS) == RENDERED


@pytest.mark.parametrize("name", sorted(alerts.KINDS.keys() & KINDS.keys()))
def test_an_alert_needs_the_same_right_when_it_is_sent_as_when_it_is_made(name: str) -> None:
    """What quiet hours hold back is asked about once more by the same permission."""
    assert kind_of(name).right == alerts.KINDS[name].tells


def test_every_right_is_a_permission() -> None:
    """A word that is none would keep everybody from hearing of it."""
    assert {kind.right for kind in KINDS.values()} - {None} <= PERMISSIONS


def test_what_a_newer_keydesk_has_written_is_told_once_at_most() -> None:
    """Nobody knows what it would mean to tell it twice."""
    assert not kind_of("omen").repeatable

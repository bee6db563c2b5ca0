"""Every notice there is has a line for whoever is told that it has not arrived."""

from handlers.frame.registry import Registry
from handlers.tasks import TASKS
from handlers.words.texts import Library
from handlers.words.untold import MOST_WORDS, untold_line
from services.access.roles import PERMISSIONS
from services.outbox import NOT_TOLD
from tests.campaigns.notices import Sample, samples
from tests.clock import ManualClock

T = Library.load(ManualClock(), strict=True).texts("en", "UTC")
KINDS = sorted(set(Registry(TASKS, PERMISSIONS).notices) - {NOT_TOLD})


def test_every_kind_has_a_line_of_its_own() -> None:
    """A new kind of notice cannot be forgotten."""
    for kind in KINDS:
        line = untold_line(T, samples("K-7F3Q-X9ND", -100)[kind])
        assert "message of the kind" not in line
        assert line


def test_a_kind_without_words_is_named() -> None:
    """Left by a newer Keydesk."""
    assert untold_line(T, Sample("omen", -100, {})) == "A message of the kind “omen”"


def test_a_customers_words_are_bounded() -> None:
    """However much somebody writes."""
    facts = {"order": "K-1", "name": "Cara", "words": "x" * 5000}
    assert len(untold_line(T, Sample("key-problem", -100, facts))) < MOST_WORDS + 200

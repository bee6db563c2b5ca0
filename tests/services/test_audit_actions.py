"""Every action that the desk writes has its words, and its kind."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.system.audit_words import texts_of
from handlers.words.texts import LOCALES
from services.access.roles import PERMISSIONS
from services.audit import AuditKind
from services.audit.kinds import FIRST_WORDS, kind_of
from services.deeds import Outcome
from tests.handlers.words.reading import messages

SERVICES = Path(__file__).parents[2] / "services"
LANGUAGES = sorted(home.name for home in LOCALES.iterdir())
DEEDS_ENDS = ("intended", *Outcome)
CHANGES_ENDS = ("asked", "done", "refused", "failed", "unknown")
_FIRST = {word for words in FIRST_WORDS.values() for word in words} | {"secrets", "audit", "desk"}


def words_in(folder: Path) -> Iterator[str]:
    """Every string in code that is written like an action: one of the first words, a dot, and another."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                first, dot, rest = node.value.partition(".")
                if dot and first in _FIRST and rest.replace("-", "").isalpha():
                    yield node.value


def written() -> set[str]:
    """The actions, those of deeds with each of their ends."""
    found = set(words_in(SERVICES)) - PERMISSIONS
    intents = {each for each in found if kind_of(each) is AuditKind.GAMES}
    changes = {each for each in found if kind_of(each) is AuditKind.PRODUCTS}
    ended = {f"{deed}.{end}" for deed in intents for end in DEEDS_ENDS}
    ended |= {f"{change}.{end}" for change in changes for end in CHANGES_ENDS}
    return (found - intents - changes) | ended


def test_the_actions_are_found() -> None:
    """Some of each way in which they are written: by name, as a constant, and put together."""
    assert {
        "order.confirmed",
        "keys.claimed",
        "person.slowed",
        "audit.keyed",
        "desk.restored",
        "alert.moved",
        "coupon.redeem.found-done",
        "key-product.set-platform.failed",
    } <= written()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_has_its_words(language: str) -> None:
    """Its own, or those of what was begun and of how it ended; and there are no others."""
    known, needed = set(messages(language)), set[str]()
    for action in written():
        own, deed, end = texts_of(action)
        assert own in known or {deed, end} <= known, action
        needed |= {own} if own in known else {deed, end}
    families = ("audit-act-", "audit-deed-", "audit-end-")
    there = {message for message in known if message.startswith(families)}
    assert there - needed == {"audit-act-other"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_button(language: str) -> None:
    """So that it can be chosen."""
    assert {f"audit-kind-{kind}" for kind in AuditKind} <= set(messages(language))


def test_only_what_concerns_the_desk_itself_is_of_its_kind() -> None:
    """An action whose first word nobody has thought of would be found under no other button."""
    desk = {action for action in written() if kind_of(action) is AuditKind.DESK}
    assert desk == {"secrets.rotated", "audit.keyed", "desk.restored"}

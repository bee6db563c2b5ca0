"""docs/permissions.md is whole and fresh."""

import pytest

from docs import permissions
from docs.permissions_steps import rows, words_of
from handlers.frame.registry import OPEN, Registry
from handlers.tasks import TASKS
from services.access.roles import PERMISSIONS
from tests.docs.pages import cells, text_of

REGISTRY = Registry(TASKS, PERMISSIONS)


def test_the_page_is_fresh() -> None:
    """It is what docs/permissions.py writes now; run that if this fails."""
    assert text_of(permissions.PAGE) == permissions.page()


def test_every_step_is_in_a_row_of_its_permission() -> None:
    """Commands, links, buttons by their words or their name, and answers."""
    shown = [row for first in ("`", "nothing") for row in cells(permissions.PAGE, first)]
    said: dict[str, set[str]] = {}
    for row in (row for row in shown if len(row) == 7):
        permission = OPEN if row[0] == "nothing" else row[0].strip("`")
        said.setdefault(permission, set()).update(", ".join(row[4:]).split(", "))
    for route in REGISTRY.commands.values():
        assert f"`/{route.name}`" in said[route.permission]
    for route in REGISTRY.taps.values():
        assert set(words_of(route.name)) <= said[route.permission]
    for route in REGISTRY.answers.values():
        assert f"`{route.name}`" in said[route.permission]


@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
def test_a_permission_has_words(permission: str) -> None:
    """What the table of roles calls it."""
    [row] = [row for row in cells(permissions.PAGE, f"`{permission}`") if len(row) == 6]
    assert row[1]


def test_what_moves_something_asks_anew() -> None:
    """Keys, links, money and roles; a look does not."""
    anew = {(row.permission, row.anew) for row in rows()}
    for permission in ("orders.deliver", "keys.reveal", "orders.reverse", "roles.edit"):
        assert (permission, False) not in anew
    assert ("orders.view", True) not in anew

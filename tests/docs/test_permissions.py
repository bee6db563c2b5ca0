"""docs/permissions.md is whole and fresh."""

import pytest

from docs import permissions
from docs.permissions_matrix import StepKind, everything, kind_of
from docs.permissions_steps import rows, words_of
from handlers.frame.registry import OPEN, Registry, Where
from handlers.tasks import TASKS
from services.access.roles import PERMISSIONS
from tests.campaigns.rights import DESK_WIDE, MANAGER_LACKS, SUPPORT_HAS
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


def test_every_step_role_chat_and_switch_is_as_designed() -> None:
    """What the real gate said of each, held against DESIGN 5 as written out once more for the campaigns."""
    found = everything()
    every = [*REGISTRY.commands.values(), *REGISTRY.taps.values(), *REGISTRY.answers.values()]
    for route in every:
        assert (kind_of(route), "owner", "group", "first") in found
    wrong = [key for key, served in found.items() if served is not _designed(*key)]
    assert not wrong, wrong[:10]


def _designed(kind: StepKind, role: str, chat: str, switch: str) -> bool:
    if chat == "new" and not (kind.before_setup and (kind.permission == OPEN or role == "owner")):
        return False
    if kind.where is (Where.GROUP if chat == "private" else Where.PRIVATE):
        return False
    if kind.permission in {OPEN, "keys.own"}:
        return kind.permission == OPEN or chat == "private"
    if role in {"owner", "nobody"}:
        return role == "owner"
    has = kind.permission in SUPPORT_HAS or (
        role == "manager" and kind.permission not in MANAGER_LACKS
    )
    # An order is of the group, wherever one asks; some things are the whole desk's.
    here = chat == "group" or kind.order_in is not None or kind.permission in DESK_WIDE
    return here and (has if switch == "first" else switch == "on")

"""docs/commands.md is whole and fresh: each command with its permission, its least role and its words."""

import pytest

from docs import commands
from handlers.frame.registry import OPEN, Registry
from handlers.tasks import TASKS
from services.access.roles import PERMISSIONS
from tests.docs.pages import cells, text_of

COMMANDS = Registry(TASKS, PERMISSIONS).commands


def test_the_page_is_fresh() -> None:
    """It is what docs/commands.py writes now; run that if this fails."""
    assert text_of(commands.PAGE) == commands.page()


def test_every_command_is_there_once_with_its_permission() -> None:
    """The page names each registered command, what it does, and what it takes to give it."""
    rows = [
        (row[0].strip("`/").split()[0], row[3].split()[0].strip("`"))
        for row in cells(commands.PAGE, "`/")
    ]
    assert len(rows) == len(dict(rows))
    assert dict(rows) == {name: route.permission for name, route in COMMANDS.items()}
    assert all(row[1] for row in cells(commands.PAGE, "`/"))


@pytest.mark.parametrize(
    ("permission", "role"),
    [
        (OPEN, "everyone"),
        ("keys.own", "customer"),
        ("orders.buy", "support"),
        ("orders.resolve", "manager"),
        ("players.withdraw", "owner"),
    ],
)
def test_the_least_role_is_the_true_one(permission: str, role: str) -> None:
    """The role beside a command is the least that has its permission."""
    assert commands.least_role(permission) == role


def test_the_commands_of_the_shell_are_there() -> None:
    """Those below others too, with what has to be said to them."""
    rows = {row[0].strip("`") for row in cells(commands.PAGE, "`") if len(row) == 2}
    assert {"run", "revoke-all USER", "audit head"} <= rows
    assert all(row[1] for row in cells(commands.PAGE, "`"))

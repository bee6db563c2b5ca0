import re

from handlers.frame.outgoing.menu_commands import MOST_COMMANDS, commands_for
from handlers.frame.registry import OPEN, PRIVATE, Registry
from handlers.tasks import TASKS
from handlers.words.texts import Library
from services.access.roles import PERMISSIONS, ROLES
from services.clock import system_clock

REGISTRY = Registry(TASKS, PERMISSIONS)
T = Library.load(system_clock, strict=True).texts("en", "UTC")


def names(permissions: frozenset[str], *, is_private: bool) -> set[str]:
    """The commands that are listed to who has these permissions."""
    listed = commands_for(REGISTRY, T, permissions, is_private=is_private)
    return {command.command for command in listed}


def test_nobody_is_shown_a_command_they_may_not_give() -> None:
    """A role's list holds exactly the commands whose permission it has, in chats they are for."""
    for role, permissions in ROLES.items():
        for is_private in (True, False):
            for name in names(permissions, is_private=is_private):
                route = REGISTRY.commands[name]
                assert route.permission == OPEN or route.permission in permissions, role


def test_a_group_is_not_shown_what_is_private() -> None:
    """Commands for the private chat are not in a group's list, nor the other way round."""
    in_groups = names(PERMISSIONS, is_private=False)
    assert not {n for n in in_groups if REGISTRY.commands[n].where is PRIVATE}
    assert "setup" in in_groups
    assert "setup" not in names(PERMISSIONS, is_private=True)


def test_the_whole_list_is_one_telegram_takes() -> None:
    """At most 100 commands of 1 to 32 small letters, each with up to 256 characters about it."""
    everything = commands_for(REGISTRY, T, PERMISSIONS, is_private=True)
    assert 0 < len(everything) <= MOST_COMMANDS
    for command in everything:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", command.command)
        assert 1 <= len(command.description) <= 256

"""Writes docs/commands.md: each command of the chat and of the shell, and what it does.

Run as ``.venv/bin/python docs/commands.py``. Commands of the chat, permissions and places come from the
registry, their words from the texts that people read in /help, in Telegram's list of commands and beside a
mistake; those of the shell from what ``keydesk --help`` says.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import typer
from typer.core import TyperGroup

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.cli import app  # noqa: E402 - needs the path set above
from docs.permissions_steps import WORDS, texts_of_screen  # noqa: E402 - the same
from handlers.frame.registry import OPEN, Registry, Route  # noqa: E402 - the same
from handlers.tasks import TASKS  # noqa: E402 - the same
from services.access.roles import CUSTOMER, MANAGER, OWNER, PERMISSIONS, ROLES, SUPPORT  # noqa: E402 - the same

PAGE = ROOT / "docs" / "commands.md"
_HEAD = """# Commands

Written by `docs/commands.py`; a change by hand is lost, and a test fails where this page is stale.

A command without its arguments opens a menu that leads to the same place. `/menu`, `/help` and Telegram's
own list show only what this person may do in this chat, and only what some provider can do. Where a key, a
token or a password is typed the bot deletes the message, if it may. A leaderboard or a store is typed by its
number or code, or by a name of your own from the [settings](settings.md). “From role” is the least role that
may give the command; an owner can switch single permissions. Buttons have permissions of their own, and every
press is checked again when it comes: [permissions.md](permissions.md).
"""
_SHELL = """## In the shell

`keydesk` stands for `.venv/bin/keydesk`; `--help` behind a command says more of it.

| `keydesk …` | does |
|---|---|"""
_COLUMNS = """| command | does | example | permission | from role | where |
|---|---|---|---|---|---|"""


def page() -> str:
    """The whole page."""
    parts = [_HEAD]
    for heading, routes in _by_area().items():
        parts += [f"## {heading}\n", _COLUMNS, *map(line, routes), ""]
    parts += [_SHELL, *shell(typer.main.get_group(app)), ""]
    return "\n".join(parts)


def line(route: Route) -> str:
    """One row of the table."""
    cells = [
        f"`{text(f'usage-{route.name}') or f'/{route.name}'}`",
        text(f"command-{route.name}"),
        f"`{example}`" if (example := text(f"example-{route.name}")) else "",
        f"`{route.permission}`" + (f" or `{route.also}`" if route.also else ""),
        least_role(route.permission),
        WORDS[route.where],
    ]
    return f"| {' | '.join(cells)} |"


def shell(group: TyperGroup, before: str = "") -> Iterator[str]:
    """A row for each command of the shell, with its arguments and options."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from shell(command, f"{before}{name} ")
            continue
        asked = [each.opts[0] for each in command.params]
        written = [each if each.startswith("-") else each.upper() for each in asked]
        may = [
            one if each.required else f"[{one}]"
            for one, each in zip(written, command.params, strict=True)
        ]
        does = " ".join((command.help or "").partition("\n\n")[0].split())
        yield f"| `{' '.join([before + name, *may])}` | {does} |"


def text(name: str) -> str:
    """What people read; "" where there is no such text."""
    return texts_of_screen().get(name, "").replace("|", "\\|")


def least_role(permission: str) -> str:
    """The least role that has a permission."""
    if permission == OPEN:
        return "everyone"
    return next(role for role in (CUSTOMER, SUPPORT, MANAGER, OWNER) if permission in ROLES[role])


def _by_area() -> dict[str, list[Route]]:
    """As /help sorts them: the work of every day, the areas, and what everybody has."""
    found: dict[str, list[Route]] = {}
    commands = Registry(TASKS, PERMISSIONS).commands.values()
    for route in sorted(commands, key=lambda route: route.permission == OPEN):
        heading = text(f"area-{route.area}") if route.area else "Every day"
        found.setdefault(text("help-besides") if route.permission == OPEN else heading, []).append(
            route
        )
    return found


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

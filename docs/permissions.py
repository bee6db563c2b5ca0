"""Writes docs/permissions.md: each step with what it takes, the roles, and where a right counts.

Run as ``.venv/bin/python docs/permissions.py``. The steps come from the registry, the roles from
services/access/roles.py, and where a right counts from asking the real Access and the real door to orders.
"""

import asyncio
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from docs.permissions_asked import GIVEN, PLACES, STANDINGS, asked  # noqa: E402 - needs the path set above
from docs.permissions_matrix import everything, lines  # noqa: E402 - the same
from docs.permissions_steps import rows, texts_of_permissions  # noqa: E402 - the same
from handlers.frame.registry import OPEN  # noqa: E402 - the same
from services.access.roles import CUSTOMER, MANAGER, OWNER, ROLES, SUPPORT  # noqa: E402 - the same

PAGE = ROOT / "docs" / "permissions.md"
_HEAD = """# Permissions

Written by `docs/permissions.py`; a change by hand is lost, and a test fails where this page is stale.
That the desk does as this page says is what `tests/campaigns` holds: `test_access_table.py` from inside, and
`test_adversary.py` from outside.
"""
_WHERE = """## Where a right counts

The role, support, was given as the row says. “Gone” is who has left the groups, was thrown out or never was
there; “not to be known”, of whom Telegram does not tell. Where the bot itself was thrown out nothing of the
group is served to anybody but owners. What is no person (a channel, an anonymous administrator, a bot) has
no role.

**A step that is about no order** asks for the right in the chat where it is taken:
"""
_ORDER = """
**A step on an order of this group** asks for the right in this group, wherever it is taken. To everybody
else a number that is taken and one that is not are the same:
"""
_STEPS = """
## Steps

Buttons are named by what they say, or by their name in the code where that changes. An answer is named after
the button or command that asks for it. “Anew” means that Telegram is asked at that moment whether the
person is in the group; else what it said within ten minutes is believed.

| it takes | of what | where | anew | commands and links | buttons | answers |
|---|---|---|---|---|---|---|"""
_ALL = """
## Every step, role, chat and switch

Each kind of step was put to the real gate by an owner, by who is manager or support in a group, and by who
has no role; in that group / in private / in a group that nobody has set up; with what the role has at first,
and with all of it switched on, or off, there. A star: a switch in the group turns it. All steps above are of
these kinds.

| it takes | of what | where | owner | manager | support | nobody |
|---|---|---|---|---|---|---|"""
_ROLES = """
## Roles

An owner may switch permissions of manager and support on or off in a group. Everybody is a customer in their
own private chat, whatever their role, and nowhere else. A manager grants support in that group, and no more.

| permission | | owner | manager | support | customer |
|---|---|---|---|---|---|"""


def page() -> str:
    """The whole page."""
    of_all = dict.fromkeys(lines(everything(), _said()))
    parts = [asyncio.run(_matrix()), _STEPS, *_steps(), _ALL, *of_all, _ROLES, *_roles(), ""]
    return "\n".join([_HEAD, *parts])


def _said() -> dict[str, str]:
    return {OPEN: "nothing", **{name: f"`{name}`" for name in texts_of_permissions()}}


async def _matrix() -> str:
    found = await asked()
    parts = [_WHERE]
    for of_order in (False, True):
        parts += [_ORDER] if of_order else []
        parts.append("| role given | membership | " + " | ".join(PLACES) + " |")
        parts.append("|---|---|" + "---|" * len(PLACES))
        for given in GIVEN:
            lines = {
                standing: tuple(found[given, place, standing, of_order] for place in PLACES)
                for standing in STANDINGS
            }
            for cells in dict.fromkeys(lines.values()):
                alike = [standing for standing in lines if lines[standing] == cells]
                said = "whatever it is" if len(alike) == len(lines) else ", ".join(alike)
                parts.append(f"| {given} | {said} | {' | '.join(cells)} |")
    return "\n".join(parts)


def _steps() -> list[str]:
    said = _said()
    return [
        "| "
        + " | ".join(
            [
                said[row.permission],
                row.about,
                row.where,
                "anew" if row.anew else "",
                *(", ".join(each) for each in (row.commands, row.buttons, row.answers)),
            ]
        )
        + " |"
        for row in rows()
    ]


def _roles() -> list[str]:
    roles = (OWNER, MANAGER, SUPPORT, CUSTOMER)
    return [
        f"| `{name}` | {said} | "
        + " | ".join("yes" if name in ROLES[role] | ROLES[CUSTOMER] else "" for role in roles)
        + " |"
        for name, said in texts_of_permissions().items()
    ]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

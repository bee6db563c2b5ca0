"""What docs/permissions.py asks the real gate: every kind of step by every role, chat and switch."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from docs.permissions_asked import HERE, NUMBER, desk_of, new_database
from handlers.frame.chat_facts import ChatFacts
from handlers.frame.gate import refusal
from handlers.frame.registry import OPEN, OrderIn, Registry, Route, Where
from handlers.frame.turn import Turn
from handlers.frame.values import Values
from handlers.tasks import TASKS
from handlers.words.texts import Library
from services.access import Access
from services.access.roles import PERMISSIONS
from services.actor import Actor
from services.errors import DeskError
from services.orders.door import Door

OWNER, MANAGER, SUPPORT, NOBODY = 1, 2, 3, 4
PEOPLE = {"owner": OWNER, "manager": MANAGER, "support": SUPPORT, "nobody": NOBODY}
CHATS = ("group", "private", "new")
"""A group that was set up, where the role was given; the private chat; a group that nobody has set up."""
SWITCHES: dict[str, bool | None] = {"first": None, "on": True, "off": False}
NEW = -300


@dataclass(frozen=True, slots=True)
class StepKind:
    """All of a step that the gate looks at."""

    permission: str
    where: Where
    before_setup: bool
    order_in: OrderIn | None


Asked = dict[tuple[StepKind, str, str, str], bool]
"""By kind, role, chat and switch: whether the gate lets the step be taken."""


def kind_of(route: Route) -> StepKind:
    """The kind of a step."""
    return StepKind(route.permission, route.where, route.before_setup, route.order_in)


def kinds(registry: Registry) -> dict[StepKind, Route]:
    """Every kind there is, with one step of it; links are steps of the private chat."""
    tables = (registry.commands, registry.taps, registry.answers, registry.inlines)
    found = {kind_of(route): route for table in tables for route in table.values()}
    return dict(sorted(found.items(), key=lambda pair: (pair[0].permission, str(pair[0]))))


@cache
def everything() -> Asked:
    """All of it, asked once."""
    return asyncio.run(asked())


async def asked() -> Asked:
    """Ask about each; in the group every permission of both roles is as it is at first, on, or off."""
    found = Asked()
    with tempfile.TemporaryDirectory() as folder:
        file = shutil.copy(await new_database(Path(folder)), Path(folder) / "desk.db")
        async with desk_of(file) as (access, door, _, db):
            for user, role in ((MANAGER, "manager"), (SUPPORT, "support")):
                await access.grant(Actor(OWNER, HERE, ""), user, role)
            for word, allowed in SWITCHES.items():
                async with db.write() as tx:
                    for role, permission in product(("manager", "support"), PERMISSIONS):
                        await tx.grants.switch(HERE, role, permission, allowed)
                await access.load()
                found |= await _asked_now(access, door, word)
    return found


async def _asked_now(access: Access, door: Door, switch: str) -> Asked:
    registry = Registry(TASKS, PERMISSIONS)
    t = Library.load(_Now()).texts("en", "UTC")
    orders, people = SimpleNamespace(door=door), SimpleNamespace(name=_name, names=_names)
    services = SimpleNamespace(access=access, orders=orders, people=people)
    frame = cast("Any", SimpleNamespace(registry=registry, services=services))
    bot, about = cast("Any", SimpleNamespace(me=_me)), {"order": NUMBER}
    found = Asked()
    for (kind, route), (name, user), chat in product(
        kinds(registry).items(), PEOPLE.items(), CHATS
    ):
        at = {"group": HERE, "private": user, "new": NEW}[chat]
        place = ChatFacts(at, "private" if chat == "private" else "supergroup", chat)
        actor, values = Actor(user, at, name), Values((NUMBER,))
        turn = Turn(frame, bot, actor, place, t, args=NUMBER, values=values, facts=about)
        found[kind, name, chat, switch] = await refusal_of(turn, route) is None
    return found


async def refusal_of(turn: Turn, route: Route) -> object:
    """What the gate says; an order that one may not know of is a no as well."""
    try:
        return await refusal(turn, route)
    except DeskError as error:
        return error


async def _name(user_id: int) -> str:
    return str(user_id)


async def _names(user_ids: Iterable[int]) -> dict[int, str]:
    return {user_id: str(user_id) for user_id in user_ids}


async def _me() -> SimpleNamespace:
    return SimpleNamespace(username="keydesk_bot")


class _Now:
    counted_from = "now"

    def __call__(self) -> datetime:
        return datetime(2030, 1, 1, tzinfo=UTC)

    def steady(self) -> float:
        return 0.0


def lines(found: Asked, said: dict[str, str]) -> Iterator[str]:
    """A row a kind of step: by role, where it may be taken; a star where a switch in the group changes it."""
    for kind in dict.fromkeys(key[0] for key in found):
        cells = [
            " / ".join(
                _cell([found[kind, role, chat, switch] for switch in SWITCHES]) for chat in CHATS
            )
            for role in PEOPLE
        ]
        what = "an order" if kind.order_in is not None else "this chat"
        if kind.permission == OPEN:
            what = "oneself"
        early = ", before set-up too" if kind.before_setup else ""
        yield (
            f"| {said[kind.permission]} | {what}{early} | {kind.where.value} | "
            + " | ".join(cells)
            + " |"
        )


def _cell(first_on_off: list[bool]) -> str:
    first, on, off = first_on_off
    return ("yes" if first else "–") + ("*" if (on, off) != (first, first) else "")

"""Every step of a conversation, found by its name, with the permission it needs.

The :class:`Registry` is made once at start-up of what the tasks' ``routes`` hold
(:mod:`handlers.frame.routes`). It refuses to be made if a step names no permission or an unknown one, or
if two steps share a name: what nobody has thought about is not reachable.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol, TypeVar

from services.deeds import Kind

Step = Callable[..., Awaitable[Any]]
"""What serves it, exactly typed where it is put in: see handlers/frame/routes.py."""

Capability = type
"""A protocol of providers/base.py."""

OPEN = "none"
"""In place of a permission: anybody may do this."""


class RegistryError(Exception):
    """The conversations cannot be served as they are registered; the text says which and why."""


class Where(Enum):
    """In which chats a step may be taken."""

    ANYWHERE = "anywhere"
    PRIVATE = "private"
    GROUP = "group"


class OrderIn(Enum):
    """Where a step names the order it is about."""

    TAP = "tap"
    """The button's first argument, or the first word of an inline query behind its verb."""
    QUESTION = "question"
    """The question's fact ``order``."""
    TEXT = "text"
    """What was typed, a number or a key, if anything; of a payload, what stands behind its beginning."""


class Brings(Enum):
    """What a message may bring besides words: what nobody reads would be lost without a word."""

    NOTHING = "nothing"
    DOCUMENT = "document"
    ANYTHING = "anything"


ANYWHERE, PRIVATE, GROUP = Where.ANYWHERE, Where.PRIVATE, Where.GROUP


@dataclass(frozen=True, slots=True)
class Route:
    """One step: what it is called, who may take it, and who serves it.

    ``opener_only``: a tap on a menu is refused to everybody but its opener (shared cards have none).
    ``slow``: a tap that will ask a provider, so it is answered while it is served.
    ``before_setup``: also served in a chat that nobody has set up. ``listed``: in the list of commands
    Telegram shows; ``in_menu``: a button of /menu. ``needs``: the capability some provider must have.
    ``area``: the part of /menu that a command stands in, "" for its first page.
    ``order_in``: the step is about one order, which is named there, and the permission is asked for in the
    order's own chat. The handler finds the person let in to it as ``turn.admitted``.
    ``secret`` tells whether what was typed may hold a secret: it is then taken out of the chat before
    anything else, also where the person may not take the step.
    ``takes_keys``: what is typed are keys, which reach the step as they are, in private, also ours.
    ``also``: another permission that opens a command as well, which then shows each what they may do.
    ``rate``: what each person may do only so often (services/floods/allowances.py), or "".
    ``forwarded``: the question is who is meant, so a message that is forwarded in a group answers it,
    though it replies to nothing.
    ``brings``: what the step reads of a message besides its words; one with more is not taken.
    ``keeps_words``: what is typed is kept as it is, for others to read: with a key in it, it is refused.
    ``confirms``: as of ``Tap``.
    """

    name: str
    permission: str
    handler: Step
    where: Where = ANYWHERE
    opener_only: bool = True
    slow: bool = False
    before_setup: bool = False
    listed: bool = True
    in_menu: bool = True
    needs: Capability | None = None
    area: str = ""
    order_in: OrderIn | None = None
    secret: Callable[[Any], bool] | None = None
    forwarded: bool = False
    rate: str = ""
    takes_keys: bool = False
    also: str = ""
    brings: Brings = Brings.NOTHING
    keeps_words: bool = False
    confirms: bool = False


@dataclass(frozen=True, slots=True)
class DeedRoute:
    """How what was confirmed is done: by a worker, apart from the conversation.

    ``wish`` is the class of what is confirmed (:mod:`handlers.frame.confirmation.confirm`); ``maker`` has it
    done and gives the card of what came of it; ``kind``: what it allows where a process was cut off in it.
    """

    wish: type
    maker: Step
    kind: Kind
    needs: Capability | None


class Task(Protocol):
    """The steps of one task, as the registry reads them."""

    commands: list[Route]
    taps: list[Route]
    answers: list[Route]
    payloads: list[Route]
    inlines: list[Route]
    events: list[tuple[str, Step]]
    asides: list[tuple[str, Step]]
    notices: list[tuple[str, Step]]
    deeds: list[DeedRoute]


class Registry:
    """All steps, each found by one look-up."""

    def __init__(
        self,
        tasks: Iterable[Task],
        permissions: Collection[str],
        capable: Callable[[Capability], object] = lambda capability: True,
    ) -> None:
        """Collect the tasks. ``permissions`` are the known words. Raises RegistryError.

        ``capable`` tells whether some provider has a capability.
        """
        self._capable = capable
        self._served: dict[Capability, bool] = {}
        groups = list(tasks)
        self.commands = _by_name("command", (r for g in groups for r in g.commands), permissions)
        self.taps = _by_name("tap", (r for g in groups for r in g.taps), permissions)
        self.answers = _by_name("answer", (r for g in groups for r in g.answers), permissions)
        self.payloads = _by_name("payload", (r for g in groups for r in g.payloads), permissions)
        self.inlines = _by_name("inline", (r for g in groups for r in g.inlines), permissions)
        self.payload = self.payloads.get("start")
        self.events = _unique("event", (e for g in groups for e in g.events))
        self.asides = _unique("aside", (a for g in groups for a in g.asides))
        self.notices = _unique("notice", (n for g in groups for n in g.notices))
        self.deeds = {each.wish: each for g in groups for each in g.deeds}
        for deed in self.deeds.values():
            if deed.kind.permission not in permissions:
                raise RegistryError(f"deed {deed.wish.__name__} names an unknown permission")

    def payload_for(self, text: str) -> Route | None:
        """The step that serves this payload of a start link."""
        begun = (
            route
            for name, route in self.payloads.items()
            if "." in name and text.startswith(name.partition(".")[2])
        )
        return next(begun, self.payload)

    def serves(self, route: Route) -> bool:
        """Whether some provider can do what the step needs. What is not served is in no menu."""
        if route.needs is None:
            return True
        served = self._served.get(route.needs)
        if served is None:  # asked once: a process never gains or loses a provider
            served = self._served[route.needs] = bool(self._capable(route.needs))
        return served


def _by_name(kind: str, routes: Iterable[Route], known: Collection[str]) -> dict[str, Route]:
    found: dict[str, Route] = {}
    for route in routes:
        if not route.permission:
            raise RegistryError(f"{kind} {route.name!r} names no permission")
        if route.order_in and route.permission == OPEN:
            raise RegistryError(
                f"{kind} {route.name!r} is about an order and asks for no permission"
            )
        if route.permission != OPEN and route.permission not in known:
            raise RegistryError(f"{kind} {route.name!r}: no permission {route.permission!r}")
        if route.also and (route.also not in known or route.permission == OPEN or route.order_in):
            raise RegistryError(f"{kind} {route.name!r} is not opened by {route.also!r}")
        if route.name in found:
            raise RegistryError(f"two steps for the {kind} {route.name!r}")
        found[route.name] = route
    return found


V = TypeVar("V")


def _unique(kind: str, pairs: Iterable[tuple[str, V]]) -> dict[str, V]:
    found: dict[str, V] = {}
    for name, value in pairs:
        if name in found:
            raise RegistryError(f"two steps for the {kind} {name!r}")
        found[name] = value
    return found

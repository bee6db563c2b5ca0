"""Every step of a conversation, by name, with the permission it needs.

A task's module has ``routes = Routes()`` and puts its decorators on its functions;
:mod:`handlers.tasks` collects the modules in one tuple. Importing does nothing else. The
:class:`Registry` is made once at start-up and refuses to be made if a step names no permission or an
unknown one, or if two steps share a name: what nobody has thought about is not reachable.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from services.deeds import Kind

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.types import TelegramObject

    from handlers.frame.callback import Tap
    from handlers.frame.cards import Card
    from handlers.frame.outgoing.notices import EditOf, Notice
    from handlers.frame.services import Frame, Services
    from handlers.frame.turn import Turn
    from handlers.words.texts import Texts

    Handler = Callable[[Turn], Awaitable[None]]
    NumberHandler = Callable[[Turn, int], Awaitable[None]]
    HoldsSecret = Callable[[Turn], bool]
    EventHandler = Callable[[Frame, Bot, TelegramObject], Awaitable[None]]
    Renderer = Callable[[Notice, Services, Texts], Awaitable[Card | EditOf | None]]
    DeedMaker = Callable[[Turn, Any], Awaitable[Card]]

Capability = type
"""A protocol of providers/base.py."""

OPEN = "none"
"""In place of a permission: anybody may do this."""

H = TypeVar("H", bound="Handler")
N = TypeVar("N", bound="NumberHandler")
E = TypeVar("E", bound="EventHandler")
R = TypeVar("R", bound="Renderer")
D = TypeVar("D", bound="DeedMaker")


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
    """The button's first argument."""
    QUESTION = "question"
    """The question's fact ``order``."""
    TEXT = "text"
    """What was typed, a number or a key, if anything; of a payload, what stands behind its beginning."""


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
    ``rate``: what each person may do only so often (services/floods/allowances.py), or "".
    ``forwarded``: the question is who is meant, so a message that is forwarded in a group answers it,
    though it replies to nothing.
    """

    name: str
    permission: str
    handler: Handler
    where: Where = ANYWHERE
    opener_only: bool = True
    slow: bool = False
    before_setup: bool = False
    listed: bool = True
    in_menu: bool = True
    needs: Capability | None = None
    area: str = ""
    order_in: OrderIn | None = None
    secret: HoldsSecret | None = None
    forwarded: bool = False
    rate: str = ""


@dataclass(frozen=True, slots=True)
class DeedRoute:
    """How what was confirmed is done: by a worker, apart from the conversation.

    ``wish`` is the class of what is confirmed (:mod:`handlers.frame.confirmation.confirm`); ``maker`` has it
    done and gives the card of what came of it; ``kind``: what it allows where a process was cut off in it.
    """

    wish: type
    maker: DeedMaker
    kind: Kind
    needs: Capability | None


@dataclass(slots=True)
class Routes:
    """The steps of one task, in the order they were written.

    ``needs`` is a capability of providers/base.py: while no provider has it, the whole task is off.
    ``area`` is the part of /menu its commands stand in, with the text ``area-<area>``.
    """

    needs: Capability | None = None
    area: str = ""
    commands: list[Route] = field(default_factory=list)
    taps: list[Route] = field(default_factory=list)
    answers: list[Route] = field(default_factory=list)
    payloads: list[Route] = field(default_factory=list)
    events: list[tuple[str, EventHandler]] = field(default_factory=list)
    notices: list[tuple[str, Renderer]] = field(default_factory=list)
    deeds: list[DeedRoute] = field(default_factory=list)

    def command(
        self,
        name: str,
        *,
        permission: str,
        where: Where = ANYWHERE,
        before_setup: bool = False,
        listed: bool = True,
        in_menu: bool = True,
        secret: HoldsSecret | None = None,
        of_order: bool = False,
        rate: str = "",
    ) -> Callable[[H], H]:
        """Serve ``/name``. Has the texts ``command-<name>`` and, if in the menu, ``menu-<name>``.

        ``of_order``: what is typed after it is an order.
        """

        def keep(handler: H) -> H:
            self.commands.append(
                Route(
                    name,
                    permission,
                    handler,
                    where,
                    before_setup=before_setup,
                    listed=listed,
                    in_menu=in_menu,
                    needs=self.needs,
                    area=self.area,
                    secret=secret,
                    order_in=OrderIn.TEXT if of_order else None,
                    rate=rate,
                )
            )
            return handler

        return keep

    def tap(
        self,
        tap: Tap,
        *,
        permission: str,
        where: Where = ANYWHERE,
        opener_only: bool = True,
        slow: bool = False,
        of_order: bool = False,
    ) -> Callable[[H], H]:
        """Serve the buttons that lead to it; ``turn.values`` holds their arguments."""

        def keep(handler: H) -> H:
            self.taps.append(
                Route(
                    tap.name,
                    permission,
                    handler,
                    where,
                    opener_only=opener_only,
                    slow=slow,
                    needs=self.needs,
                    order_in=OrderIn.TAP if of_order else None,
                )
            )
            return handler

        return keep

    def number_tap(
        self,
        tap: Tap,
        *,
        permission: str,
        where: Where = ANYWHERE,
        slow: bool = False,
        least: int = 0,
    ) -> Callable[[N], N]:
        """Serve the buttons of which the first argument is a number, not below ``least``: it is handed in."""

        def keep(handler: N) -> N:
            @wraps(handler)
            async def with_number(turn: Turn) -> None:
                await handler(turn, turn.values.number(0, least))

            self.tap(tap, permission=permission, where=where, slow=slow)(with_number)
            return handler

        return keep

    def answer(
        self,
        question: str,
        *,
        permission: str,
        where: Where = ANYWHERE,
        secret: HoldsSecret | None = None,
        of_order: bool = False,
        forwarded: bool = False,
        rate: str = "",
    ) -> Callable[[H], H]:
        """Serve the reply to what ``turn.ask(question, …)`` asked; ``turn.facts`` holds its facts."""

        def keep(handler: H) -> H:
            self.answers.append(
                Route(
                    question,
                    permission,
                    handler,
                    where,
                    needs=self.needs,
                    order_in=OrderIn.QUESTION if of_order else None,
                    secret=secret,
                    forwarded=forwarded,
                    rate=rate,
                )
            )
            return handler

        return keep

    def start_payload(
        self, *, permission: str, begins: str = "", of_order: bool = False, rate: str = "start"
    ) -> Callable[[H], H]:
        """Serve ``/start <payload>`` in a private chat; ``turn.args`` is the payload.

        Only payloads that begin so; one step serves all the rest.
        """

        def keep(handler: H) -> H:
            name = f"start.{begins}" if begins else "start"
            order_in = OrderIn.TEXT if of_order else None
            self.payloads.append(
                Route(name, permission, handler, before_setup=True, order_in=order_in, rate=rate)
            )
            return handler

        return keep

    def event(self, name: str) -> Callable[[E], E]:
        """Serve something that happened to a chat; nobody asks for it, so no permission belongs."""

        def keep(handler: E) -> E:
            self.events.append((name, handler))
            return handler

        return keep

    def notice(self, kind: str) -> Callable[[R], R]:
        """Render notices of this kind."""

        def keep(renderer: R) -> R:
            self.notices.append((kind, renderer))
            return renderer

        return keep

    def deed(
        self, *wishes: type, permission: str, parts: bool = False, resumes: bool = False
    ) -> Callable[[D], D]:
        """Do what was confirmed of these kinds; the rest as services.deeds.Kind has it."""

        def keep(maker: D) -> D:
            kind = Kind(permission, parts, resumes)
            self.deeds += [DeedRoute(wish, maker, kind, self.needs) for wish in wishes]
            return maker

        return keep


class Registry:
    """All steps, each found by one look-up."""

    def __init__(
        self,
        tasks: Iterable[Routes],
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
        self.payload = self.payloads.get("start")
        self.events = _unique("event", (e for g in groups for e in g.events))
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

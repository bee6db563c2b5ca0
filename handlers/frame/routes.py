"""The steps of a task, as its decorators write them down.

A task's module has ``routes = Routes()`` and puts its decorators on its functions;
:mod:`handlers.tasks` collects the modules in one tuple. Importing does nothing else.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from handlers.frame.registry import (
    ANYWHERE,
    Brings,
    Capability,
    DeedRoute,
    OrderIn,
    Route,
    Step,
    Where,
)
from services.deeds import Kind

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.types import TelegramObject

    from handlers.frame.callback import Tap
    from handlers.frame.cards import Card, Listed
    from handlers.frame.frame import Frame
    from handlers.frame.outgoing.notices import EditOf, Notice
    from handlers.frame.services import Services
    from handlers.frame.turn import Turn
    from handlers.words.texts import Texts

    Handler = Callable[[Turn], Awaitable[None]]
    NumberHandler = Callable[[Turn, int], Awaitable[None]]
    HoldsSecret = Callable[[Turn], bool]
    EventHandler = Callable[[Frame, Bot, TelegramObject], Awaitable[None]]
    Renderer = Callable[[Notice, Services, Texts], Awaitable[Card | EditOf | None]]
    InlineHandler = Callable[[Turn], Awaitable[Listed]]
    DeedMaker = Callable[[Turn, Any], Awaitable[Card]]

H = TypeVar("H", bound="Handler")
N = TypeVar("N", bound="NumberHandler")
E = TypeVar("E", bound="EventHandler")
A = TypeVar("A", bound=Step)
R = TypeVar("R", bound="Renderer")
D = TypeVar("D", bound="DeedMaker")
Lists = TypeVar("Lists", bound="InlineHandler")


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
    inlines: list[Route] = field(default_factory=list)
    events: list[tuple[str, Step]] = field(default_factory=list)
    asides: list[tuple[str, Step]] = field(default_factory=list)
    notices: list[tuple[str, Step]] = field(default_factory=list)
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
        takes_keys: bool = False,
        also: str = "",
        brings: Brings = Brings.NOTHING,
    ) -> Callable[[H], H]:
        """Serve ``/name``. Has the texts ``command-<name>`` and, if in the menu, ``menu-<name>``.

        ``of_order``: what is typed after it is an order. ``also``: this permission opens it too.
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
                    takes_keys=takes_keys,
                    also=also,
                    brings=brings,
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
        before_setup: bool = False,
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
                    before_setup=before_setup,
                    needs=self.needs,
                    order_in=OrderIn.TAP if of_order else None,
                    confirms=tap.confirms,
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
        takes_keys: bool = False,
        brings: Brings = Brings.NOTHING,
        keeps_words: bool = False,
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
                    takes_keys=takes_keys,
                    brings=brings,
                    keeps_words=keeps_words,
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

    def inline(
        self, verb: str, *, permission: str, of_order: bool = False
    ) -> Callable[[Lists], Lists]:
        """Serve an inline query that begins so; ``turn.values`` holds its other words, as a button's.

        It gives what is listed; what it raises shows that there is nothing.
        """

        def keep(handler: Lists) -> Lists:
            order_in = OrderIn.TAP if of_order else None
            self.inlines.append(Route(verb, permission, handler, order_in=order_in))
            return handler

        return keep

    def event(self, name: str) -> Callable[[E], E]:
        """Serve something that happened to a chat; nobody asks for it, so no permission belongs."""

        def keep(handler: E) -> E:
            self.events.append((name, handler))
            return handler

        return keep

    def aside(self, name: str) -> Callable[[A], A]:
        """Say something to words that no step takes, to whoever may write to us."""

        def keep(handler: A) -> A:
            self.asides.append((name, handler))
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

"""Every step there is, from the registry, so that none is forgotten; and the buttons that were ever shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from random import Random

from handlers.frame.callback import unpack
from handlers.frame.registry import OPEN, Registry, Route
from sandbox.telegram import Message, World


@dataclass(frozen=True)
class Step:
    """One step. ``sort``: command, tap, answer, link, or shown (a button that somebody was shown)."""

    sort: str
    name: str
    of_order: bool
    is_open: bool = False
    """Whether it takes no permission."""
    kind: tuple[object, ...] = ()
    """What it is like to forge: of steps of one kind the short form tries a few."""


def all_steps(registry: Registry) -> list[Step]:
    """Every command, tap, answer and link."""
    return [
        *_steps("command", registry.commands.values()),
        *_steps("tap", registry.taps.values()),
        *_steps("answer", registry.answers.values()),
        *_steps("link", registry.payloads.values()),
    ]


def shown_buttons(world: World) -> list[Step]:
    """The newest button of each verb that anybody was shown, with what it carries."""
    return buttons_on(message for chat in world.chats for message in chat.all_messages)


def buttons_on(messages: Iterable[Message]) -> list[Step]:
    """Those of these messages."""
    held = (button.data for each in messages for row in each.keyboard for button in row)
    newest = {data.partition(":")[0]: data for data in held if data and unpack(data)}
    return [Step("shown", data, of_order=False, kind=("shown",)) for data in newest.values()]


def drawn(random: Random, steps: list[Step], each: int) -> list[Step]:
    """So many of each kind."""
    order = sorted(steps, key=lambda step: (repr(step.kind), step.name))
    groups = (list(group) for _, group in groupby(order, key=lambda step: repr(step.kind)))
    return [step for group in groups for step in random.sample(group, min(each, len(group)))]


def _steps(sort: str, routes: Iterable[Route]) -> list[Step]:
    return [
        Step(
            sort,
            route.name,
            route.order_in is not None,
            route.permission == OPEN,
            (sort, route.order_in is not None, route.where, route.permission == OPEN),
        )
        for route in routes
    ]

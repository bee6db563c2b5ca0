"""The table's form: its columns, the faults, and what a row says of one endpoint."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from providers.waiting import Patience
from sandbox.demo_world import DemoWorld
from sandbox.telegram import Message
from tests.conversations.play import Play


class Column(Enum):
    """What goes wrong with the answer; the act behind it happens or not as the name says."""

    SLOW = "slow"
    LOST_BEFORE = "lost before"
    LOST_AFTER = "lost after"
    REFUSED = "4xx"
    BROKEN = "5xx"
    LIMIT = "503 at the limit"
    UNAUTHORISED = "401 in mid-flight"
    HTML = "HTML"
    TRUNCATED = "truncated"
    WRONG_TYPES = "wrong types"
    EMPTY = "empty"


class Effect(Enum):
    """What a call does at the provider."""

    READS = "reads"
    SETS = "sets"
    """Writes a state; written twice it is the same state."""
    SPENDS = "spends"
    """Buys, consumes or deletes: must never happen twice for one wish."""


HASTY = Patience(connect=5, read=0.5, purchase=0.5, first_wait=0.001, longest_wait=0.002)
"""Gives up soon where a provider keeps silent, and hardly pauses between tries."""

Walk = Callable[[Play], Awaitable[Message]]
"""What the people do in the chat to come by the endpoint; gives what the asker reads at last."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One endpoint: the way to it, and what is read in each column."""

    number: str
    """Its number in the table of endpoints, such as "1.3"."""
    standin: str
    """The attribute of the made-up town: codegames, gamebase, hype, paysuper, openapigames."""
    endpoint: str
    """What the stand-in calls it where faults are ordered."""
    effect: Effect
    walk: Walk
    reads: Mapping[Column, str]
    """A piece of the text that the person reads while the fault lasts; one for every column."""
    remains: Mapping[Column, str] = field(default_factory=dict)
    """Where something is written down at the desk: the word for its state then."""
    effects: Callable[[DemoWorld], int] = lambda town: 0
    """How often the effect has happened at the stand-in since the start of the day."""

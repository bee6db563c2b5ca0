"""The table's form: its columns, the faults, and what a row says of one endpoint."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from providers.timeouts import Patience
from sandbox.demo_world import DemoWorld
from sandbox.faults import When
from sandbox.telegram import Message
from tests.campaigns.length import LONG
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


HASTY = Patience(
    connect=5, read=0.3, purchase=1.2, first_wait=0.001, longest_wait=0.002, after_503=0.002,
    down_after=10**6,
)  # fmt: skip
"""Gives up soon where a provider keeps silent, hardly pauses between tries, and goes on asking: what is
said of a provider that counts as down hangs on how many calls came before (conversations/test_providers.py).
"""

Walk = Callable[[Play], Awaitable[Message]]
"""What the people do in the chat to come by the endpoint; gives what the asker reads at last."""


async def nothing(play: Play) -> None:
    """Where a road needs nothing to be done before the fault."""


async def no_state(play: Play) -> str:
    """Where the desk writes nothing down."""
    return ""


UNREADABLE = (Column.HTML, Column.WRONG_TYPES, Column.EMPTY)
"""An answer came, and makes no sense."""
UNDONE = (Column.LOST_BEFORE, Column.BROKEN, Column.LIMIT)
"""Nothing was done, and nobody says so."""
NO = (Column.REFUSED, Column.UNAUTHORISED)
"""Nothing was done, and the provider says so."""

ALIKE = (
    (Column.SLOW,),
    UNDONE,
    UNREADABLE,
    (Column.LOST_AFTER, Column.TRUNCATED),
    (Column.REFUSED,),
    (Column.UNAUTHORISED,),
)
"""The columns by what becomes of them in ``providers/http.py``, through which every call goes."""


TURNS = 6
"""After so many rows each column has been met."""


def in_turn(turn: int) -> tuple[Column, ...]:
    """One column of every other kind, the next of it each time; in the long form all of them.

    What has no effect or all of it without anybody knowing, and what is refused, are in each turn.
    """
    if LONG:
        return tuple(Column)
    return tuple(kind[turn // 2 % len(kind)] for kind in ALIKE[turn % 2 :: 2])


def in_each(text: str, *others: Mapping[Column, str]) -> Mapping[Column, str]:
    """The same in every column, but for those of ``others``."""
    said = dict.fromkeys(Column, text)
    for other in others:
        said.update(other)
    return said


def in_kind(undone: str, acted: str, refused: str, late: str | None = None) -> Mapping[Column, str]:
    """A word for each column, by what the provider did: nothing, all of it, a refusal, or all too late.

    ``late`` is as ``acted`` where it is left out.
    """
    slow = acted if late is None else late
    nothing_done = {**dict.fromkeys(UNDONE, undone), **dict.fromkeys(NO, refused)}
    return in_each(acted, nothing_done, {Column.SLOW: slow})


@dataclass(frozen=True, kw_only=True)
class Row:
    """One endpoint: the way to it, and what is read in each column."""

    number: str
    """Its number in the table of endpoints, such as "1.3"."""
    standin: str
    """The attribute of the made-up town: codegames, gamebase, hype, paysuper, openapigames."""
    endpoint: str
    """What the stand-in calls it where faults are ordered."""
    when: When | None = None
    """Which of its requests are meant, where one address serves several uses; None means all."""
    effect: Effect
    walk: Walk
    reads: Mapping[Column, str]
    """A piece of the text that the person reads while the fault lasts; one for every column."""
    normal: str = ""
    """A piece of what ``after`` shows, where the endpoint READS or SETS."""
    after: Walk | None = None
    """What is done once the fault is gone, where the endpoint READS or SETS: the road again, if None."""
    remains: Mapping[Column, str] = field(default_factory=dict)
    """Where something is written down at the desk: the word for its state then."""
    settles: Mapping[Column, str] = field(default_factory=dict)
    """The word once the fault is gone, the desk did what was due and the person has tried again;
    what remains, where a column is left out."""
    state: Callable[[Play], Awaitable[str]] = no_state
    """Reads that word from the desk's rows."""
    effects: Callable[[DemoWorld], int] = lambda town: 0
    """How often the effect has happened at the stand-in since the start of the day."""
    once: bool = False
    """Whether the walk sends it a single time whatever comes of it; with a new token after a 401 again."""
    paid: bool = False
    """Whether it is money or what was bought with it, so that it meets every fault in the short form too."""
    kept: bool = False
    """Whether the desk keeps what it has read, and asks once a day."""
    happened: Mapping[Column, int] = field(default_factory=dict)
    """How often it has in the end, for the one wish of the walk; what SPENDS: once, if left out."""
    ready: Callable[[Play], Awaitable[None]] = nothing
    """What is done while all is well, before the fault, such as buying what is then reversed."""
    again: Callable[[Play], Awaitable[None]] = nothing
    """What the person does once the fault is gone, where the endpoint SPENDS, to have the wish fulfilled:
    presses the same button, sends the same command. Before and after, the desk does what is due."""

"""The step that is being taken now: what Telegram answers about who is where counts for one step.

An answer that an earlier step was given is older than the tap that is judged by it; that the person left in
between is what a right must notice before a key, a link, money or a role moves.
"""

from contextvars import ContextVar
from itertools import count

_numbers = count(1)
_step: ContextVar[int | None] = ContextVar("step of a person", default=None)


def begin_step() -> None:
    """A person begins a step: no answer from before counts for it."""
    _step.set(next(_numbers))


def this_step() -> int | None:
    """The number of the step that is being taken; None: none is, and no answer from before counts."""
    return _step.get()

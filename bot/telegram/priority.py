"""The priority of what is sent: said where the sending is decided, read where it happens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import IntEnum


class Priority(IntEnum):
    """Who waits for it: a person who has just asked, nobody in particular, or a stranger."""

    PERSON = 0
    ALERT = 1
    STRANGER = 2


_current: ContextVar[Callable[[], Priority]] = ContextVar(
    "priority", default=lambda: Priority.PERSON
)


def current_priority() -> Priority:
    """The priority of what is sent here: a person's, unless it was said otherwise."""
    return _current.get()()


@contextmanager
def priority_by(work_out: Callable[[], Priority]) -> Iterator[None]:
    """Give all that is sent inside the priority that is worked out then, also by tasks started inside."""
    token = _current.set(work_out)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def priority(value: Priority) -> Iterator[None]:
    """Give this priority to all that is sent inside, also by tasks that are started inside."""
    with priority_by(lambda: value):
        yield

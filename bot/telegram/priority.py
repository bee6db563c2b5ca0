"""Whose turn goes first: said where the sending is decided, read where it happens."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import IntEnum


class Priority(IntEnum):
    """Who waits for it: a person who has just asked, or nobody in particular."""

    PERSON = 0
    ALERT = 1


_current: ContextVar[Priority] = ContextVar("priority", default=Priority.PERSON)


def current_priority() -> Priority:
    """The priority of what is sent here: a person's, unless it was said otherwise."""
    return _current.get()


@contextmanager
def priority(value: Priority) -> Iterator[None]:
    """Give this priority to all that is sent inside, also by tasks that are started inside."""
    token = _current.set(value)
    try:
        yield
    finally:
        _current.reset(token)

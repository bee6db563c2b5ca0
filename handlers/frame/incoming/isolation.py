"""One step of a person in a chat at a time, but for one that waits for the database to take its answer.

Who lets them go one by one is whoever takes updates in; here a step says that the next need not wait for it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_stand_aside: ContextVar[Callable[[], None] | None] = ContextVar("stand_aside", default=None)


@contextmanager
def in_lane(stand_aside: Callable[[], None]) -> Iterator[None]:
    """Run a step inside; ``stand_aside`` lets the next one in, and does nothing a second time."""
    before = _stand_aside.set(stand_aside)
    try:
        yield
    finally:
        _stand_aside.reset(before)


def let_others_in() -> None:
    """The step that runs here will wait for long: its person may go on with other things meanwhile."""
    stand_aside = _stand_aside.get()
    if stand_aside is not None:
        stand_aside()

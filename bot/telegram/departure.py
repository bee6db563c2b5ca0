"""The moment at which a request leaves: whoever sends may want to know it, and may still say no.

A call waits for its turn in the budget, perhaps for a minute, perhaps several times. Until its request
leaves it has certainly not been acted on; from then on it may have been.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Departure(Protocol):
    """Hears of each request that is made inside :func:`departing`."""

    async def waits(self) -> None:
        """It waits for its turn; an earlier one, if there was one, was answered, or does no harm twice."""

    async def leaves(self) -> None:
        """Its turn is there: it leaves when this returns, and does not when this raises."""


class _Unobserved:
    async def waits(self) -> None:
        """Nobody asks."""

    async def leaves(self) -> None:
        """Nobody asks."""


_UNOBSERVED = _Unobserved()
_current: ContextVar[Departure] = ContextVar("departure", default=_UNOBSERVED)


def current_departure() -> Departure:
    """Who is to hear of requests made here."""
    return _current.get()


@contextmanager
def departing(departure: Departure) -> Iterator[None]:
    """Let all that is sent inside be told to this one."""
    token = _current.set(departure)
    try:
        yield
    finally:
        _current.reset(token)

"""The moment at which a request to Telegram leaves: whoever sends may want to know it, and may still say no.

A call waits for its turn in the budget, perhaps for a minute, perhaps several times. Until its request
leaves it has certainly not been acted on; from then on it may have been. What a card says may have come to
hold no more in between: that is asked once more then.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

Holds = Callable[[], Awaitable[None]]
"""Returns while what a card says holds; raises the desk's error that says why not, where it does not."""


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


class _Asked:
    """Lets a request leave only while what it says holds. It counts as waiting again where it does not."""

    def __init__(self, around: Departure, holds: Holds) -> None:
        self._around = around
        self._holds = holds

    async def waits(self) -> None:
        await self._around.waits()

    async def leaves(self) -> None:
        await self._around.leaves()
        try:
            await self._holds()
        except Exception:
            await self._around.waits()
            raise


@contextmanager
def leaving_while(holds: Holds | None) -> Iterator[None]:
    """Let what is sent inside leave only while this holds; its error comes out where the request is made."""
    if holds is None:
        yield
        return
    with departing(_Asked(current_departure(), holds)):
        yield

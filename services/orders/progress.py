"""Progress of the work on an order, for its card. The work never waits for it."""

import asyncio
from dataclasses import dataclass
from typing import Literal, Protocol

import structlog

from services.clock import Clock
from storage.errors import Cause

log = structlog.get_logger(__name__)

EVERY = 2.0
"""Seconds between two edits of a card."""
Deed = Literal["buy", "reverse"]


@dataclass(frozen=True, slots=True)
class Shown:
    """The message that shows an order which is being bought or taken back."""

    number: str
    chat_id: int
    message_id: int
    deed: Deed


class Teller(Protocol):
    """Edits cards. What it raises is not heard by the work."""

    async def how_far(self, shown: Shown, done: int, total: int) -> None:
        """So many of all are done."""

    async def kept(self, shown: Shown, about: str, cause: Cause) -> None:
        """An answer is kept in hand, because it cannot be written down (:mod:`storage.kept_answers`)."""


class Progress:
    """Says on one card how far it is, at most every two seconds; without a card, nowhere.

    Where all is done it says nothing: that is told by what is said at the end.
    """

    def __init__(self, teller: Teller | None, clock: Clock, shown: Shown | None) -> None:
        self._teller = teller
        self._clock = clock
        self._shown = shown
        self._told_at = clock.steady()
        self._telling: asyncio.Task[None] | None = None
        self._over = False

    def tell(self, done: int, total: int) -> None:
        """So many of all are done."""
        now = self._clock.steady()
        busy = self._telling is not None and not self._telling.done()
        if self._over or busy or done >= total or now - self._told_at < EVERY:
            return
        self._told_at = now
        self._telling = asyncio.create_task(self._tell(done, total))

    def stop(self) -> None:
        """The end is told by others: whatever has not left yet need not any more."""
        self._over = True
        if self._telling is not None:
            self._telling.cancel()

    async def kept(self, about: str, cause: Cause) -> None:
        """Say that an answer is kept in hand."""
        if self._teller is not None and self._shown is not None:
            await self._teller.kept(self._shown, about, cause)

    async def _tell(self, done: int, total: int) -> None:
        if self._teller is None or self._shown is None:
            return
        try:
            await self._teller.how_far(self._shown, done, total)
        except Exception as error:  # noqa: BLE001 - an unheard word must not stop the work
            log.warning("progress was not told", error=type(error).__name__)

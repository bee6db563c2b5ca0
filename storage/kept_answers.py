"""Kept answers: what was answered is held in memory until it is written down.

A provider's answer, or Telegram's, comes once. Its transaction is a *unit*: a function that does all of
its reading, locking and writing, so that it can be done again from its beginning. It is tried until it is
committed, or until the process has to end; what is not written then is named in the log by the facts that
were given with it (ids and references, never a secret), so that a person can settle it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, contextmanager
from contextvars import ContextVar
from typing import Any, Protocol, TypeVar

import structlog

from storage.errors import Cause, NotKeptError, NotReadableError, NotWritableError
from storage.transaction import Tx
from storage.writability import Condition

T = TypeVar("T")
Unit = Callable[[Tx], Awaitable[T]]
OnWait = Callable[[str, Cause], Awaitable[None]]
"""Hears, once for each unit, what is being kept (the unit's ``about``) and why it cannot be written."""

FIRST_PAUSE = 0.25
LONGEST_PAUSE = 5.0
"""Seconds between two tries of a unit. The end of the trouble, once it is seen, ends a pause at once."""

log = structlog.get_logger(__name__)
_listener: ContextVar[OnWait | None] = ContextVar("listener", default=None)


@contextmanager
def heard_by(listener: OnWait | None) -> Iterator[None]:
    """Whatever is kept in hand from within the block is told to this listener while it waits."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


class Written(Protocol):
    """What a keeper needs of the database."""

    condition: Condition

    def write(self, *, anyway: bool = False) -> AbstractAsyncContextManager[Tx]:
        """A transaction that writes."""

    async def mark(self, tx: Tx) -> int | None:
        """What ``was_committed`` tells the transaction by."""

    async def was_committed(self, mark: int) -> bool:
        """Whether it was."""


class Keeper:
    """Tries units until they are committed. One of them belongs to each database."""

    def __init__(self, db: Written) -> None:
        self._db = db
        self._in_hand: dict[asyncio.Task[Any], tuple[str, Mapping[str, object]]] = {}
        self._waiting = 0
        self._deadline: float | None = None

    @property
    def waits(self) -> bool:
        """Whether something is in hand that could not be written at the first try."""
        return self._waiting > 0

    async def keep(self, unit: Unit[T], about: str, **facts: object) -> T:
        """Commit a unit, however long that takes, and give what it gives.

        It goes on where whoever waits here is cancelled. Raises NotKeptError if the process has to
        end first, and whatever the unit raises besides the database's own trouble.
        """
        task = asyncio.create_task(self._keep(unit, about, facts))
        self._in_hand[task] = about, facts
        task.add_done_callback(self._out_of_hand)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            task.add_done_callback(_log_failure)  # nobody else will hear of one
            raise

    def hurry(self, seconds: float) -> None:
        """The process ends: give up in so many seconds what cannot be written."""
        self._deadline = asyncio.get_running_loop().time() + seconds

    async def end(self) -> None:
        """Wait until nothing is in hand, for as long as ``hurry`` has granted; without it, not at all."""
        if self._deadline is None:
            self.hurry(0)
        while self._in_hand:
            # Each gives up by itself; a second more for a try that is under way.
            left = max(self._left(), 0) + 1
            _, late = await asyncio.wait(self._in_hand, timeout=left)
            for task in late:
                about, facts = self._in_hand[task]
                self._given_up(about, facts, None)
                task.cancel()
            if late:
                await asyncio.wait(late)  # what is being tried is first tried to its end
        self._deadline = None

    async def _keep(self, unit: Unit[T], about: str, facts: Mapping[str, object]) -> T:
        pause, tries = FIRST_PAUSE, 0
        tried: tuple[int, T] | None = (
            None  # whose commit was lost on the way: its mark, and what it gave
        )
        try:
            while True:
                try:
                    if tried is not None and await self._db.was_committed(tried[0]):
                        return tried[1]
                    tried = None
                    async with self._db.write(anyway=True) as tx:
                        made = await unit(tx)
                        mark = await self._db.mark(tx)
                        tried = None if mark is None else (mark, made)
                except (NotWritableError, NotReadableError) as error:
                    tries += 1
                    if self._left() <= 0:
                        self._given_up(about, facts, error.cause)
                        raise NotKeptError(error.cause) from error
                    if tries == 1:
                        self._waiting += 1
                        log.warning("kept in hand", about=about, cause=str(error.cause), **facts)
                    # Most trouble is seen at once and may be over at once; a lock was waited for.
                    if tries == 2 or (tries == 1 and error.cause is Cause.LOCKED):
                        await _tell(about, error.cause)
                    await self._rest(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)
                else:
                    if tries:
                        log.info("written down after all", about=about, tries=tries, **facts)
                    return made
        finally:
            self._waiting -= tries > 0

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(min(seconds, max(self._left(), 0))):
                # Not at once: what is known to be well may be so for one small write only.
                await asyncio.sleep(FIRST_PAUSE)
                await self._db.condition.well()
        except TimeoutError:
            return

    def _left(self) -> float:
        if self._deadline is None:
            return float("inf")
        return self._deadline - asyncio.get_running_loop().time()

    def _given_up(self, about: str, facts: Mapping[str, object], cause: Cause | None) -> None:
        log.error("not written down before the stop", about=about, cause=str(cause), **facts)

    def _out_of_hand(self, task: asyncio.Task[Any]) -> None:
        del self._in_hand[task]
        if not task.cancelled():
            task.exception()  # it has been seen: whoever waited has it


def _log_failure(task: asyncio.Task[Any]) -> None:
    error = None if task.cancelled() else task.exception()
    if error is not None and not isinstance(error, NotKeptError):
        log.error("what was in hand could not be written down", exc_info=error)


async def _tell(about: str, cause: Cause) -> None:
    listener = _listener.get()
    if listener is None:
        return
    try:
        await listener(about, cause)
    except Exception as error:  # noqa: BLE001 - an unheard word must not keep an answer from being written
        log.warning("nobody heard that an answer is kept in hand", error=type(error).__name__)

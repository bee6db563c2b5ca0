"""One step of a person in a chat at a time, but for one that waits for the database to take its answer."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Hashable
from contextlib import asynccontextmanager
from contextvars import ContextVar

from aiogram.fsm.storage.base import BaseEventIsolation, StorageKey


class _Turn:
    """The lock as one step holds it."""

    def __init__(self, lock: asyncio.Lock) -> None:
        self._lock = lock
        self._held = True

    def end(self) -> None:
        """Let the next step in. A second time does nothing."""
        if self._held:
            self._held = False
            self._lock.release()


_turn: ContextVar[_Turn | None] = ContextVar("turn", default=None)


class OneAtATime(BaseEventIsolation):
    """aiogram's ``SimpleEventIsolation``, whose lock a step can give back before its end."""

    def __init__(self) -> None:
        self._locks: defaultdict[Hashable, asyncio.Lock] = defaultdict(asyncio.Lock)

    @asynccontextmanager
    async def lock(self, key: StorageKey) -> AsyncGenerator[None, None]:
        """Hold the lock of this person in this chat, until the end or ``let_others_in``."""
        lock = self._locks[key]
        await lock.acquire()
        turn = _Turn(lock)
        before = _turn.set(turn)
        try:
            yield
        finally:
            _turn.reset(before)
            turn.end()

    async def close(self) -> None:
        """Forget all locks."""
        self._locks.clear()


def let_others_in() -> None:
    """The step that runs here will wait for long: its person may go on with other things meanwhile."""
    turn = _turn.get()
    if turn is not None:
        turn.end()

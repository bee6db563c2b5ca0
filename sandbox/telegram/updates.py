"""The queue of updates: what the bot has to fetch, has fetched and has confirmed."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .errors import OTHER_POLLER, ApiError

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that come only to who names them in ``allowed_updates`` (getUpdates)."""


@dataclass(eq=False)
class Update:
    """One update; ``payload`` is a snapshot made when the thing happened."""

    id: int
    kind: str
    payload: dict[str, Any]
    fetched: bool = False
    confirmed: bool = False
    again: bool = False
    """A second delivery of an update that the queue has had before."""

    def json(self) -> dict[str, Any]:
        """The update as getUpdates and webhooks give it."""
        return {"update_id": self.id, self.kind: self.payload}


class UpdateQueue:
    """Updates in order, kept until a later getUpdates confirms them by its offset."""

    def __init__(self, changed: Callable[[], None], first_id: int = 610_000_001) -> None:
        self._changed = changed
        self._next_id = first_id
        self._waiting: list[Update] = []
        self._poll: asyncio.Future[None] | None = None
        self.allowed: frozenset[str] | None = None
        """Kinds the bot asked for; None means all but ``NOT_BY_DEFAULT``."""

    @property
    def pending(self) -> list[Update]:
        """Updates not confirmed yet."""
        return list(self._waiting)

    def number_on(self, before: "UpdateQueue") -> None:
        """Number on from another queue: an update id never comes a second time to the same bot."""
        self._next_id = before._next_id

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Remember ``allowed_updates``: None leaves it, an empty list restores the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def add(self, kind: str, payload: dict[str, Any]) -> Update | None:
        """Queue an update; None if the bot did not ask for its kind."""
        wanted = kind not in NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed
        if not wanted:
            return None
        update = Update(self._next_id, kind, payload)
        self._next_id += 1
        self._push(update)
        return update

    def repeat(self, update: Update) -> Update:
        """Deliver the same update, with the same id, once more."""
        again = Update(update.id, update.kind, update.payload, again=True)
        self._push(again)
        return again

    def confirm(self, offset: int) -> None:
        """Forget what came before ``offset``; a negative one keeps only the last so many."""
        if offset < 0:
            gone = self._waiting[:offset]
        else:
            gone = [u for u in self._waiting if u.id < offset and (u.fetched or not u.again)]
        self._forget(gone)

    def drop_all(self) -> None:
        """Forget everything (``drop_pending_updates``)."""
        self._forget(list(self._waiting))

    def done(self, update: Update) -> None:
        """One update was accepted by the webhook."""
        if update in self._waiting:
            self._forget([update])

    def interrupt(self, error: ApiError) -> None:
        """End the getUpdates that is waiting now with an error."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(error)

    async def fetch(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """One getUpdates: confirm, then wait up to so many seconds for something to give.

        Raises ApiError 409 if another getUpdates comes meanwhile.
        """
        self.interrupt(ApiError(409, OTHER_POLLER))
        if offset:
            self.confirm(offset)
        if not self._waiting and seconds > 0:
            await self.arrival(seconds)
        # A repeated update goes first: the offset a client derives from the last one it
        # got must not fall back behind updates it has already seen.
        batch = sorted(self._waiting, key=lambda update: update.id)[:limit]
        for update in batch:
            update.fetched = True
        return batch

    async def arrival(self, seconds: float) -> None:
        """Wait until an update is pushed, so many seconds at most."""
        poll: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poll = poll
        try:
            async with asyncio.timeout(seconds):
                await poll
        except TimeoutError:
            return
        finally:
            if self._poll is poll:
                self._poll = None

    def _push(self, update: Update) -> None:
        self._waiting.append(update)
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
        self._changed()

    def _forget(self, gone: list[Update]) -> None:
        for update in gone:
            update.confirmed = True
        self._waiting = [update for update in self._waiting if not update.confirmed]
        self._changed()

"""Edits that are due to one message: only the newest is sent, and none overtakes a newer one.

An edit that still waits when a newer one comes does not go any more. It counts as done once the newer one
is; if that never leaves, the older goes after all.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from aiogram.methods import EditMessageMedia, EditMessageText, TelegramMethod

from bot.telegram.budget import Budget
from bot.telegram.chat_queue import MessageKey
from bot.telegram.errors import Superseded, Unconfirmed

R = TypeVar("R")


def message_of(method: object) -> MessageKey | None:
    """The message that a call puts a new content in place of; None: it does no such thing."""
    if isinstance(method, EditMessageText | EditMessageMedia) and isinstance(method.chat_id, int):
        return None if method.message_id is None else (method.chat_id, method.message_id)
    return None


class Edit:
    """One edit. ``off_wire`` is set while none of its requests waits for its turn or an answer."""

    def __init__(self, key: MessageKey, method: TelegramMethod[Any]) -> None:
        self.key = key
        self.method = method
        self.newer: Edit | None = None
        self.left = False
        self.done = False
        self.error: BaseException | None = None
        self.ended = asyncio.Event()
        self.off_wire = asyncio.Event()

    def leaves(self) -> None:
        """Its request leaves."""
        self.left = True


class Edits:
    """All edits under way. Knows them by the message."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._newest: dict[MessageKey, Edit] = {}
        self._active: dict[MessageKey, Edit] = {}

    async def see_through(self, edit: Edit, call: Callable[[], Awaitable[R]]) -> R | bool:
        """Make the call, or let a newer one stand for it. Raises what ``call`` raises."""
        self._enter(edit)
        try:
            while True:
                try:
                    result = await call()
                except Superseded:
                    if await self._stood_for(edit):
                        edit.done = True
                        return True
                else:
                    edit.done = True
                    return result
        except BaseException as error:
            edit.error = error
            raise
        finally:
            edit.ended.set()
            if self._newest.get(edit.key) is edit:
                del self._newest[edit.key]

    async def clear_way(self, edit: Edit) -> None:
        """Wait until no other edit of the message is on the wire. Raises Superseded."""
        key = edit.key
        while (other := self._active.get(key)) not in (None, edit):
            if self._budget.waits(key):
                break  # it has not got its turn: this one takes its place in the line
            await other.off_wire.wait()
        if edit.newer is not None:
            raise Superseded
        edit.off_wire.clear()
        self._active[key] = edit

    def off_wire(self, edit: Edit) -> None:
        """A request of this edit is answered, or did not leave."""
        edit.off_wire.set()
        if self._active.get(edit.key) is edit:
            del self._active[edit.key]

    def _enter(self, edit: Edit) -> None:
        before = self._newest.get(edit.key)
        if before is not None:
            before.newer = edit
        self._newest[edit.key] = edit

    async def _stood_for(self, edit: Edit) -> bool:
        """Wait for what became of the newer one. False: it never left, so this one goes itself.

        Raises what the newer one has met once it had left: to go after it could put the old back.
        """
        while True:
            if edit.newer is None:
                newest = self._newest.setdefault(edit.key, edit)
                if newest is edit:
                    return False
                edit.newer = newest
            newer = edit.newer
            await newer.ended.wait()
            if newer.done:
                return True
            if newer.left and isinstance(newer.error, Exception):
                raise newer.error
            if newer.left:
                raise Unconfirmed(edit.method, "a newer edit of the message may have arrived")
            edit.newer = newer.newer

"""Updates that were dropped in a flood: counted, and answered now and then."""

import asyncio
from contextlib import suppress

from aiogram import Bot

from bot.telegram.priority import priority_by
from bot.telegram.raw import Unreadable, read
from bot.telegram.whose import Judge, Whose
from handlers.frame.frame import Frame
from handlers.frame.incoming.too_fast import brings_keys, say_too_fast
from services.floods import KEYS
from services.inbox import Raw

ANSWERS_AT_ONCE = 20
"""So many such answers are on their way; while they are nobody else is told."""


DELETED_AT_ONCE = 200
"""The same of messages with keys, which are deleted."""


class Dropped:
    """Called with each update that was dropped; waits for nothing."""

    def __init__(self, bot: Bot, frame: Frame, judge: Judge) -> None:
        self._bot = bot
        self._frame = frame
        self._judge = judge
        self._answers: set[asyncio.Task[None]] = set()

    def __call__(self, raw: Raw, of: Whose) -> None:
        """Count it, and tell the person unless that was done lately. Keys that were not read are deleted."""
        floods, person = self._frame.services.floods, of.lane.person
        floods.dropped(person, of.lane.chat)
        if person is None or len(self._answers) >= DELETED_AT_ONCE:
            return
        keys = brings_keys(self._frame, raw, person, of.lane.chat)
        if not keys and (len(self._answers) >= ANSWERS_AT_ONCE or not floods.may_say(person)):
            return
        say = not keys or floods.may_say(person, KEYS)
        update = read(self._bot, raw)
        if isinstance(update, Unreadable):
            return
        with priority_by(of.priority(self._judge)):
            task = asyncio.create_task(
                say_too_fast(self._frame, self._bot, update, keys=keys, say=say)
            )
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def stop(self) -> None:
        """Break off the answers that are on their way."""
        for task in self._answers:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*self._answers, return_exceptions=True)

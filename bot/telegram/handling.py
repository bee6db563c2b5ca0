"""The handling of one update: read, fed to the dispatcher, and handled again where that is needed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import chain, repeat

import structlog
from aiogram import Bot, Dispatcher
from aiogram.types import Update

from bot.telegram.intake import Taken
from bot.telegram.priority import priority_by
from bot.telegram.raw import Unreadable, event_of, read
from bot.telegram.whose import Judge, Whose
from services.complaints import Complaints
from services.floods import Tier
from storage.errors import TroubleError

BACK_OFF = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds before the next try after so many failures in a row; then the last one."""

OnLate = Callable[[Update], Awaitable[None]]
"""Tells a person that a button was pressed too long ago."""

log = structlog.get_logger(__name__)


class Handling:
    """Handles what is given to it. What goes wrong is told or logged; only being cut off is raised."""

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        judge: Judge | None,
        on_late: OnLate | None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._judge = judge
        self._on_late = on_late
        self._sleep = sleep
        self._unreadable = 0
        self._complaints = Complaints(__name__)

    async def __call__(self, taken: Taken) -> None:
        """Handle an update, whatever comes of it."""
        update = read(self._bot, taken.raw)
        if isinstance(update, Unreadable):
            self._unreadable += 1
            facts = {"update_id": taken.id, "fault": update.fault}
            log.error("update cannot be read", **facts, so_far=self._unreadable)
            if update.rest is None:
                return
            update = update.rest
        await self._learn(taken.whose)
        with priority_by(taken.whose.priority(self._judge)):
            if taken.late and update.callback_query is not None and self._on_late is not None:
                await self._on_late(update)
            else:
                await self._feed(taken, update)

    async def _feed(self, taken: Taken, update: Update) -> None:
        """Steps of people tell them what goes wrong; what happened to a chat has nobody to tell.

        It comes once, so what cannot be written down of it is handled again until it can.
        """
        facts = {"update_id": taken.id, "kind": event_of(taken.raw)[0]}
        for pause in chain(BACK_OFF, repeat(BACK_OFF[-1])):
            try:
                await self._dispatcher.feed_update(self._bot, update)
            except TroubleError as error:
                self._complaints.tell(
                    "update is handled again",
                    str(error.cause),
                    level=logging.WARNING,
                    update_id=taken.id,
                    kind=facts["kind"],
                )
                await self._sleep(pause)
            except Exception:
                log.exception("update not handled", **facts)
                return
            else:
                return

    async def _learn(self, of: Whose) -> None:
        """Look whether a stranger is one, so that the answer need not wait among theirs."""
        person = of.lane.person
        if of.tier is Tier.STRANGER and self._judge is not None and person is not None:
            with suppress(TroubleError):
                await self._judge.look(person)

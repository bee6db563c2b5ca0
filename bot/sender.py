"""The outbox's way to Telegram: takes what is due, sees to many side by side, and ends with nothing half."""

import asyncio
import time
from collections.abc import Callable

import structlog
from aiogram import Bot

from bot.telling import Passage, Teller
from handlers.frame.frame import Frame
from services.outbox import Outbox, kind_of
from storage.errors import TroubleError
from storage.notices import NoticeRow

log = structlog.get_logger(__name__)

AT_ONCE = 100
"""So many notices are seen to at a time, each of another chat; most wait for their turn in the budget."""
ANSWERS_AT_ONCE = 100
"""So many more of those that people wait for: no broadcast takes their room."""
REFILL = 50
"""The end of one asks for the next only when so many may be taken together: to take costs the writer."""
MOST_UNSURE = 10
"""So many alerts may have left and nothing is written down yet of what became of them: where the process dies
nobody knows whether these arrived. Thirty a second leave: a third of a second for each is room enough."""
RENEW_EVERY = 5.0
"""Seconds: a third of a lease."""
GRACE = 5.0
"""Seconds in which a stop lets leave what can."""
LEFT_ALONE = 60.0
"""Seconds until a notice is looked at again of which not even its failure could be written down."""
ON_THE_WIRE = 10.0
"""Seconds that a stop then waits for Telegram's answers to what has left."""


class Sender:
    """Empties the outbox. ``run`` is to be called when it wakes, and every few seconds.

    Alerts give way to people's answers in the budget of sends. Each notice has a task of its own; whatever
    becomes of one touches no other.
    """

    def __init__(
        self,
        bot: Bot,
        frame: Frame,
        outbox: Outbox,
        *,
        steady: Callable[[], float] = time.monotonic,
        grace: float = GRACE,
    ) -> None:
        """``steady`` counts seconds; ``grace``: see GRACE."""
        self._teller = Teller(bot, frame, outbox)
        self._outbox = outbox
        self._steady = steady
        self._grace = grace
        self._under_way: dict[asyncio.Task[None], tuple[NoticeRow, Passage]] = {}
        self._renewed_at = steady()
        self._taking = asyncio.Lock()
        self._unsure = asyncio.Semaphore(MOST_UNSURE)
        self._ends = False

    async def run(self) -> int:
        """Take what is due, begin to send it, and give how much that was. Raises TroubleError."""
        async with self._taking:
            if self._ends:
                return 0
            if self._steady() - self._renewed_at >= RENEW_EVERY:
                await self._outbox.renew()
                self._renewed_at = self._steady()
            alerts = self._alerts
            answers = len(self._under_way) - alerts
            notices = await self._outbox.take(AT_ONCE - alerts, ANSWERS_AT_ONCE - answers)
            for notice in notices:
                unsure = None if kind_of(notice.kind).answers else self._unsure
                passage = Passage(self._outbox, notice.id, unsure)
                task = asyncio.create_task(self._see_through(notice, passage), name="notice")
                self._under_way[task] = notice, passage
                task.add_done_callback(self._ended)
        return len(notices)

    async def idle(self) -> None:
        """Wait until nothing that is due now is left, as far as the database lets it be taken."""
        while await self._run_if_it_goes() or self._under_way:
            if self._under_way:
                await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)

    async def stop(self) -> None:
        """Send what can leave within the grace, wait for what has left, and give back the rest."""
        try:
            async with asyncio.timeout(self._grace):
                await self.idle()
        except TimeoutError:
            pass
        async with self._taking:
            self._ends = True
        waiting = []
        for task, (_, passage) in self._under_way.items():
            passage.cut_off = True
            if not passage.on_the_wire:
                waiting.append(task)
        for task in waiting:
            task.cancel()
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=ON_THE_WIRE)
            for task in late:
                notice, _ = self._under_way[task]
                log.warning("the stop does not wait for an answer", notice=notice.id)
                task.cancel()
            if late:
                await asyncio.wait(late)
        try:
            await self._outbox.give_back()
        except TroubleError as error:
            log.warning("claims run out by themselves", cause=str(error.cause))

    @property
    def _alerts(self) -> int:
        return sum(not kind_of(each.kind).answers for each, _ in self._under_way.values())

    async def _run_if_it_goes(self) -> int:
        try:
            return await self.run()
        except TroubleError:
            return 0

    def _ended(self, task: asyncio.Task[None]) -> None:
        notice, _ = self._under_way.pop(task)
        if kind_of(notice.kind).answers or self._alerts <= AT_ONCE - REFILL:
            self._outbox.kick()

    async def _see_through(self, notice: NoticeRow, passage: Passage) -> None:
        """See to one. What cannot be written down of it is settled, or taken again, by a later round."""
        try:
            try:
                await self._teller.tell(notice, passage)
            finally:
                passage.over()
        except TroubleError:  # the process ends
            log.warning("notice not seen through", notice=notice.id, kind=notice.kind)
        except Exception:
            log.exception("notice not seen through", notice=notice.id, kind=notice.kind)
            if not await self._put_off(notice):
                loop = asyncio.get_running_loop()
                loop.call_later(LEFT_ALONE, self._outbox.let_go, notice.id)
                return
        self._outbox.let_go(notice.id)

    async def _put_off(self, notice: NoticeRow) -> bool:
        """Try it again later. False: not even that could be written."""
        try:
            await self._outbox.unconfirmed(notice.id)
        except Exception:
            log.exception("notice left to a later round", notice=notice.id, kind=notice.kind)
            return False
        return True

"""Long polling (Bot API getUpdates) that confirms nothing that was not handled or written down."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, cast

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.telegram.errors import AnotherCopy, NotConnected, TokenRefused
from bot.telegram.handling import BACK_OFF, Handling, OnLate
from bot.telegram.intake import Intake, OnDropped, Taken
from bot.telegram.lanes import Lanes
from bot.telegram.raw import GetRawUpdates, event_of
from bot.telegram.whose import Judge
from providers.connection_errors import why
from services.clock import system_clock
from services.complaints import Complaints
from services.current_update import handling
from services.inbox import Inbox
from storage.errors import TroubleError

CONFLICTS = 3
ANSWER_TIME = 15
"""Seconds that an answer may be late beyond the long poll itself."""
LOOK_AGAIN = 1.0
"""Seconds between two looks for updates while some are neither in a row nor handled."""
LONGEST_BEHIND = 300.0
"""Seconds that others wait for what is to be read, also in a flood and where Telegram is silent."""
MOST = 100
"""Updates of one answer; where there are fewer, no more wait at Telegram."""

log = structlog.get_logger(__name__)


class Poller:
    """Fetches updates, has them written down, and handles each when it is its turn.

    ``concurrency`` bounds what is handled at once, ``poll_seconds`` is the length of one long poll,
    ``drain_seconds`` what ``stop`` grants. ``judge`` tells staff, customers and strangers
    apart; without it everybody is staff. ``on_late`` is told taps that an earlier process left too long ago.
    """

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        inbox: Inbox,
        *,
        concurrency: int = 100,
        poll_seconds: int = 30,
        drain_seconds: float = 25.0,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        judge: Judge | None = None,
        on_dropped: OnDropped = lambda raw, of: None,
        on_late: OnLate | None = None,
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._inbox = inbox
        self._handling = Handling(bot, dispatcher, judge, on_late, sleep)
        self._lanes: Lanes[Taken] = Lanes(self._handle, slots=concurrency)
        self._intake = Intake(inbox, self._put, judge, on_dropped)
        self._poll_seconds = poll_seconds
        self._drain_seconds = drain_seconds
        self._sleep = sleep
        self._handing_over = True  # what earlier processes left comes first
        self._changed = asyncio.Event()
        self._fetching: asyncio.Task[None] | None = None
        self._stopping = False
        self._failing = False
        self._complaints = Complaints(__name__)
        self._read_at: float | None = None  # when an answer came with all that waited
        self._settled = False
        self._behind_since: float | None = None

    @property
    def caught_up(self) -> bool:
        """Whether what waited at Telegram was read and handled, since the start or since it stood still.

        What is handled after that may take as long as it likes. After some minutes nothing waits for it.
        """
        now = system_clock.steady()
        if self._read_at is None or self._read_at < now - self._poll_seconds - ANSWER_TIME:
            self._settled = False
        elif not (self._handing_over or self._lanes.running or self._lanes.waiting):
            self._settled = True
        if self._settled:
            self._behind_since = None
        elif self._behind_since is None:
            self._behind_since = now
        return self._behind_since is None or now - self._behind_since > LONGEST_BEHIND

    @property
    def works(self) -> bool:
        """Whether it fetches, and nothing has gone wrong since updates last came."""
        fetching = self._fetching is not None and not self._fetching.done()
        return fetching and not self._stopping and not self._failing

    async def run(self) -> None:
        """Fetch until ``stop``. Raises AnotherCopy or TokenRefused when it cannot go on."""
        if self._stopping:
            return
        self._fetching = asyncio.create_task(self._fetch())
        try:
            await asyncio.wait([self._fetching])
        finally:
            self._fetching.cancel()
        if not self._fetching.cancelled():
            self._fetching.result()

    async def stop(self) -> None:
        """Stop fetching, let running handlers end, write down what was handled, and confirm that.

        What was cut off, or not begun, is handled at the next start.
        """
        self._stopping = True
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.wait([self._fetching])
        self._handed_over()
        await self._drain()
        await self._intake.end()
        await self._confirm()

    async def take_over(self) -> None:
        """Handle what earlier processes left, and keep what is in hand. Raises TroubleError."""
        await self._intake.take_over()
        if self._lanes.running or self._lanes.waiting:
            await self._inbox.renew()

    async def idle(self) -> None:
        """Wait until no handler runs and nothing that was fetched is still to be handed over."""
        while self._handing_over or self._lanes.running or self._lanes.waiting:
            await self._lanes.idle()
            if self._handing_over:
                self._changed.clear()
                await self._changed.wait()

    async def _fetch(self) -> None:
        allowed = self._dispatcher.resolve_used_update_types()
        failures = conflicts = 0
        with suppress(TroubleError):  # it is tried again while the process lives
            await self.take_over()
        self._handed_over()
        while True:
            try:
                # After a failure at once, to know soon that it is over, though nobody may write.
                hurries = failures or self._intake.waits or self._read_at is None
                updates = await self._next(allowed, 0 if hurries else self._poll_seconds)
                await self._hand_over(updates)
                if len(updates) < MOST or self._settled:
                    self._read_at = system_clock.steady()
            except (TelegramUnauthorizedError, TelegramNotFound) as error:
                raise TokenRefused("Telegram does not accept KEYDESK_BOT_TOKEN") from error
            except TelegramConflictError as error:
                conflicts += 1
                if conflicts >= CONFLICTS:
                    raise AnotherCopy(
                        "Another copy of this bot is running: it fetches the same updates. "
                        "Stop it, or give this one a bot token of its own."
                    ) from error
                if "webhook" in error.message:
                    await self._remove_webhook()
                delay = BACK_OFF[0]
            except TelegramRetryAfter as error:
                delay = float(error.retry_after)
            except (AiogramError, OSError, ValueError) as error:
                delay = BACK_OFF[min(failures, len(BACK_OFF) - 1)]
                failures += 1
                said = error.message if isinstance(error, NotConnected) else why(error)
                self._complaints.tell(
                    "updates could not be fetched",
                    type(error).__name__,
                    level=logging.WARNING,
                    said=said,
                    again_in=delay,
                )
            else:
                if failures:
                    log.info("updates are fetched again", failures=failures)
                failures = conflicts = 0
                self._failing = False
                if self._intake.waits:
                    await self._intake.rest(LOOK_AGAIN)
                continue
            self._failing = True
            self._read_at = None
            await self._sleep(delay)

    async def _next(self, allowed: list[str], seconds: int) -> list[object]:
        offset = self._intake.offset
        request = GetRawUpdates(offset=offset, timeout=seconds, allowed_updates=allowed)
        answer: Any = await self._bot(request, request_timeout=seconds + ANSWER_TIME)
        self._intake.confirmed(offset)
        return cast("list[object]", answer)

    async def _hand_over(self, updates: list[object]) -> None:
        if not updates:
            return
        self._handing_over = True
        try:
            await self._lanes.room()
            await self._intake.take(updates)
        finally:
            self._handed_over()

    def _handed_over(self) -> None:
        self._handing_over = False
        self._changed.set()

    def _put(self, taken: Taken) -> bool:
        of = taken.whose
        return self._lanes.put(taken, of.lane, of.tier, keep=of.keep or taken.wanted)

    async def _handle(self, taken: Taken) -> None:
        """In its turn; if it began before it was written down, that is waited for."""
        await taken.decided.wait()
        if taken.wanted:
            with handling(self._inbox.in_turn(taken.id, acted=taken.acted)):
                await self._handling(taken)
            self._intake.handled(taken)

    async def _drain(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._drain_seconds):
                await self._lanes.idle()
        self._lanes.clear()
        cut = dict(self._lanes.running)
        for task, taken in cut.items():
            kind, _ = event_of(taken.raw)
            log.warning("handler cut off by the stop", update_id=taken.id, kind=kind)
            task.cancel()
        if cut:
            await asyncio.wait(cut, timeout=1)

    async def _remove_webhook(self) -> None:
        """Telegram gives updates to one taker only; whoever starts polling means this one."""
        try:
            await self._bot.delete_webhook()
        except AiogramError as error:
            log.warning("webhook could not be removed", error=type(error).__name__)
        else:
            log.warning("webhook removed")

    async def _confirm(self) -> None:
        """Otherwise the last batch would come again at the next start."""
        offset = self._intake.offset
        if offset is None:
            return
        try:
            await self._bot(GetRawUpdates(offset=offset, limit=1, timeout=0))
        except AiogramError as error:
            log.warning("last updates not confirmed", error=type(error).__name__)

"""Long polling (Bot API getUpdates) that loses nothing at a stop and acts once on each update."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from itertools import chain, repeat

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates
from aiogram.types import Update

from bot.telegram.answers import Unreadable, one_by_one
from bot.telegram.errors import AnotherCopy, NotConnected, TokenRefused
from bot.telegram.lanes import Lanes
from bot.telegram.priority import priority_by
from bot.telegram.whose import Judge, Whose, whose
from providers.connecting import why
from services.floods import Standing
from storage.errors import TroubleError

BACK_OFF = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds before the next try after so many failures in a row; then the last one."""
CONFLICTS = 3
REMEMBERED = 10_000
ANSWER_TIME = 15
"""Seconds that an answer may be late beyond the long poll itself."""

log = structlog.get_logger(__name__)


OnDropped = Callable[[Update, Whose], None]
"""Told an update that was dropped because too much waited already, and whose it was."""


class Poller:
    """Fetches updates and hands each to the dispatcher, when it is its turn (:mod:`bot.telegram.lanes`).

    ``concurrency`` bounds what is handled at once, ``poll_seconds`` is the length of one long poll,
    ``drain_seconds`` what ``stop`` grants. ``judge`` tells staff, customers and strangers
    apart; without it everybody is staff. What is dropped is confirmed to Telegram like the rest.
    """

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        *,
        concurrency: int = 100,
        poll_seconds: int = 30,
        drain_seconds: float = 25.0,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        judge: Judge | None = None,
        on_dropped: OnDropped = lambda update, of: None,
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._judge = judge
        self._on_dropped = on_dropped
        self._lanes: Lanes[tuple[Update, Whose]] = Lanes(self._handle, slots=concurrency)
        self._poll_seconds = poll_seconds
        self._drain_seconds = drain_seconds
        self._sleep = sleep
        self._offset: int | None = None
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._handing_over = False
        self._changed = asyncio.Event()
        self._fetching: asyncio.Task[None] | None = None
        self._stopping = False
        self._failing = False

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
        """Stop fetching, let running handlers end, then tell Telegram what was handled."""
        self._stopping = True
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.wait([self._fetching])
        await self._drain()
        await self._confirm()

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
        while True:
            try:
                # After a failure at once, to know soon that it is over, though nobody may write.
                updates = await self._next(allowed, 0 if failures else self._poll_seconds)
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
                log.warning("updates could not be fetched", error=said, again_in=delay)
            else:
                if failures:
                    log.info("updates are fetched again", failures=failures)
                failures = conflicts = 0
                self._failing = False
                await self._hand_over(updates)
                continue
            self._failing = True
            await self._sleep(delay)

    async def _next(self, allowed: list[str], seconds: int) -> Sequence[Update | Unreadable]:
        request = GetUpdates(offset=self._offset, timeout=seconds, allowed_updates=allowed)
        try:
            return await self._bot(request, request_timeout=seconds + ANSWER_TIME)
        except ClientDecodeError as error:
            return one_by_one(self._bot, error)

    async def _hand_over(self, updates: Sequence[Update | Unreadable]) -> None:
        if not updates:
            return
        # Of this batch, not of all time: after a quiet week Telegram starts from another number.
        self._offset = None
        self._handing_over = True
        try:
            for update in updates:
                await self._lanes.room()
                self._offset = max(update.update_id + 1, self._offset or 0)
                self._take_in(update)
        finally:
            self._handing_over = False
            self._changed.set()

    def _take_in(self, update: Update | Unreadable) -> None:
        if isinstance(update, Unreadable):
            log.error("update cannot be read", update_id=update.update_id, fault=update.fault)
            return
        if update.update_id in self._seen:
            log.info("update was delivered again", update_id=update.update_id)
            return
        self._seen[update.update_id] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        of = whose(update, self._judge)
        if not self._lanes.put((update, of), of.lane, of.standing, keep=of.keep):
            self._on_dropped(update, of)

    async def _handle(self, waited: tuple[Update, Whose]) -> None:
        """Steps of people tell them what goes wrong; what happened to a chat has nobody to tell.

        It comes once, so what cannot be written down of it is handled again until it can.
        """
        update, of = waited
        await self._learn(of)
        for pause in chain(BACK_OFF, repeat(BACK_OFF[-1])):
            try:
                with priority_by(of.priority(self._judge)):
                    await self._dispatcher.feed_update(self._bot, update)
            except TroubleError as error:
                facts = {"update_id": update.update_id, "kind": update.event_type}
                log.warning("update is handled again", cause=str(error.cause), **facts)
                await self._sleep(pause)
            except Exception:
                log.exception(
                    "update not handled", update_id=update.update_id, kind=update.event_type
                )
                return
            else:
                return

    async def _learn(self, of: Whose) -> None:
        """Look whether a stranger is one, so that the answer need not wait among theirs."""
        person = of.lane.person
        if of.standing is Standing.STRANGER and self._judge is not None and person is not None:
            with suppress(TroubleError):
                await self._judge.look(person)

    async def _drain(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._drain_seconds):
                await self._lanes.idle()
        for update, _ in self._lanes.clear():
            log.error(
                "update not begun before the stop",
                update_id=update.update_id,
                kind=update.event_type,
            )
        cut = dict(self._lanes.running)
        for task, (update, _) in cut.items():
            log.error(
                "handler cut off by the stop", update_id=update.update_id, kind=update.event_type
            )
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
        if self._offset is None:
            return
        try:
            await self._bot(GetUpdates(offset=self._offset, limit=1, timeout=0))
        except AiogramError as error:
            log.warning("last updates not confirmed", error=type(error).__name__)

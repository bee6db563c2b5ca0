"""The outbox's way to Telegram: takes notices, renders them, sends them, says what came of it."""

import asyncio

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter

from bot.telegram.errors import NotConnected, Unconfirmed, Unreachable
from bot.telegram.priority import Priority, priority
from handlers.frame.desk import Frame
from handlers.frame.notices import EditOf, UnknownNoticeError, render, texts_of
from handlers.frame.sending import deliver
from services.outbox import Outbox
from storage.errors import TroubleError
from storage.notices import NoticeRow

log = structlog.get_logger(__name__)

AT_ONCE = 100
"""So many notices are on their way at a time, each to another chat; most wait for their turn."""


class Sender:
    """Empties the outbox. Alerts give way to people's answers in the budget of sends."""

    def __init__(self, bot: Bot, frame: Frame, outbox: Outbox) -> None:
        self._bot = bot
        self._frame = frame
        self._outbox = outbox
        self._one_at_a_time = asyncio.Lock()

    async def run(self) -> None:
        """Send what is due, until nothing is. A second call waits for the first."""
        async with self._one_at_a_time, asyncio.TaskGroup() as group:
            # A chat that has to wait for its turn holds up no other: room is refilled one by one.
            under_way: set[asyncio.Task[None]] = set()
            while True:
                try:
                    notices = await self._outbox.take(AT_ONCE - len(under_way))
                except TroubleError:
                    notices = []  # what is on its way goes on, and is written down when that works
                for notice in notices:
                    task = group.create_task(self._send(notice))
                    under_way.add(task)
                    task.add_done_callback(under_way.discard)
                if not under_way:
                    return
                await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)

    async def _send(self, notice: NoticeRow) -> None:
        try:
            rendered = await render(notice, self._frame)
        except UnknownNoticeError:
            await self._outbox.drop(notice.id, "no renderer for this kind")
            return
        except TroubleError:
            await self._outbox.again(notice.id, None, "the database could not be read")
            return
        except Exception:  # a notice that cannot be rendered must not hold up the others
            log.exception("notice not rendered", notice=notice.id, kind=notice.kind)
            await self._outbox.again(notice.id, None, "could not be rendered")
            return
        if rendered is None:
            await self._outbox.drop(notice.id, "no longer worth sending")
            return
        lost = rendered.lost if isinstance(rendered, EditOf) else None
        try:
            with priority(Priority.ALERT):
                message_id = await deliver(
                    self._bot, notice.chat_id, rendered, texts_of(self._frame, notice.chat_id)
                )
        except Unreachable as error:
            await self._outbox.drop(notice.id, f"unreachable: {error.reason}")
            if lost is not None:
                await lost()
        except Unconfirmed:
            await self._outbox.unconfirmed(notice.id)
        except NotConnected:
            await self._outbox.again(notice.id, None, "no connection to Telegram")
        except TelegramRetryAfter as error:
            await self._outbox.again(notice.id, error.retry_after, "too many requests")
        except TelegramAPIError as error:
            log.warning("notice refused", notice=notice.id, kind=notice.kind, problem=error.message)
            await self._outbox.drop(notice.id, error.message)
        except Exception:  # left in "sending" it would hold up its chat until the next start
            log.exception("notice not sent", notice=notice.id, kind=notice.kind)
            await self._outbox.unconfirmed(notice.id)
        else:
            await self._outbox.sent(notice.id, message_id)

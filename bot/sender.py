"""The outbox's way to Telegram: takes notices, renders them, sends them, says what came of it."""

import asyncio
from contextlib import suppress

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter

from bot.telegram.errors import NotConnected, Unconfirmed
from bot.telegram.priority import Priority, priority
from handlers.frame.cards import Card
from handlers.frame.desk import Frame
from handlers.frame.notices import EditOf, UnknownNoticeError, render, texts_of
from handlers.frame.refusals import Kind, why
from handlers.frame.sending import deliver
from services.outbox import Lost, Outbox, kind_of
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
                    task = group.create_task(self._see_through(notice))
                    under_way.add(task)
                    task.add_done_callback(under_way.discard)
                if not under_way:
                    return
                await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)

    async def _see_through(self, notice: NoticeRow) -> None:
        """Send one. If what came of it cannot be noted, that cuts no other off on its way."""
        try:
            await self._send(notice)
        except TroubleError:  # the process ends; it is taken up at the next start
            log.warning("notice not seen through", notice=notice.id, kind=notice.kind)
        except Exception:
            log.exception("notice not seen through", notice=notice.id, kind=notice.kind)
            try:
                await self._outbox.unconfirmed(notice.id)
            except Exception:  # it stays as it is until the next start
                log.exception("notice left on its way", notice=notice.id, kind=notice.kind)

    async def _send(self, notice: NoticeRow) -> None:
        if not self._may_know(notice):
            await self._outbox.lost(notice.id, Lost.BARRED, "no right to know it any more")
            return
        try:
            rendered = await render(notice, self._frame)
            thread = await self._outbox.topic_of(notice)
        except UnknownNoticeError:
            await self._outbox.lost(notice.id, Lost.UNREADABLE, "no renderer for this kind")
            return
        except TroubleError:
            await self._outbox.again(notice.id, None, "the database could not be read")
            return
        except Exception:  # a notice that cannot be rendered must not hold up the others
            log.exception("notice not rendered", notice=notice.id, kind=notice.kind)
            await self._outbox.refused(notice.id, "could not be rendered")
            return
        if rendered is None:
            await self._outbox.drop(notice.id, "no longer worth sending")
            return
        try:
            answers = kind_of(notice.kind).answers
            with priority(Priority.PERSON if answers else Priority.ALERT):
                message_id = await self._deliver(notice, rendered, thread)
        except Unconfirmed:
            await self._outbox.unconfirmed(notice.id)
        except NotConnected:
            await self._outbox.again(notice.id, None, "no connection to Telegram")
        except TelegramRetryAfter as error:
            await self._outbox.again(notice.id, error.retry_after, "too many requests")
        except TelegramAPIError as error:
            await self._refused(notice, error)
        except Exception:  # left in "sending" it would hold up its chat until the next start
            log.exception("notice not sent", notice=notice.id, kind=notice.kind)
            await self._outbox.unconfirmed(notice.id)
        else:
            await self._outbox.sent(notice.id, message_id)

    def _may_know(self, notice: NoticeRow) -> bool:
        """Whether a private chat may hear of it: since it was written its reader may have lost the right."""
        reader, right = notice.chat_id, kind_of(notice.kind).right
        # Who asked from their own chat was let in to the order for the right in its chat.
        home = int(notice.facts.get("home", reader))
        return reader < 0 or right is None or self._frame.desk.access.allows(reader, home, right)

    async def _deliver(self, notice: NoticeRow, rendered: Card | EditOf, thread: int | None) -> int:
        """Send it into its topic, or into the chat itself where the topic takes nothing."""
        chat_id = notice.chat_id

        async def topic_gone() -> None:
            if thread is not None:
                with suppress(TroubleError):  # it is asked for again with the next notice
                    await self._outbox.forget_topic(chat_id, thread)

        return await deliver(
            self._bot,
            chat_id,
            rendered,
            texts_of(self._frame, chat_id),
            thread=thread,
            look=_look(notice),
            topic_gone=topic_gone,
        )

    async def _refused(self, notice: NoticeRow, error: TelegramAPIError) -> None:
        reason = why(error)
        log.warning(
            "notice refused",
            notice=notice.id,
            kind=notice.kind,
            refusal=reason.kind,
            problem=error.message,
        )
        if reason.kind is Kind.GONE or reason.is_topic:
            # Where General is closed nothing else is known to write to; the next word there wakes it.
            self._frame.desk.people.listen_for(notice.chat_id)
            await self._outbox.lost(notice.id, Lost.GONE, reason)
        elif reason.kind is Kind.OURS:
            await self._outbox.lost(notice.id, Lost.REFUSED, error.message)
        else:
            await self._outbox.refused(notice.id, error.message)


def _look(notice: NoticeRow) -> str:
    """The command that shows what a notice tells of."""
    if number := notice.facts.get("order"):
        return f"/key {number}" if notice.chat_id > 0 else f"/order {number}"
    return "/alerts" if "schedule" in notice.facts else ""

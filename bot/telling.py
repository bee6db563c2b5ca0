"""One notice on its way to Telegram: rendered, sent, and what came of it written down."""

import asyncio
from contextlib import suppress

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter

from bot.telegram.errors import NotConnected, Unconfirmed
from bot.telegram.priority import Priority, priority
from handlers.frame.cards import Card
from handlers.frame.departure import departing
from handlers.frame.frame import Frame
from handlers.frame.outgoing.delivering import deliver
from handlers.frame.outgoing.notices import EditOf, UnknownNoticeError, render, silenced, texts_of
from handlers.frame.outgoing.refusals import Kind, why
from handlers.frame.outgoing.sending import without_buttons
from services.access.errors import CannotSeeError
from services.errors import DeskError, NotPermittedError
from services.outbox import UNCONFIRMED, Lost, Outbox, kind_of
from services.outbox.kinds import ORDERS
from storage.errors import TroubleError
from storage.notices import NoticeRow

log = structlog.get_logger(__name__)

SOUNDS_AGAIN = 5
"""What may have arrived is sent again without a sound, but from so many failures on with one: over two
minutes after the first try that is an outage, in which nothing may ever have left."""


class KeptBackError(Exception):
    """A request does not leave: its notice is not ours to send any more, or the process ends."""


class Passage:
    """Where a notice is: it waits, or it is on the wire, and the rows say the same.

    ``cut_off``: nothing leaves any more.
    """

    def __init__(
        self, outbox: Outbox, notice_id: int, unsure: asyncio.Semaphore | None = None
    ) -> None:
        """``unsure`` bounds how many are between leaving and their end being written down."""
        self._outbox = outbox
        self._notice_id = notice_id
        self._unsure = unsure
        self._holds_place = False
        self.on_the_wire = False
        self.cut_off = False

    async def waits(self) -> None:
        """It waits for its turn."""
        if self.on_the_wire:
            with suppress(TroubleError):  # then it is called on the wire for longer than it is
                await self._outbox.come_back(self._notice_id)
                self.on_the_wire = False
                self.over()

    async def leaves(self) -> None:
        """It leaves, once that is written down. Raises KeptBackError, NotWritableError."""
        if self.on_the_wire and not self.cut_off:
            return
        if self._unsure is not None and not self._holds_place:
            await self._unsure.acquire()
            self._holds_place = True
        if self.cut_off:
            raise KeptBackError
        self.on_the_wire = True  # from before it is written: nobody may cut this off half-way
        written = False
        try:
            written = await self._outbox.leave(self._notice_id)
        finally:
            self.on_the_wire = written
        if not written:
            raise KeptBackError

    def over(self) -> None:
        """What became of it is written down, or it has not left."""
        if self._unsure is not None and self._holds_place:
            self._holds_place = False
            self._unsure.release()


class Teller:
    """Sends notices, each alone."""

    def __init__(self, bot: Bot, frame: Frame, outbox: Outbox) -> None:
        self._bot = bot
        self._frame = frame
        self._outbox = outbox

    async def tell(self, notice: NoticeRow, passage: Passage) -> None:
        """See a notice through. Raises NotKeptError where the process ends before that is written down."""
        try:
            await self._require_right(notice)
            rendered = await render(notice, self._frame)
            thread = await self._outbox.topic_of(notice)
        except CannotSeeError:
            await self._outbox.again(notice.id, None, "nobody can tell whether its reader is there")
            return
        except NotPermittedError:
            await self._outbox.lost(notice.id, Lost.BARRED, "no right to know it any more")
            return
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
        await self._send(notice, rendered, thread, passage)

    async def _send(
        self, notice: NoticeRow, rendered: Card | EditOf, thread: int | None, passage: Passage
    ) -> None:
        answers = kind_of(notice.kind).answers
        if notice.problem == UNCONFIRMED and notice.tries < SOUNDS_AGAIN:
            rendered = silenced(rendered)
        try:
            with departing(passage), priority(Priority.PERSON if answers else Priority.ALERT):
                message_id = await self._deliver(notice, rendered, thread)
        except KeptBackError:
            log.info("notice kept back", notice=notice.id, kind=notice.kind)
        except DeskError:  # what it says holds no more: it is made anew, or comes to nothing then
            log.info("notice made anew", notice=notice.id, kind=notice.kind)
            await self._outbox.put_back(notice.id)
        except Unconfirmed:
            await self._outbox.unconfirmed(notice.id)
        except NotConnected:
            await self._outbox.again(notice.id, None, "no connection to Telegram")
        except TelegramRetryAfter as error:
            await self._outbox.again(notice.id, error.retry_after, "too many requests")
        except TelegramAPIError as error:
            await self._refused(notice, error)
        except Exception as error:
            if passage.on_the_wire:
                log.exception("notice not seen through", notice=notice.id, kind=notice.kind)
                await self._outbox.unconfirmed(notice.id)
            elif isinstance(error, TroubleError):
                # Whether or not that it leaves was written, it has not left.
                await self._outbox.put_back(notice.id)
            else:
                log.exception("notice not sent", notice=notice.id, kind=notice.kind)
                await self._outbox.refused(notice.id, "could not be sent")
        else:
            if message_id is None:
                await self._outbox.drop(notice.id, "the message it was for is gone")
                return
            await self._outbox.sent(notice.id, message_id)
            await self._take_over_from(notice.chat_id, rendered, message_id)

    async def _take_over_from(self, chat_id: int, rendered: Card | EditOf, message_id: int) -> None:
        """A newer card stands below: the one before it is not pressed any more."""
        former = rendered.former if isinstance(rendered, EditOf) else None
        if former not in (None, message_id):
            with priority(Priority.ALERT):
                await without_buttons(self._bot, chat_id, former)

    async def _require_right(self, notice: NoticeRow) -> None:
        """Ask whether a private chat may hear of it: since it was written its reader may have lost the right.

        Memory alone would not do: it believes a yes for minutes only. Raises NotPermittedError, TroubleError.
        """
        reader, right = notice.chat_id, kind_of(notice.kind).right
        if reader > 0 and right is not None:
            # Who asked from their own chat was let in to the order for the right in its chat.
            home, services = int(notice.facts.get("home", reader)), self._frame.services
            if right == ORDERS and "order" in notice.facts:
                number = str(notice.facts["order"])
                await services.orders.door.require_to_hear(reader, home, number)
            else:
                await services.access.require(reader, home, right)

    async def _deliver(
        self, notice: NoticeRow, rendered: Card | EditOf, thread: int | None
    ) -> int | None:
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
            self._frame.services.people.listen_for(notice.chat_id)
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

"""One message as Telegram takes it: a form of it, posted at a place or put in place of another message.

A forum topic that takes nothing is left for General.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BufferedInputFile,
    ForceReply,
    FSInputFile,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaPhoto,
    InputRichMessage,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from handlers.frame.cards import Attached
from handlers.frame.outgoing.fitting import file_name
from handlers.frame.outgoing.own_topics import reopen_topic
from handlers.frame.outgoing.refusals import Reason, why

Keyboard = ForceReply | ReplyKeyboardMarkup | ReplyKeyboardRemove
"""What stands below the text field in place of buttons under the message."""
UPLOAD_TIME = 900
"""Seconds for a file from the disk, which may have 50 MB: a line of 64 kB a second carries it in 800."""
log = structlog.get_logger(__name__)

TopicGone = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: a chat, perhaps a forum topic of it, perhaps as a reply.

    ``topic_gone`` is called when there is no such topic any more; ``reopens``: a closed one is opened again.
    """

    chat_id: int
    thread: int | None = None
    reply_to: int | None = None
    topic_gone: TopicGone | None = None
    reopens: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One way to say it."""

    text: str
    markup: InlineKeyboardMarkup | None = None
    is_html: bool = False
    file: Attached | None = None
    protect: bool = False
    rich: InputRichMessage | None = None
    silent: bool = False


async def post(bot: Bot, place: Place, form: Form, keyboard: Keyboard | None) -> Message:
    """Send it there, or into the chat itself where the topic takes nothing. Raises TelegramAPIError."""
    try:
        return await _post_at(bot, place, form, keyboard)
    except (TelegramBadRequest, TelegramForbiddenError) as error:
        reason = why(error)
        if place.thread is None or not reason.is_topic:
            raise
        closed = reason is Reason.TOPIC_CLOSED and place.reopens
        if closed and await reopen_topic(bot, place.chat_id, place.thread):
            return await post(bot, replace(place, reopens=False), form, keyboard)
        log.warning("topic takes nothing", chat=place.chat_id, thread=place.thread, reason=reason)
        if reason is Reason.TOPIC_GONE and place.topic_gone is not None:
            await place.topic_gone()
    # Nor as a reply: that would stand in the topic of the message it answers.
    return await _post_at(bot, Place(place.chat_id), form, keyboard)


async def _post_at(bot: Bot, place: Place, form: Form, keyboard: Keyboard | None) -> Message:
    reply = None
    if place.reply_to is not None:
        reply = ReplyParameters(message_id=place.reply_to, allow_sending_without_reply=True)
    parse_mode = "HTML" if form.is_html else None
    if form.rich is not None:
        return await bot.send_rich_message(
            place.chat_id,
            form.rich,
            message_thread_id=place.thread,
            protect_content=form.protect or None,
            disable_notification=form.silent or None,
            reply_parameters=reply,
            reply_markup=keyboard or form.markup,
        )
    if form.file is not None and form.file.is_photo:
        return await bot.send_photo(
            place.chat_id,
            _input(form.file),
            message_thread_id=place.thread,
            caption=form.text,
            parse_mode=parse_mode,
            protect_content=form.protect or None,
            disable_notification=form.silent or None,
            reply_parameters=reply,
            reply_markup=keyboard or form.markup,
        )
    if form.file is not None:
        return await bot.send_document(
            place.chat_id,
            _input(form.file),
            message_thread_id=place.thread,
            caption=form.text,
            parse_mode=parse_mode,
            protect_content=form.protect or None,
            disable_notification=form.silent or None,
            reply_parameters=reply,
            reply_markup=keyboard or form.markup,
            request_timeout=None if form.file.path is None else UPLOAD_TIME,
        )
    return await bot.send_message(
        place.chat_id,
        form.text,
        message_thread_id=place.thread,
        parse_mode=parse_mode,
        protect_content=form.protect or None,
        disable_notification=form.silent or None,
        reply_parameters=reply,
        reply_markup=keyboard or form.markup,
    )


def _input(file: Attached) -> InputFile | str:
    if file.file_id:
        return file.file_id
    name = file_name(file.name)
    if file.path is not None:
        return FSInputFile(file.path, name)
    return BufferedInputFile(file.content or b"\n", name)


async def put_in_place(bot: Bot, chat_id: int, message_id: int, form: Form) -> None:
    """Put it in place of a message. Raises TelegramAPIError."""
    if form.file is not None and form.file.file_id:
        await bot.edit_message_caption(
            chat_id=chat_id,
            message_id=message_id,
            caption=form.text,
            parse_mode="HTML",
            reply_markup=form.markup,
        )
        return
    if form.file is not None:
        photo = InputMediaPhoto(media=_input(form.file), caption=form.text, parse_mode="HTML")
        await bot.edit_message_media(
            photo, chat_id=chat_id, message_id=message_id, reply_markup=form.markup
        )
        return
    if form.rich is not None:
        await bot.edit_message_text(
            chat_id=chat_id,
            message_id=message_id,
            rich_message=form.rich,
            reply_markup=form.markup,
        )
        return
    await bot.edit_message_text(
        form.text,
        chat_id=chat_id,
        message_id=message_id,
        parse_mode="HTML",
        reply_markup=form.markup,
    )

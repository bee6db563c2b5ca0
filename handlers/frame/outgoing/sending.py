"""Cards on their way to Telegram: the one place where a message is sent, edited or deleted.

That links show no preview is a default of the bot itself, which costs less than saying it each time.

A card that Telegram does not take is an error in the log and is made plainer: its words without layout and
buttons, then a sentence that says where to look. What must stay hidden or cannot be forwarded is never made
plainer. A forum topic that takes nothing is left for General.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BufferedInputFile,
    ForceReply,
    FSInputFile,
    InlineKeyboardMarkup,
    InputFile,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from handlers.frame.cards import Attached, Card
from handlers.frame.departure import leaving_while
from handlers.frame.outgoing.fitting import file_name, fit
from handlers.frame.outgoing.notices import EditOf
from handlers.frame.outgoing.own_topics import open_topic
from handlers.frame.outgoing.refusals import Kind, Reason, why
from handlers.words.markup import Html, plain
from handlers.words.texts import Texts

Keyboard = ForceReply | ReplyKeyboardMarkup | ReplyKeyboardRemove
"""What stands below the text field in place of buttons under the message."""
log = structlog.get_logger(__name__)

UPLOAD_TIME = 900
"""Seconds for a file from the disk, which may have 50 MB: a line of 64 kB a second carries it in 800."""
MOST_PLAIN = 1000
"""Characters of a card's words that are sent when the card itself is refused."""

TopicGone = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: a chat, perhaps a forum topic of it, perhaps as a reply.

    ``topic_gone`` is called when there is no such topic any more.
    """

    chat_id: int
    thread: int | None = None
    reply_to: int | None = None
    topic_gone: TopicGone | None = None


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to say it."""

    text: str
    markup: InlineKeyboardMarkup | None = None
    is_html: bool = False
    file: Attached | None = None
    protect: bool = False


async def send(
    bot: Bot,
    chat_id: int,
    card: Card,
    t: Texts,
    *,
    asker: int | None = None,
    reply_to: int | None = None,
    thread: int | None = None,
    keyboard: Keyboard | None = None,
    look: str = "",
    topic_gone: TopicGone | None = None,
) -> Message:
    """Send a card as a new message (Bot API: sendMessage, or sendDocument where it has a file).

    It is brought within Telegram's limits (:mod:`handlers.frame.outgoing.fitting`); ``t`` says what is
    missing. ``look`` is a command that shows the same, for when the card is refused; ``topic_gone`` is called
    when the topic ``thread`` is no more. Raises aiogram's TelegramAPIError, and what the card's
    ``holds`` does.
    """
    place = Place(chat_id, thread, reply_to, topic_gone)
    fitted = fit(t, card, asker)
    form = _Form(fitted.text, fitted.markup, True, card.file, card.protect)
    with leaving_while(card.holds):
        return await _post_or_plainer(bot, place, form, keyboard, t, look)


async def _post_or_plainer(
    bot: Bot, place: Place, form: _Form, keyboard: Keyboard | None, t: Texts, look: str
) -> Message:
    try:
        return await _post(bot, place, form, keyboard)
    except TelegramAPIError as error:
        if why(error) is not Reason.CONTENT:
            raise
        log.error("card refused", chat=place.chat_id, problem=error.message)  # noqa: TRY400 - the trace says nothing of the card
        if form.protect or "<tg-spoiler" in form.text:
            raise
        refused = error
    for plainer in _plainer(t, form, look):
        try:
            return await _post(bot, place, plainer, keyboard)
        except TelegramAPIError as error:
            if why(error) is not Reason.CONTENT:
                raise
            refused = error
    raise refused


def _plainer(t: Texts, form: _Form, look: str) -> Iterator[_Form]:
    words = plain(Html(form.text)).strip()
    if words:
        if len(words) > MOST_PLAIN:
            words = words[: MOST_PLAIN - 1] + "…"
        note = t.plain("plainer-without-file" if form.file else "plainer-without-buttons")
        yield _Form("\n\n".join(filter(None, (words, note, look))))
    if look:
        yield _Form(t.plain("plainer-look", look=look))


async def _post(bot: Bot, place: Place, form: _Form, keyboard: Keyboard | None) -> Message:
    try:
        return await _post_at(bot, place, form, keyboard)
    except (TelegramBadRequest, TelegramForbiddenError) as error:
        reason = why(error)
        if place.thread is None or not reason.is_topic:
            raise
        log.warning("topic takes nothing", chat=place.chat_id, thread=place.thread, reason=reason)
        if reason is Reason.TOPIC_GONE and place.topic_gone is not None:
            await place.topic_gone()
    # Nor as a reply: that would stand in the topic of the message it answers.
    return await _post_at(bot, Place(place.chat_id), form, keyboard)


async def _post_at(bot: Bot, place: Place, form: _Form, keyboard: Keyboard | None) -> Message:
    reply = None
    if place.reply_to is not None:
        reply = ReplyParameters(message_id=place.reply_to, allow_sending_without_reply=True)
    parse_mode = "HTML" if form.is_html else None
    if form.file is not None and form.file.is_photo:
        return await bot.send_photo(
            place.chat_id,
            _input(form.file),
            message_thread_id=place.thread,
            caption=form.text,
            parse_mode=parse_mode,
            protect_content=form.protect or None,
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


async def edit(
    bot: Bot, chat_id: int, message_id: int, card: Card, t: Texts, *, asker: int | None = None
) -> bool:
    """Put a card in place of a message (Bot API: editMessageText).

    False: it cannot be edited, for whatever reason (a file never becomes of a text), and the card has
    to be sent anew. A message that shows the card already is a success. Raises aiogram's
    TelegramAPIError where a new message would not get through either: the chat is gone, or Telegram
    takes nothing now; and what the card's ``holds`` does.
    """
    if card.file is not None:
        return False
    fitted = fit(t, card, asker)
    try:
        with leaving_while(card.holds):
            await bot.edit_message_text(
                fitted.text,
                chat_id=chat_id,
                message_id=message_id,
                parse_mode="HTML",
                reply_markup=fitted.markup,
            )
    except (TelegramBadRequest, TelegramForbiddenError) as error:
        reason = why(error)
        if reason is Reason.SAME:
            return True
        # Whatever is wrong with the edit: if the chat takes messages, a new one tells the same.
        if reason.kind is Kind.GONE:
            raise
        return False
    return True


async def without_buttons(bot: Bot, chat_id: int, message_id: int) -> None:
    """Take the buttons of a message away, where that can be done (Bot API: editMessageReplyMarkup)."""
    try:
        await bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id)
    except TelegramAPIError as error:
        log.info("buttons left", chat=chat_id, problem=error.message)


async def remove(bot: Bot, chat_id: int, message_id: int) -> bool:
    """Delete a message (Bot API: deleteMessage). False: the bot may not, or there is no such message."""
    try:
        await bot.delete_message(chat_id, message_id)
    except TelegramAPIError:
        return False
    return True


async def deliver(
    bot: Bot,
    chat_id: int,
    rendered: Card | EditOf,
    t: Texts,
    *,
    thread: int | None = None,
    look: str = "",
    topic_gone: TopicGone | None = None,
) -> int | None:
    """Send what a notice was rendered to, and give the id of the message that shows it now.

    None: it was for one message only, and that is gone.

    The rest is as in ``send``.
    """
    card = rendered if isinstance(rendered, Card) else rendered.card
    standing = rendered.message_id if isinstance(rendered, EditOf) else None
    if standing is not None and await edit(bot, chat_id, standing, card, t):
        return standing
    if isinstance(rendered, EditOf) and rendered.only:
        return None
    if isinstance(rendered, EditOf) and rendered.topic is not None and standing is None:
        thread = await open_topic(bot, chat_id, rendered.topic) or thread
    message = await send(bot, chat_id, card, t, thread=thread, look=look, topic_gone=topic_gone)
    if isinstance(rendered, EditOf) and rendered.posted is not None:
        await rendered.posted(message.message_id)
    return message.message_id

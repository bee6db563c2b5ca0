"""Cards on their way to Telegram: the one place where a message is sent, edited or deleted.

That links show no preview is a default of the bot itself, which costs less than saying it each time.

A card with a layout is a rich message; where Telegram refuses that, the same card goes out as a classic text.
A card that Telegram does not take is an error in the log and is made plainer: its words without layout and
buttons, then a sentence that says where to look. What must stay hidden or cannot be forwarded is never made
plainer. A forum topic that takes nothing is left for General.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
)
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

from handlers.frame.cards import Attached, Card, as_classic
from handlers.frame.departure import leaving_while
from handlers.frame.outgoing.fitting import file_name, fit
from handlers.frame.outgoing.notices import EditOf
from handlers.frame.outgoing.own_topics import close_topic, open_topic, reopen_topic
from handlers.frame.outgoing.refusals import Kind, Reason, why
from handlers.frame.outgoing.rich import rich_message
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

    ``topic_gone`` is called when there is no such topic any more; ``reopens``: a closed one is opened again.
    """

    chat_id: int
    thread: int | None = None
    reply_to: int | None = None
    topic_gone: TopicGone | None = None
    reopens: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to say it."""

    text: str
    markup: InlineKeyboardMarkup | None = None
    is_html: bool = False
    file: Attached | None = None
    protect: bool = False
    rich: InputRichMessage | None = None
    silent: bool = False


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
    reopens: bool = False,
) -> Message:
    """Send a card as a new message (Bot API: sendMessage, sendDocument, sendPhoto, sendRichMessage).

    It is brought within Telegram's limits (:mod:`handlers.frame.outgoing.fitting`); ``t`` says what is
    missing. ``look`` is a command that shows the same, for when the card is refused; ``topic_gone`` is called
    when the topic ``thread`` is no more; ``reopens``: where that is closed it is opened again. Raises
    aiogram's TelegramAPIError, and what the card's ``holds`` does.
    """
    place = Place(chat_id, thread, reply_to, topic_gone, reopens)
    with leaving_while(card.holds):
        if card.blocks:
            rich = replace(_form(t, card, asker), rich=rich_message(t, card.blocks))
            try:
                return await _post(bot, place, rich, keyboard)
            except (TelegramBadRequest, TelegramNotFound) as error:
                if not _is_of_layout(error):
                    raise
                log.warning("rich card refused", chat=chat_id, problem=error.message)
        pictured = as_classic(card)
        if card.blocks and pictured.file is not None:
            try:
                return await _post(bot, place, _form(t, pictured, asker), keyboard)
            except TelegramBadRequest as error:
                if why(error) is not Reason.CONTENT:
                    raise
                log.warning("picture refused", chat=chat_id, problem=error.message)
        form = _form(t, replace(card, blocks=()), asker)
        return await _post_or_plainer(bot, place, form, keyboard, t, look)


def _form(t: Texts, card: Card, asker: int | None) -> _Form:
    fitted = fit(t, card, asker)
    return _Form(fitted.text, fitted.markup, True, card.file, card.protect, silent=card.silent)


def _is_of_layout(error: TelegramAPIError) -> bool:
    """Whether a rich message was refused for what it is, or in a way that nobody has written down."""
    return why(error) in (Reason.CONTENT, Reason.UNKNOWN)


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
            return await _post(bot, place, replace(plainer, silent=form.silent), keyboard)
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
        closed = reason is Reason.TOPIC_CLOSED and place.reopens
        if closed and await reopen_topic(bot, place.chat_id, place.thread):
            return await _post(bot, replace(place, reopens=False), form, keyboard)
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


async def edit(
    bot: Bot, chat_id: int, message_id: int, card: Card, t: Texts, *, asker: int | None = None
) -> bool:
    """Put a card in place of a message (Bot API: editMessageText, or editMessageMedia where it is a picture).

    Of a file that Telegram has only the caption is changed (editMessageCaption): the message has it already.

    False: it cannot be edited, for whatever reason (another file never becomes of a text), and the card has
    to be sent anew. A message that shows the card already is a success. Raises aiogram's
    TelegramAPIError where a new message would not get through either: the chat is gone, or Telegram
    takes nothing now; and what the card's ``holds`` does.
    """
    new_file = card.file is not None and not card.file.file_id
    if card.file is not None and new_file and not (card.file.is_photo and card.file.content):
        return False
    form = _form(t, card, asker)
    if card.blocks:
        form = replace(form, rich=rich_message(t, card.blocks))
    try:
        with leaving_while(card.holds):
            await _edit(bot, chat_id, message_id, form)
    except TelegramNotFound:
        return False
    except (TelegramBadRequest, TelegramForbiddenError) as error:
        reason = why(error)
        if reason is Reason.SAME:
            return True
        if form.rich is not None and _is_of_layout(error):
            log.warning("rich card refused", chat=chat_id, problem=error.message)
            classic = replace(card, blocks=())
            return await edit(bot, chat_id, message_id, classic, t, asker=asker)
        # Whatever is wrong with the edit: if the chat takes messages, a new one tells the same.
        if reason.kind is Kind.GONE:
            raise
        return False
    return True


async def _edit(bot: Bot, chat_id: int, message_id: int, form: _Form) -> None:
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


async def without_buttons(bot: Bot, chat_id: int, message_id: int) -> None:
    """Take the buttons of a message away, where that can be done (Bot API: editMessageReplyMarkup)."""
    try:
        await bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id)
    except TelegramAPIError as error:
        log.info("buttons left", chat=chat_id, problem=error.message)


async def pin(bot: Bot, chat_id: int, message_id: int, *, pinned: bool) -> None:
    """Pin a message without a sound, or unpin it, where the bot may (Bot API: pinChatMessage).

    Raises aiogram's TelegramAPIError where the chat is gone, or Telegram takes nothing now.
    """
    try:
        if pinned:
            await bot.pin_chat_message(chat_id, message_id, disable_notification=True)
        else:
            await bot.unpin_chat_message(chat_id, message_id=message_id)
    except (TelegramBadRequest, TelegramForbiddenError) as error:
        if why(error).kind is Kind.GONE:
            raise
        log.info("not pinned", chat=chat_id, problem=error.message)


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
    shown = await _deliver(
        *(bot, chat_id, rendered, t), thread=thread, look=look, topic_gone=topic_gone
    )
    if isinstance(rendered, EditOf) and rendered.closes is not None:
        await close_topic(bot, chat_id, rendered.closes)
    return shown


async def _deliver(
    bot: Bot,
    chat_id: int,
    rendered: Card | EditOf,
    t: Texts,
    *,
    thread: int | None,
    look: str,
    topic_gone: TopicGone | None,
) -> int | None:
    card = rendered if isinstance(rendered, Card) else rendered.card
    standing = rendered.message_id if isinstance(rendered, EditOf) else None
    if standing is not None and await edit(bot, chat_id, standing, card, t):
        if isinstance(rendered, EditOf) and rendered.pinned is not None:
            await pin(bot, chat_id, standing, pinned=rendered.pinned)
        if isinstance(rendered, EditOf) and rendered.shown is not None:
            await rendered.shown(standing)
        return standing
    if isinstance(rendered, EditOf) and rendered.only:
        return None
    if isinstance(rendered, EditOf) and rendered.topic is not None and standing is None:
        thread = await open_topic(bot, chat_id, rendered.topic) or thread
    reply_to = rendered.reply_to if isinstance(rendered, EditOf) else None
    message = await send(
        *(bot, chat_id, card, t),
        thread=thread,
        reply_to=reply_to,
        look=look,
        topic_gone=topic_gone,
        reopens=isinstance(rendered, EditOf) and rendered.reopens,
    )
    if isinstance(rendered, EditOf) and rendered.posted is not None:
        await rendered.posted(message.message_id)
    if isinstance(rendered, EditOf) and rendered.shown is not None:
        await rendered.shown(message.message_id)
    return message.message_id

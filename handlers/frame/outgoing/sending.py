"""Cards on their way to Telegram: the one place where a message is sent, edited or deleted.

That links show no preview is a default of the bot itself, which costs less than saying it each time.

A card with a layout is a rich message; where Telegram refuses that, the same card goes out as a classic text.
A card that Telegram does not take is an error in the log and is made plainer: its words without layout and
buttons, then a sentence that says where to look. What must stay hidden or cannot be forwarded is never made
plainer.
"""

from collections.abc import Iterator
from dataclasses import replace

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
)
from aiogram.types import Message

from handlers.frame.cards import Card, as_classic
from handlers.frame.departure import leaving_while
from handlers.frame.outgoing.fitting import fit
from handlers.frame.outgoing.posting import Form, Keyboard, Place, TopicGone, post, put_in_place
from handlers.frame.outgoing.refusals import Kind, Reason, is_gone, why
from handlers.frame.outgoing.rich import rich_message
from handlers.words.markup import Html, plain
from handlers.words.texts import Texts

log = structlog.get_logger(__name__)

MOST_PLAIN = 1000
"""Characters of a card's words that are sent when the card itself is refused."""


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
                return await post(bot, place, rich, keyboard)
            except (TelegramBadRequest, TelegramNotFound) as error:
                if not _is_of_layout(error):
                    raise
                log.warning("rich card refused", chat=chat_id, problem=error.message)
        pictured = as_classic(card)
        if card.blocks and pictured.file is not None:
            try:
                return await post(bot, place, _form(t, pictured, asker), keyboard)
            except TelegramBadRequest as error:
                if why(error) is not Reason.CONTENT:
                    raise
                log.warning("picture refused", chat=chat_id, problem=error.message)
        form = _form(t, replace(card, blocks=()), asker)
        return await _post_or_plainer(bot, place, form, keyboard, t, look)


def _form(t: Texts, card: Card, asker: int | None) -> Form:
    fitted = fit(t, card, asker)
    return Form(fitted.text, fitted.markup, True, card.file, card.protect, silent=card.silent)


def _is_of_layout(error: TelegramAPIError) -> bool:
    """Whether a rich message was refused for what it is, or in a way that nobody has written down."""
    return why(error) in (Reason.CONTENT, Reason.UNKNOWN)


async def _post_or_plainer(
    bot: Bot, place: Place, form: Form, keyboard: Keyboard | None, t: Texts, look: str
) -> Message:
    try:
        return await post(bot, place, form, keyboard)
    except TelegramAPIError as error:
        if why(error) is not Reason.CONTENT:
            raise
        log.error("card refused", chat=place.chat_id, problem=error.message)  # noqa: TRY400 - the trace says nothing of the card
        if form.protect or "<tg-spoiler" in form.text:
            raise
        refused = error
    for plainer in _plainer(t, form, look):
        try:
            return await post(bot, place, replace(plainer, silent=form.silent), keyboard)
        except TelegramAPIError as error:
            if why(error) is not Reason.CONTENT:
                raise
            refused = error
    raise refused


def _plainer(t: Texts, form: Form, look: str) -> Iterator[Form]:
    words = plain(Html(form.text)).strip()
    if words:
        if len(words) > MOST_PLAIN:
            words = words[: MOST_PLAIN - 1] + "…"
        note = t.plain("plainer-without-file" if form.file else "plainer-without-buttons")
        yield Form("\n\n".join(filter(None, (words, note, look))))
    if look:
        yield Form(t.plain("plainer-look", look=look))


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
            await put_in_place(bot, chat_id, message_id, form)
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
    """Delete a message (Bot API: deleteMessage). False: it may not. What is gone counts too."""
    try:
        await bot.delete_message(chat_id, message_id)
    except TelegramAPIError as error:
        return is_gone(error)
    return True

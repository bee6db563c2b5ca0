"""Cards on their way to Telegram: the one place where a message is sent or edited.

That links show no preview is a default of the bot itself, which costs less than saying it each time.
"""

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import BufferedInputFile, ForceReply, Message, ReplyParameters

from handlers.frame.cards import Card
from handlers.frame.fitting import file_name, fit
from handlers.frame.notices import EditOf
from handlers.frame.refusals import Kind, Reason, why
from handlers.words.texts import Texts


async def send(
    bot: Bot,
    chat_id: int,
    card: Card,
    t: Texts,
    *,
    asker: int | None = None,
    reply_to: int | None = None,
    thread: int | None = None,
    force_reply: ForceReply | None = None,
) -> Message:
    """Send a card as a new message (Bot API: sendMessage, or sendDocument where it has a file).

    It is brought within Telegram's limits (:mod:`handlers.frame.fitting`); ``t`` says what is missing.
    Raises aiogram's TelegramAPIError.
    """
    reply = None
    if reply_to is not None:
        reply = ReplyParameters(message_id=reply_to, allow_sending_without_reply=True)
    fitted = fit(t, card, asker)
    if card.file is not None:
        return await bot.send_document(
            chat_id,
            BufferedInputFile(card.file.content or b"\n", file_name(card.file.name)),
            message_thread_id=thread,
            caption=fitted.text,
            parse_mode="HTML",
            protect_content=card.protect or None,
            reply_parameters=reply,
            reply_markup=force_reply or fitted.markup,
        )
    return await bot.send_message(
        chat_id,
        fitted.text,
        message_thread_id=thread,
        parse_mode="HTML",
        protect_content=card.protect or None,
        reply_parameters=reply,
        reply_markup=force_reply or fitted.markup,
    )


async def edit(
    bot: Bot, chat_id: int, message_id: int, card: Card, t: Texts, *, asker: int | None = None
) -> bool:
    """Put a card in place of a message (Bot API: editMessageText).

    False: it cannot be edited, for whatever reason (a file never becomes of a text), and the card has
    to be sent anew. A message that shows the card already is a success. Raises aiogram's
    TelegramAPIError where a new message would not get through either: the chat is gone, or Telegram
    takes nothing now.
    """
    if card.file is not None:
        return False
    fitted = fit(t, card, asker)
    try:
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


async def deliver(bot: Bot, chat_id: int, rendered: Card | EditOf, t: Texts) -> int:
    """Send what a notice was rendered to, and give the id of the message that shows it now."""
    if isinstance(rendered, Card):
        return (await send(bot, chat_id, rendered, t)).message_id
    standing = rendered.message_id
    if standing is not None and await edit(bot, chat_id, standing, rendered.card, t):
        return standing
    message = await send(bot, chat_id, rendered.card, t)
    if rendered.posted is not None:
        await rendered.posted(message.message_id)
    return message.message_id

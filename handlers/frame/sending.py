"""Cards on their way to Telegram: the one place where a message is sent or edited.

That links show no preview is a default of the bot itself, which costs less than saying it each time.
"""

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import BufferedInputFile, ForceReply, Message, ReplyParameters

from handlers.frame.cards import Card
from handlers.frame.notices import EditOf
from handlers.frame.refusals import Kind, Reason, why
from handlers.words.markup import Html


async def send(
    bot: Bot,
    chat_id: int,
    card: Card,
    *,
    asker: int | None = None,
    reply_to: int | None = None,
    thread: int | None = None,
    force_reply: ForceReply | None = None,
) -> Message:
    """Send a card as a new message (Bot API: sendMessage). Raises aiogram's TelegramAPIError."""
    reply = None
    if reply_to is not None:
        reply = ReplyParameters(message_id=reply_to, allow_sending_without_reply=True)
    return await bot.send_message(
        chat_id,
        card.text,
        message_thread_id=thread,
        parse_mode="HTML",
        protect_content=card.protect or None,
        reply_parameters=reply,
        reply_markup=force_reply or card.markup(asker),
    )


async def send_file(
    bot: Bot,
    chat_id: int,
    name: str,
    content: bytes,
    caption: Html,
    *,
    reply_to: int | None = None,
    thread: int | None = None,
) -> None:
    """Send a document under this name (Bot API: sendDocument). Raises aiogram's TelegramAPIError."""
    reply = None
    if reply_to is not None:
        reply = ReplyParameters(message_id=reply_to, allow_sending_without_reply=True)
    await bot.send_document(
        chat_id,
        BufferedInputFile(content, name),
        message_thread_id=thread,
        caption=caption,
        parse_mode="HTML",
        reply_parameters=reply,
    )


async def edit(
    bot: Bot, chat_id: int, message_id: int, card: Card, *, asker: int | None = None
) -> bool:
    """Put a card in place of a message (Bot API: editMessageText).

    False: it cannot be edited, for whatever reason, and the card has to be sent anew. A message that
    shows the card already is a success. Raises aiogram's TelegramAPIError where a new message would
    not get through either: the chat is gone, or Telegram takes nothing now.
    """
    try:
        await bot.edit_message_text(
            card.text,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode="HTML",
            reply_markup=card.markup(asker),
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


async def deliver(bot: Bot, chat_id: int, rendered: Card | EditOf) -> int:
    """Send what a notice was rendered to, and give the id of the message that shows it now."""
    if isinstance(rendered, Card):
        return (await send(bot, chat_id, rendered)).message_id
    standing = rendered.message_id
    if standing is not None and await edit(bot, chat_id, standing, rendered.card):
        return standing
    message = await send(bot, chat_id, rendered.card)
    if rendered.posted is not None:
        await rendered.posted(message.message_id)
    return message.message_id

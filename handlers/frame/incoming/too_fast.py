"""Telling a person who is too fast: an update was not read because too many of theirs wait."""

from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Update

from handlers.frame.cards import Card
from handlers.frame.frame import Frame
from handlers.frame.incoming.senders import person_of
from handlers.frame.outgoing.sending import send


async def say_too_fast(frame: Frame, bot: Bot, update: Update) -> None:
    """Tell whoever sent it. In a group only who has a role there is told: strangers are not to fill it."""
    people = frame.services.people
    tap, message = update.callback_query, update.message
    with suppress(TelegramAPIError):
        if tap is not None:
            t = frame.library.texts(people.language(tap.from_user.id), "UTC")
            await bot.answer_callback_query(tap.id, text=t.plain("too-fast"), show_alert=True)
        elif message is not None and (user := person_of(message)) is not None:
            chat = message.chat.id
            if chat != user.id and not frame.services.access.permissions(user.id, chat):
                return
            t = frame.library.texts(people.language(user.id), people.timezone(chat))
            reply_to = None if chat == user.id else message.message_id
            await send(bot, chat, Card(t.get("too-fast")), t, reply_to=reply_to)

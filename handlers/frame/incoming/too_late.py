"""Taps that come too late: pressed while the desk was away, so nothing is done that nobody may want now."""

from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Update

from handlers.frame.cards import Card
from handlers.frame.frame import Frame
from handlers.frame.incoming.senders import is_person
from handlers.frame.outgoing.sending import send
from handlers.words.markup import mention


async def say_too_late(frame: Frame, bot: Bot, update: Update) -> None:
    """Tell whoever pressed it by a message: the tap itself can be answered no more.

    Where nobody set a group up taps are not answered by messages.
    """
    tap = update.callback_query
    if tap is None or tap.message is None or not is_person(tap.from_user):
        return
    chat, user = tap.message.chat.id, tap.from_user
    if not frame.services.access.chat_is_set_up(chat):
        return
    people = frame.services.people
    t = frame.library.texts(people.language(user.id), people.timezone(chat))
    words = t.get("tap-too-late", person=mention(user.id, user.full_name))
    with suppress(TelegramAPIError):
        await send(bot, chat, Card(words), t, reply_to=tap.message.message_id)

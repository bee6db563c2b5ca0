"""Telling a person who is too fast: an update was not read because too many of theirs wait.

Keys that were sent to be kept go out of the chat all the same, and that is said: whoever sent them would take
them for read.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Update

from handlers.frame.cards import Card
from handlers.frame.frame import Frame
from handlers.frame.incoming.senders import person_of
from handlers.frame.outgoing import sending


def brings_keys(frame: Frame, raw: Mapping[str, Any], person: int, chat: int | None) -> bool:
    """Whether an update, as Telegram sent it, is for a step that is given keys, in private."""
    message = raw.get("message")
    if chat != person or not isinstance(message, dict):
        return False
    said = message.get("text") or message.get("caption") or ""
    if isinstance(said, str) and said.startswith("/"):
        name = said[1:].split(maxsplit=1)[0].partition("@")[0].lower() if said[1:].split() else ""
        route = frame.registry.commands.get(name)
        more = len(said.split(maxsplit=2)) > 2 or "document" in message
        return route is not None and route.takes_keys and more
    row = frame.dialogs.open_to(person, person) or frame.dialogs.lapsed(person, person)
    question = row.question if row is not None else frame.dialogs.answered_lately(person, person)
    asked = frame.registry.answers.get(question or "")
    return asked is not None and asked.takes_keys


async def say_too_fast(
    frame: Frame, bot: Bot, update: Update, *, keys: bool = False, say: bool = True
) -> None:
    """Tell whoever sent it. In a group only who has a role there is told: strangers are not to fill it.

    ``keys``: it was to bring keys, and is deleted, also where nothing is to be said.
    """
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
            if keys:
                gone = await sending.remove(bot, chat, message.message_id)
                if not say:
                    return
                card = Card(t.get("too-fast-keys" if gone else "too-fast-keys-there"))
                await sending.send(
                    bot, chat, card, t, reply_to=None if gone else message.message_id
                )
                return
            reply_to = None if chat == user.id else message.message_id
            await sending.send(bot, chat, Card(t.get("too-fast")), t, reply_to=reply_to)

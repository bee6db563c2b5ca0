"""Somebody who writes in the name of a chat: nobody can tell who that is, and what they may do."""

from aiogram import Bot
from aiogram.types import Message

from handlers.frame.cards import Card
from handlers.frame.frame import Frame
from handlers.frame.incoming.pacing import answers_there
from handlers.frame.incoming.pasted_keys import Pasted
from handlers.frame.outgoing.sending import send


async def tell_to_be_oneself(
    frame: Frame, bot: Bot, message: Message, name: str, pasted: Pasted | None
) -> None:
    """How to go on: by writing as oneself."""
    chat = message.chat.id
    if not await answers_there(frame, None, chat):
        return
    t = frame.library.texts(
        frame.services.people.language(chat), frame.services.people.timezone(chat)
    )
    card = Card(t.get("speaks-as-chat", chat=name))
    thread = message.message_thread_id if message.is_topic_message else None
    reply_to = None if pasted is not None and pasted.gone else message.message_id
    await send(bot, chat, card, t, reply_to=reply_to, thread=thread)

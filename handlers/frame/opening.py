"""A turn begins: who it is, where, in which language."""

from aiogram import Bot
from aiogram.types import CallbackQuery, Chat, Message, User

from handlers.frame.desk import Frame
from handlers.frame.turn import ChatFacts, Turn
from services.actor import Actor


def open_turn(
    frame: Frame,
    bot: Bot,
    user: User,
    chat: Chat,
    *,
    message: Message | None = None,
    callback: CallbackQuery | None = None,
    args: str = "",
) -> Turn:
    """Bind the texts to the person and the chat; nothing is read but memory."""
    people = frame.desk.people
    return Turn(
        frame=frame,
        bot=bot,
        actor=Actor(user.id, chat.id, user.full_name),
        chat=ChatFacts(chat.id, chat.type, chat.title or user.full_name),
        t=frame.library.texts(people.language(user.id), people.timezone(chat.id)),
        message=message,
        callback=callback,
        args=args,
    )


async def note_presence(turn: Turn, user: User) -> None:
    """Keep names and chats up to date; no SQL where nothing about them has changed."""
    chat = turn.chat
    await turn.desk.people.seen(
        user.id, user.full_name, user.username, chat.id, chat.kind, chat.title
    )

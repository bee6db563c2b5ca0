"""Opening a turn: who it is, where, in which language."""

from contextlib import suppress
from datetime import timedelta

from aiogram import Bot
from aiogram.types import CallbackQuery, Chat, Message, User

from handlers.frame.chat_facts import ChatFacts
from handlers.frame.frame import Frame
from handlers.frame.turn import Turn
from services.access import begin_step
from services.actor import Actor
from services.visible import visible_line
from storage.errors import TroubleError

_JUST_NOW = timedelta(minutes=1)


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
    begin_step()
    people = frame.services.people
    return Turn(
        frame=frame,
        bot=bot,
        actor=Actor(user.id, chat.id, name_of(user), _topic_of(message, callback)),
        chat=ChatFacts(
            chat.id,
            chat.type,
            visible_line(chat.title or "") or name_of(user),
            is_public=bool(chat.username) and chat.type != "private",
            has_topics=bool(chat.is_forum) and chat.type != "private",
        ),
        t=frame.library.texts(people.language(user.id, chat.id), people.timezone(chat.id)),
        message=message,
        callback=callback,
        args=args,
    )


def _topic_of(message: Message | None, callback: CallbackQuery | None) -> int | None:
    """The forum topic it happens in. Elsewhere a thread is that of a reply, and no place to write to."""
    at = message or (callback.message if callback else None)
    if isinstance(at, Message) and at.is_topic_message:
        return at.message_thread_id
    return None


async def note_presence(turn: Turn, user: User, *, started: bool = False) -> None:
    """Keep names, chats, and who is in them up to date; no SQL where nothing has changed.

    Where that cannot be written down the turn goes on: it may only read, and what writes will say so.
    ``started``: the person pressed Start, so may be written to from now on.
    """
    chat, people = turn.chat, turn.services.people
    with suppress(TroubleError):
        place, heard = (chat.id, chat.kind, chat.title), turn.callback is None
        await people.seen(user.id, name_of(user), user.username, *place, heard=heard)
        if started:
            await people.started(user.id)
    language = people.language(user.id, chat.id)
    if language != turn.t.language:  # one that was not known by heart
        turn.t = turn.frame.library.texts(language, turn.t.zone)
    if not chat.is_private:
        public, wrote = chat.is_public, _wrote_just_now(turn)
        await turn.services.access.met(user.id, chat.id, public=public, wrote=wrote)


def _wrote_just_now(turn: Turn) -> bool:
    """Whether it is a message of this minute: after an outage Telegram brings those of a day."""
    if turn.message is None:
        return False
    return abs(turn.services.clock() - turn.message.date) < _JUST_NOW


def name_of(user: User) -> str:
    """What a person is called on cards: a name of characters that nobody sees is none."""
    return visible_line(user.full_name) or user.username or str(user.id)

"""What is answered to somebody who was asked nothing, or is asked nothing any more."""

from aiogram.enums import ContentType
from aiogram.types import Message

from handlers.frame.cards import Card
from handlers.frame.incoming.pacing import answers_there
from handlers.frame.incoming.replies import asked_by
from handlers.frame.turn import Turn
from storage.dialogs import DialogRow

OVER = "over "
"""So begins the name of what is said to an answer after the hour of a question; it gives a card or None."""
BY_TELEGRAM = frozenset(ContentType) - {
    ContentType.UNKNOWN,
    ContentType.TEXT,
    ContentType.ANIMATION,
    ContentType.AUDIO,
    ContentType.CHECKLIST,
    ContentType.CONTACT,
    ContentType.DICE,
    ContentType.DOCUMENT,
    ContentType.GAME,
    ContentType.LOCATION,
    ContentType.PAID_MEDIA,
    ContentType.PHOTO,
    ContentType.POLL,
    ContentType.STICKER,
    ContentType.STORY,
    ContentType.VENUE,
    ContentType.VIDEO,
    ContentType.VIDEO_NOTE,
    ContentType.VOICE,
}
"""Messages that nobody wrote: a pinned message, another background of the chat."""


async def hint(turn: Turn, message: Message) -> None:
    """Whoever writes to us alone is answered each time; floods of strangers have their own bounds."""
    if message.content_type in BY_TELEGRAM or turn.album_goes_on:
        return
    lapsed = turn.frame.dialogs.lapsed(turn.chat.id, turn.actor.user_id)
    if lapsed is not None and (over := await _over(turn, lapsed, message)) is not None:
        await turn.reply(over)
        return
    may = "" if message.document is None else await _files_taken(turn)
    await turn.reply(Card(turn.t.get("hint-file", may=may) if may else turn.t.get("hint-menu")))


async def _over(turn: Turn, asked: DialogRow, message: Message) -> Card | None:
    """What to say to an answer that comes after the hour. None: it may be no answer to that."""
    said = turn.frame.registry.asides.get(f"{OVER}{asked.question}")
    if said is not None:
        turn.facts = asked.facts
        card: Card | None = await said(turn)
        return card
    return None if message.document is not None else Card(turn.t.get("question-over"))


async def say_over(turn: Turn, message: Message) -> None:
    """What was asked in a group is not asked any more: whoever answers it all the same is told."""
    if message.content_type in BY_TELEGRAM or turn.album_goes_on:
        return
    me, chat = turn.actor.user_id, turn.chat.id
    if asked_by(turn.frame, message) == me and await answers_there(turn.frame, me, chat):
        await turn.reply(Card(turn.t.get("question-over")))


async def _files_taken(turn: Turn) -> str:
    """Which files this person may send, as the hint chooses by it; empty: none."""
    permits, asker = turn.services.access.permits, (turn.actor.user_id, turn.chat.id)
    keys = await permits(*asker, "keys.stock")
    if await permits(*asker, "catalog.edit"):
        return "both" if keys else "catalog"
    return "keys" if keys else ""

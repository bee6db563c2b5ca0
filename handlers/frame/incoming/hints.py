"""What is answered to somebody who writes to the bot alone and was asked nothing."""

from aiogram.enums import ContentType
from aiogram.types import Message

from handlers.frame.cards import Card
from handlers.frame.turn import Turn

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
    may = "" if message.document is None else await _files_taken(turn)
    await turn.reply(Card(turn.t.get("hint-file", may=may) if may else turn.t.get("hint-menu")))


async def _files_taken(turn: Turn) -> str:
    """Which files this person may send, as the hint chooses by it; empty: none."""
    permits, asker = turn.services.access.permits, (turn.actor.user_id, turn.chat.id)
    keys = await permits(*asker, "keys.stock")
    if await permits(*asker, "catalog.edit"):
        return "both" if keys else "catalog"
    return "keys" if keys else ""

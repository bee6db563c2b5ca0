"""Keys of ours in what people send: every message is looked at here, also when it is edited.

Whatever of it people can write is looked at: its text, caption and addresses, a file's name, a poll, a
contact, a quote, the buttons of another bot; and short messages joined with those just before. A message
that holds a key is deleted where the bot may, else its sender is asked to; what goes on to the step has the
key masked, so that nothing says or stores it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Contact, Message, SharedUser, User
from pydantic import BaseModel

from handlers.frame.cards import Card
from handlers.frame.frame import Frame
from handlers.frame.incoming.opening import name_of
from handlers.frame.incoming.pieces_said import SHORT, PiecesSaid, Said
from handlers.frame.outgoing import sending
from handlers.words.markup import mention
from services.known_keys import Found
from storage.errors import TroubleError

log = structlog.get_logger(__name__)

OF_OTHERS = {"reply_to_message", "pinned_message", "chat", "from_user", "sender_chat", "via_bot"}
"""Fields of a message that hold no word of it."""
NO_WORDS = {"id", "file_id", "file_unique_id", "media_group_id", "thumbnail", "custom_emoji_id"}
"""Fields that look like keys and are Telegram's own."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """Keys that somebody has sent. ``gone``: the message was deleted. ``own``: to whom they belong, in
    their private chat, where they may stay.
    """

    found: Found
    gone: bool
    own: bool = False
    before: str = field(repr=False, default="")
    """What the person said just before, where the key is in pieces and this has but the last of them."""

    def masked(self, text: str) -> str:
        """What was said, without the keys."""
        if not self.before:
            return self.found.masked(text)
        return self.found.masked_behind(self.before, text)


async def take_out(frame: Frame, bot: Bot, message: Message, person: User | None) -> Pasted | None:
    """Look for keys in a message, and delete it if there are any. None: there is none."""
    try:
        found = await frame.services.known_keys.found_in(words_of(message))
    except TroubleError as error:  # nothing of the message can be written down now, either
        log.warning("message not looked through for keys", cause=str(error.cause))
        return None
    found = found.meant() if found is not None else None
    if found is None:  # none, or words and numbers that a provider sells, and people say
        return None
    return await _taken_out(bot, message, person, found, ())


async def take_out_pieces(
    frame: Frame, bot: Bot, message: Message, person: User, said: PiecesSaid
) -> Pasted | None:
    """The same for a key that the person has sent in several messages, of which this is the last."""
    chat, text = message.chat.id, message.text or message.caption or ""
    before = said.before(chat, person.id)
    said.note(chat, person.id, message.message_id, text)
    if not before or not text or len(text) > SHORT or text.startswith("/"):
        return None
    joined = ["".join(each.text for each in before[at:]) for at in range(len(before))]
    for at, beginning in reversed(list(enumerate(joined))):
        try:
            found = await frame.services.known_keys.found_in([beginning + text])
        except TroubleError:
            return None
        found = found.meant() if found is not None else None
        if found is not None:
            said.forget(chat, person.id)
            return await _taken_out(bot, message, person, found, before[at:])
    return None


async def _taken_out(
    bot: Bot, message: Message, person: User | None, found: Found, pieces: Sequence[Said]
) -> Pasted:
    before, chat = "".join(each.text for each in pieces), message.chat.id
    private = message.chat.type == "private"
    if private and person is not None and found.are_all_of(person.id):
        return Pasted(found, gone=False, own=True, before=before)
    gone = await sending.remove(bot, chat, message.message_id)
    for each in pieces:
        gone = await sending.remove(bot, chat, each.message_id) and gone
    log.info(
        "a key was sent", chat=chat, orders=found.numbers, pieces=len(pieces) + 1, deleted=gone
    )
    return Pasted(found, gone, before=before)


async def tell(
    frame: Frame, bot: Bot, message: Message, person: User | None, pasted: Pasted
) -> None:
    """Say what became of a message with a key. Where nothing can be said it stays unsaid."""
    if pasted.own:
        return
    people, chat = frame.services.people, message.chat
    spoken = people.language(chat.id if person is None else person.id)
    t = frame.library.texts(spoken, people.timezone(chat.id))
    if not pasted.gone:
        text = t.get("key-delete-it-yourself")
    elif person is None or chat.type == "private":
        text = t.get("key-taken-out")
    else:
        text = t.get("key-taken-out-of", person=mention(person.id, name_of(person)))
    try:
        await sending.send(
            bot,
            chat.id,
            Card(text),
            t,
            reply_to=None if pasted.gone else message.message_id,
            thread=message.message_thread_id if message.is_topic_message else None,
        )
    except TelegramAPIError as error:
        log.warning("not told of a key", chat=chat.id, problem=error.message)


def words_of(message: Message) -> Iterator[str]:
    """All that somebody can have written in a message."""
    for name in message.model_fields_set - OF_OTHERS:  # a fraction of what a message may have
        yield from _words(name, getattr(message, name))


def _words(name: str, value: object) -> Iterator[str]:
    if isinstance(value, str):
        if name not in NO_WORDS:
            yield value
    elif isinstance(value, BaseModel):
        for inner in value.model_fields_set:
            yield from _words(inner, getattr(value, inner))
        if isinstance(value, Contact | SharedUser):  # a key in two halves
            yield f"{value.first_name or ''} {value.last_name or ''}"
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _words(name, each)

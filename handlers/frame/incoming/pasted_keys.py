"""Keys of ours in what people send: every message is looked at here, also when it is edited.

Whatever of it people can write is looked at: its text, caption and addresses, a file's name, a poll, a
contact, a quote, the buttons of another bot; short messages joined with those just before. What stands in
a file is looked at by files_with_keys.py. A message that holds a key is deleted where the bot may, else its
sender is asked to; what goes on to the step has the key masked, so that nothing says or stores it.
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
from handlers.frame.incoming.pieces_said import Said
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
    """What the person said just before, where the key is in pieces and this has but one of them."""
    after: str = field(repr=False, default="")
    """The same of what was said since, where this was edited."""

    def masked(self, text: str) -> str:
        """What was said, without the keys."""
        return self.found.masked_between(self.before, text, self.after)


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
    return await taken_out(bot, message, person, found)


async def take_out_pieces(frame: Frame, bot: Bot, message: Message, person: User) -> Pasted | None:
    """The same for a key that the person has sent in several messages, of which this is one."""
    text = message.text or message.caption or ""
    if text.startswith("/"):
        return None
    whole = await piece_of_key(frame, message.chat.id, person.id, message.message_id, text)
    return whole and await taken_out(bot, message, person, *whole)


async def piece_of_key(
    frame: Frame, chat_id: int, person_id: int, message_id: int, text: str
) -> tuple[Found, Sequence[Said], Sequence[Said]] | None:
    """Whether what somebody says now, or has edited, makes a key with what they said lately: with what
    before it, and what after. None: it does not.
    """
    said = frame.pieces_said
    said.note(chat_id, person_id, message_id, text)
    pieces = said.lately(chat_id, person_id)
    at = next((n for n, each in enumerate(pieces) if each.message_id == message_id), None)
    if at is None:
        return None
    for stop in sorted({at + 1, len(pieces)}):
        for start in range(at, -1, -1):
            if stop - start < 2:
                continue
            others = [pieces[start:at], pieces[at + 1 : stop]]
            try:
                found = await _across(frame, pieces[start:stop], others)
            except TroubleError:
                return None
            if found is not None:
                said.forget(chat_id, person_id)
                return found, pieces[start:at], pieces[at + 1 : stop]
    return None


async def _across(
    frame: Frame, pieces: Sequence[Said], others: Sequence[Sequence[Said]]
) -> Found | None:
    """Keys that these pieces make together, and none of the others do that stand on one side alone."""
    known = frame.services.known_keys
    found = await known.found_in(["".join(each.text for each in pieces)])
    found = found.meant() if found is not None else None
    if found is None:
        return None
    there = await known.found_in("".join(each.text for each in some) for some in others)
    before = there.owners if there is not None else {}
    owners = {form: of for form, of in found.owners.items() if form not in before}
    return Found(owners) if owners else None


async def taken_out(
    bot: Bot,
    message: Message,
    person: User | None,
    found: Found,
    before: Sequence[Said] = (),
    after: Sequence[Said] = (),
) -> Pasted:
    """Delete a message with keys, and those that it makes one with."""
    around = ["".join(each.text for each in some) for some in (before, after)]
    chat, private = message.chat.id, message.chat.type == "private"
    if private and person is not None and found.are_all_of(person.id):
        return Pasted(found, False, True, *around)
    gone = await sending.remove(bot, chat, message.message_id)
    for each in (*before, *after):
        gone = await sending.remove(bot, chat, each.message_id) and gone
    pieces = len(before) + len(after) + 1
    log.info("a key was sent", chat=chat, orders=found.numbers, pieces=pieces, deleted=gone)
    return Pasted(found, gone, False, *around)


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

"""The person who is meant: the one place where a message says so, and where it is asked.

A name is not a person: names change hands. So a person is picked by a button, answered, linked, forwarded
or named by id; a @name counts only if Telegram says that the person we know by it has it now. The Bot API
tells nobody's id for a name (getChat takes the names of groups and bots only: telegram-bot-api,
TdOnCheckChatCallback), so whoever was last heard of under the name is asked about by id.
"""

from dataclasses import dataclass
from datetime import datetime

from aiogram.exceptions import TelegramAPIError
from aiogram.types import (
    KeyboardButton,
    KeyboardButtonRequestUsers,
    Message,
    MessageOriginHiddenUser,
    MessageOriginUser,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    SharedUser,
    User,
)

from handlers.frame.cards import Card
from handlers.frame.incoming.masked_names import keyless
from handlers.frame.incoming.opening import name_of
from handlers.frame.incoming.replies import replied_to
from handlers.frame.incoming.senders import is_person, person_of
from handlers.frame.outgoing.refusals import Kind, why
from handlers.frame.turn import Turn
from handlers.words.markup import Html, code, join, mention
from handlers.words.texts import Texts
from services.access.errors import (
    CannotAskWhoError,
    HiddenPersonError,
    NameChangedHandsError,
    NoPersonError,
    UncheckedNameError,
    UnknownPersonError,
)
from services.visible import visible_line
from storage.users import UserRow

_REQUEST = 1
_MOST_ASKED = 3
"""People last heard of under one name; more than this is asking too much."""


@dataclass(frozen=True, slots=True)
class Met:
    """A person as met. ``since`` is None where that was not written down; ``new``: just now."""

    id: int
    name: str
    username: str | None
    since: datetime | None
    new: bool = False


async def person_meant(turn: Turn, text: str) -> Met | None:
    """Whoever the message points at, or the text names; None where neither says anything.

    Raises NoPersonError, HiddenPersonError, UnknownPersonError, NameChangedHandsError,
    UncheckedNameError, CannotAskWhoError.
    """
    pointed = pointed_at(turn.message)
    if pointed is not None:
        return await _noted(turn, pointed)
    if text.strip():
        return await _named(turn, text.strip())
    answered = replied_to(turn.message)
    if answered is None:
        return None
    writer = person_of(answered)
    if writer is None:
        raise NoPersonError
    return await _noted(turn, writer)


async def person_with(turn: Turn, user_id: int) -> Met:
    """A person by the id that a button carries; one nobody has met is called by it.

    Whoever was given a role long ago must be found to have it taken away.
    """
    try:
        return _met(await turn.services.people.with_id(user_id))
    except UnknownPersonError:
        return Met(user_id, str(user_id), None, None)


def pointed_at(message: Message | None) -> User | SharedUser | None:
    """Whom a message points at by itself: picked, forwarded, or linked in the text.

    Raises NoPersonError, HiddenPersonError.
    """
    if message is None:
        return None
    if message.users_shared is not None and message.users_shared.users:
        return message.users_shared.users[0]
    origin = message.forward_origin
    if isinstance(origin, MessageOriginHiddenUser):
        raise HiddenPersonError(name=visible_line(origin.sender_user_name))
    if origin is not None and not (
        isinstance(origin, MessageOriginUser) and is_person(origin.sender_user)
    ):
        raise NoPersonError
    if isinstance(origin, MessageOriginUser):
        return origin.sender_user
    # A person without a @name is linked by the app (Bot API: MessageEntity, text_mention).
    for entity in message.entities or []:
        if entity.type == "text_mention" and entity.user is not None:
            if not is_person(entity.user):
                raise NoPersonError
            return entity.user
    return None


def is_pointing(turn: Turn) -> bool:
    """Whether the message says by itself who is meant, whatever its text is."""
    said = turn.message
    return said is not None and (said.users_shared is not None or said.forward_origin is not None)


async def ask_person(turn: Turn, question: str, card: Card, **facts: object) -> None:
    """Ask who is meant; in the private chat there is a button to pick the person by."""
    if not turn.chat.is_private:
        await turn.ask(question, card, **facts)
        return
    here, me = turn.chat.id, turn.actor.user_id
    await turn.frame.dialogs.ask(here, me, question, {**facts, "picker": True})
    await turn.reply(card, keyboard=_picker(turn.t))


def _picker(t: Texts) -> ReplyKeyboardMarkup:
    """The button by which a person is picked (Bot API: KeyboardButtonRequestUsers, private only)."""
    request = KeyboardButtonRequestUsers(
        request_id=_REQUEST,
        user_is_bot=False,
        max_quantity=1,
        request_name=True,
        request_username=True,
    )
    button = KeyboardButton(text=t.plain("button-pick-person"), request_users=request)
    return ReplyKeyboardMarkup(keyboard=[[button]], resize_keyboard=True, one_time_keyboard=True)


async def introduced(turn: Turn, met: Met) -> list[Html]:
    """The lines about a person for a question; where a button was shown, they go with its removal."""
    line = person_line(turn.t, met)
    if not turn.facts.get("picker"):
        return [line]
    await turn.aside(Card(line), keyboard=ReplyKeyboardRemove())
    return []


def person_line(t: Texts, met: Met) -> Html:
    """A person as met: name, @name, id, and since when."""
    known = t.get("person-known") if met.since is None else t.get("person-since", since=met.since)
    pieces = [
        t.get("person-met", person=mention(met.id, met.name)),
        *([f"@{met.username}"] if met.username else []),
        t.get("person-id", id=code(str(met.id))),
        t.get("person-new") if met.new else known,
    ]
    return join(pieces, " · ")


async def _noted(turn: Turn, user: User | SharedUser) -> Met:
    known = turn.services.known_keys
    if isinstance(user, User):
        user = await keyless(known, user)
        user_id, name = user.id, name_of(user)
    else:
        user = await keyless(known, user)
        user_id = user.user_id
        full = f"{user.first_name or ''} {user.last_name or ''}"
        name = visible_line(full) or user.username or str(user_id)
    row, new = await turn.services.people.noted(user_id, name, user.username)
    return _met(row, new=new)


async def _named(turn: Turn, word: str) -> Met:
    """By an id, or by a name that is held against Telegram's word."""
    people = turn.services.people
    if people.is_id(word):
        return _met(await people.with_id(int(word)))
    name = word.removeprefix("@").lower()
    known = await people.called(name)
    if not known:
        raise UnknownPersonError(text=word)
    unseen = list[UserRow]()
    for row in known[:_MOST_ASKED]:
        names = await _names_now(turn, row, name)
        if names is None:
            unseen.append(row)
        elif name in names:
            return _met(await people.with_id(row.id))
    if unseen:
        who, link = unseen[0], f"https://t.me/{(await turn.bot.me()).username}"
        raise UncheckedNameError(name=name, person=who.name, id=str(who.id), link=link)
    raise NameChangedHandsError(name=name, person=known[0].name, id=str(known[0].id))


async def _names_now(turn: Turn, row: UserRow, asked: str) -> set[str] | None:
    """The @names a person has now, written down; none for one Telegram knows no more.

    None: the person never started the bot, and of such Telegram tells nothing.
    """
    try:
        chat = await turn.bot.get_chat(row.id)
    except TelegramAPIError as error:
        if why(error).kind is Kind.PASSING:
            raise CannotAskWhoError(name=asked) from error
        return None if row.started_at is None else set()
    names = {name.lower() for name in (chat.username, *(chat.active_usernames or ())) if name}
    now = await keyless(turn.services.known_keys, chat)
    full = visible_line(f"{now.first_name or ''} {now.last_name or ''}") or row.name
    kept = asked if asked in names else now.username
    await turn.services.people.renamed(row.id, full, kept)
    return names


def _met(row: UserRow, *, new: bool = False) -> Met:
    return Met(row.id, row.name, row.username, row.met_at or row.started_at, new)

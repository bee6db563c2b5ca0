"""What was typed after /grant and /revoke: a role, a person, and whether everywhere."""

from dataclasses import dataclass

from aiogram.types import Message, User

from handlers.frame.opening import note_presence
from handlers.frame.replies import replied_to
from handlers.frame.senders import is_person, person_of
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.words.arguments import words
from services.access.errors import NoPersonError, UnknownRoleError
from services.access.roles import GRANTABLE

EVERYWHERE_WORD = "everywhere"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known so far; None: still to be asked."""

    role: str | None
    user_id: int | None
    everywhere: bool


async def read_wanted(turn: Turn, usage: str) -> Wanted:
    """Read the arguments; a person may be named, linked, or replied to.

    In the private chat a role can only mean everywhere. Raises UsageError, UnknownRoleError,
    UnknownPersonError.
    """
    pieces = words(turn.args)
    everywhere = bool(pieces) and pieces[-1].lower() == EVERYWHERE_WORD
    if everywhere:
        pieces.pop()
    role = pieces.pop(0).lower() if pieces else None
    if role is not None and role not in GRANTABLE:
        raise UnknownRoleError(role=role, known=GRANTABLE)
    if everywhere and role is None:
        raise UsageError(usage)
    user_id = await _person(turn, pieces, usage)
    return Wanted(role, user_id, everywhere or turn.chat.is_private)


async def _person(turn: Turn, pieces: list[str], usage: str) -> int | None:
    met = _linked(turn.message) or (None if pieces else _replied_to(turn.message))
    if met is not None:
        await note_presence(turn, met)
        return met.id
    if not pieces:
        return None
    if len(pieces) > 1:
        raise UsageError(usage)
    return (await turn.desk.people.find(pieces[0])).id


def _linked(message: Message | None) -> User | None:
    """A person without a @name is linked by the app (Bot API: MessageEntity, text_mention)."""
    for entity in (message.entities or []) if message else []:
        if entity.type == "text_mention" and entity.user is not None:
            if not is_person(entity.user):
                raise NoPersonError
            return entity.user
    return None


def _replied_to(message: Message | None) -> User | None:
    replied = replied_to(message)
    user = replied.from_user if replied else None
    if replied is None or user is None:
        return None
    if person_of(replied) is None:
        raise NoPersonError
    return user

"""What was typed after /grant and /revoke: a role, a person, and whether everywhere."""

from dataclasses import dataclass

from handlers.frame.persons import Met, person_meant, pointed_at
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.words.arguments import words
from services.access.errors import UnknownRoleError
from services.access.roles import GRANTABLE

EVERYWHERE_WORD = "everywhere"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known so far; None: still to be asked."""

    role: str | None
    person: Met | None
    everywhere: bool


async def read_wanted(turn: Turn, usage: str) -> Wanted:
    """Read the arguments; a person may be named, linked, or replied to.

    In the private chat a role can only mean everywhere. Raises UsageError, UnknownRoleError,
    and what :func:`handlers.frame.persons.person_meant` raises.
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
    # The name of a linked person stands in the text and may have several words.
    if len(pieces) > 1 and pointed_at(turn.message) is None:
        raise UsageError(usage)
    person = await person_meant(turn, " ".join(pieces))
    return Wanted(role, person, everywhere or turn.chat.is_private)

"""What was typed after /grant and /revoke: a role, a person, whether everywhere, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.frame.persons import Met, person_meant, pointed_at
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.people.limit_wishes import WORDS_OF_A_LIMIT
from handlers.words.arguments import words
from handlers.words.ends import end_meant, split_end
from handlers.words.formats import zone_of
from handlers.words.markup import one_line
from services.access.errors import UnknownRoleError

EVERYWHERE_WORD = "everywhere"
EVERYBODY_WORDS = frozenset({"everybody", "all"})
MINE_WORDS = frozenset({"mine", "left"})
_LONGEST = 40
MEANT_OTHERWISE = (
    EVERYBODY_WORDS
    | MINE_WORDS
    | WORDS_OF_A_LIMIT
    | {"here", "everyone", "nobody", "somebody", "anybody", "me", "until"}
)
"""What says of a role or a limit whose it is, where, and how much: no role is called so."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known so far; None: still to be asked."""

    role: str | None
    person: Met | None
    everywhere: bool
    until: datetime | None = None


async def read_wanted(turn: Turn, usage: str, *, with_end: bool = False) -> Wanted:
    """Read the arguments; a person may be named, linked, or replied to. An end and "everywhere" come last.

    In the private chat a role can only mean everywhere. Raises UsageError, UnknownRoleError, BadEndError,
    and what :func:`handlers.frame.persons.person_meant` raises.
    """
    pieces, end = words(turn.args), None
    everywhere = _take_everywhere(pieces)
    if with_end:
        pieces, end = split_end(pieces)
        everywhere = _take_everywhere(pieces) or everywhere
    if len(pieces) > 0 and pieces[0].startswith("@"):
        raise UsageError(usage)
    role = _take_role(pieces, turn.services.access.grantable())
    if (role is None and (everywhere or end is not None)) or end == "":
        raise UsageError(usage)
    # The name of a linked person stands in the text and may have several words.
    if len(pieces) > 1 and pointed_at(turn.message) is None:
        raise UsageError(usage)
    until = None if end is None else end_meant(end, turn.services.clock(), zone_of(turn.t.zone))
    person = await person_meant(turn, " ".join(pieces))
    return Wanted(role, person, everywhere or turn.chat.is_private, until)


def is_read_otherwise(name: str) -> bool:
    """Whether commands that take a role would read this name otherwise: by words of theirs, or quotes."""
    said = name.split()
    pieces = words(name)
    if not pieces or pieces != said:
        return bool(pieces)
    last = pieces[-1].lower()
    whole = " ".join(pieces).lower()
    return last == EVERYWHERE_WORD or whole in MEANT_OTHERWISE or split_end(pieces)[1] is not None


def _take_role(pieces: list[str], known: Sequence[str]) -> str | None:
    """The role that stands first; a name of several words needs no quotes. Raises UnknownRoleError."""
    if not pieces:
        return None
    by_name = {role.casefold(): role for role in known}
    for count in range(len(pieces), 0, -1):
        if (role := by_name.get(" ".join(pieces[:count]).casefold())) is not None:
            del pieces[:count]
            return role
    raise UnknownRoleError(role=one_line(pieces[0].lower(), _LONGEST), known=known)


def _take_everywhere(pieces: list[str]) -> bool:
    found = bool(pieces) and pieces[-1].lower() == EVERYWHERE_WORD
    if found:
        pieces.pop()
    return found

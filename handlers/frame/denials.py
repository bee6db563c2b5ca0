"""Every no about a right, in words: what is missing, why, and who can change it; short, for a tap's box too.

Names of the team are told to who has a role here, and to nobody else.
"""

from collections.abc import Sequence

from handlers.frame.turn import Turn
from handlers.words.ends import end_words
from handlers.words.markup import Html
from handlers.words.role_names import role_held, role_name
from handlers.words.texts import Texts
from services.access.errors import AwayError, CannotSeeError, EndedError
from services.access.explaining import Explained
from services.access.roles import ROLES, SUPPORT
from services.errors import NotPermittedError
from storage.errors import TroubleError


async def told_no(turn: Turn, error: NotPermittedError) -> Html:
    """Why this person may not do this, here."""
    if isinstance(error, AwayError | CannotSeeError | EndedError):
        return denied(turn.t, error)
    permission = str(error.facts["permission"])
    access, me, chat = turn.services.access, turn.actor.user_id, turn.chat
    if chat.is_private and (groups := access.groups_with(me, permission)):
        right = turn.t.plain(permission_text(permission))
        there = [f"“{name}”" for name in groups]
        who = await owners(turn)
        return turn.t.get("not-permitted-elsewhere", right=right, groups=there, who=who)
    why = access.explain(me, chat.id, permission)
    if not why.roles or turn.may(permission):  # what they may here was asked for in another chat
        return not_permitted(turn.t, permission)
    return await _explained(turn, permission, why)


async def _explained(turn: Turn, permission: str, why: Explained) -> Html:
    t = turn.t
    words = {"right": t.plain(permission_text(permission)), "who": await changers(turn, why)}
    if why.off:
        return t.get(
            "not-permitted-switched", role=[role_name(t, role) for role in why.off], **words
        )
    roles = [role_held(t, held.role, held.until) for held in why.roles]
    return t.get("not-permitted-by-role", count=len(roles), roles=roles, **words)


async def changers(turn: Turn, why: Explained) -> str:
    """Who can change it, by name as far as the desk has met them, and can look that up just now."""
    return await _either(turn, why.changers) or turn.t.plain("changers-owner")


async def owners(turn: Turn) -> str:
    """Who the owners are, two at most, for who may be told; else that it is an owner."""
    return await _owners_named(turn) or turn.t.plain("changers-owner")


async def ask_owners(turn: Turn) -> str:
    """A sentence that says which owners to ask, or how to find them."""
    if named := await _owners_named(turn):
        return turn.t.plain("ask-owners", who=named)
    return turn.t.plain("ask-an-owner")


async def _owners_named(turn: Turn) -> str:
    return await _either(turn, turn.services.access.owners_for(turn.actor.user_id, turn.chat.id))


async def _either(turn: Turn, people: Sequence[int]) -> str:
    """One of two names, or the one that is known; nothing where none is."""
    try:
        names = await turn.services.people.names(people) if people else {}
    except TroubleError:
        names = {}
    found = [names[user_id] for user_id in people if user_id in names]
    match found:
        case [one, other]:
            return turn.t.plain("changers-either", one=one, other=other)
        case [one]:
            return one
    return ""


def not_permitted(t: Texts, permission: str) -> Html:
    """What is missing, as words, and who can give it: only an owner gives more than support has."""
    right = t.plain(permission_text(permission))
    if permission in ROLES[SUPPORT]:
        return t.get("error-not-permitted", right=right)
    return t.get("not-permitted-ask-owner", right=right)


def denied(t: Texts, error: NotPermittedError) -> Html:
    """Why somebody may not: a right is missing, or asleep, or it cannot be known whether it is awake."""
    if isinstance(error, AwayError):
        return t.get("error-away", title=str(error.facts["title"]))
    if isinstance(error, EndedError):
        return _ended(t, error)
    if isinstance(error, CannotSeeError):
        words, title = f"cannot-see-{error.facts['why']}", str(error.facts["title"])
        return t.get(words, title=title) if title else t.get(f"{words}-here")
    return not_permitted(t, str(error.facts["permission"]))


def _ended(t: Texts, error: EndedError) -> Html:
    """Which role ended when, and who can give it again."""
    role, title, until = (error.facts[name] for name in ("role", "title", "until"))
    words = "error-ended" if title else "ended-everywhere"
    who = "anybody" if title and role == SUPPORT else "owner"
    return t.get(words, role=role_name(t, role), until=end_words(t, until), title=title, who=who)


def permission_text(permission: str) -> str:
    """The id of the words for a permission."""
    return "permission-" + permission.replace(".", "-")

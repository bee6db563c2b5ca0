"""Explaining a no: what somebody has here, whether it was switched off here, and who can change that.

Only who has a role here hears names: strangers and customers are told of nobody.
"""

from dataclasses import dataclass

from services.access.cache import Book, GrantedRole
from services.access.roles import EDIT_ROLES, ROLES, SUPPORT
from services.access.standing import Standing

MOST_NAMED = 2


def owners_for(book: Book, user_id: int, chat_id: int, standing: Standing) -> tuple[int, ...]:
    """Whom to ask for what owners alone may do, two at most; nobody for who has no role here, nor a grant."""
    roles = book.roles_of(user_id, chat_id, standing)
    known = book.has_grant(user_id) or any(not held.asleep for held in roles)
    return tuple(sorted(book.owners - {user_id})[:MOST_NAMED]) if known else ()


@dataclass(frozen=True, slots=True)
class Explained:
    """``roles`` that they have here, awake; ``off``: those that have the permission but for a switch here.

    ``changers``: who can give it, at most two; owners only, where nobody else can.
    """

    roles: tuple[GrantedRole, ...]
    off: tuple[str, ...]
    changers: tuple[int, ...]


def explain(
    book: Book, user_id: int, chat_id: int, standing: Standing, permission: str | None
) -> Explained:
    """Why a person has not this permission; None: just what they have and who can change it."""
    roles = tuple(held for held in book.roles_of(user_id, chat_id, standing) if not held.asleep)
    if not roles or not book.serves(chat_id):
        return Explained((), (), ())
    off = tuple(
        held.role
        for held in roles
        if permission in book.role(held.role) - book.role_in(held.role, chat_id)
    )
    others: list[int] = []
    if (permission is None or permission in ROLES[SUPPORT]) and not off:
        others = [
            grant.user_id
            for grant in book.members(chat_id)
            if grant.user_id not in (user_id, *book.owners)
            if EDIT_ROLES
            in book.permissions(grant.user_id, chat_id, book.last_seen(grant.user_id, chat_id))
        ]
    changers = list(dict.fromkeys([*others[: MOST_NAMED - 1], *sorted(book.owners), *others]))
    return Explained(roles, off, tuple(changers[:MOST_NAMED]))

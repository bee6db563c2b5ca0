"""Roles on buttons: the three that are everybody's by their word, a desk's own by a mark of its name."""

from collections.abc import Collection

from handlers.frame.callback import StaleButtonError, mark_of, marked
from handlers.frame.values import Values
from services.access.roles import ROLES

_OWN = "~"


def role_mark(role: str) -> str:
    """What a button carries for a role."""
    return role if role in ROLES else _OWN + mark_of(role)


def role_at(values: Values, index: int, known: Collection[str]) -> str:
    """The role a button means, of those there are now. Raises StaleButtonError."""
    said = values.text(index)
    role = marked(said.removeprefix(_OWN), known) if said.startswith(_OWN) else said
    if role is None or role not in known or role_mark(role) != said:
        raise StaleButtonError
    return role

"""What people call a role, and one that was given for a time."""

from datetime import datetime

from handlers.words.ends import end_words
from handlers.words.texts import Texts
from services.access.roles import ROLES


def role_name(t: Texts, role: str) -> str:
    """What people call a role; one of the desk's own by the name it was given."""
    return t.plain(f"role-{role}") if role in ROLES else role


def role_held(t: Texts, role: str, until: datetime | None) -> str:
    """The same, and until when it is given; None: for good."""
    name = role_name(t, role)
    return name if until is None else t.plain("held-until", role=name, until=end_words(t, until))

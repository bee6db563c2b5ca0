"""Public order numbers such as K-7F3Q-X9ND: random, so that nobody can count our orders."""

import re
import secrets

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without 0 O 1 I L U: they are misread
_SHAPE = re.compile(rf"K[-\s]?([{_ALPHABET}]{{4}})[-\s]?([{_ALPHABET}]{{4}})", re.IGNORECASE)


def new_number() -> str:
    """Draw a number; one of 656 billion."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"K-{drawn[:4]}-{drawn[4:]}"


def read_number(text: str) -> str | None:
    """Read a number as people type it: any case, with or without dashes. None: it is not one."""
    found = _SHAPE.fullmatch(text.strip())
    return f"K-{found[1]}-{found[2]}".upper() if found else None

"""What is typed after /alerts: ``add digest 09:00 Europe/Berlin 22:00-07:00``, ``remove 3``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.words.arguments import whole_number
from services.zones import is_zone

_ZONE = re.compile(r"UTC|GMT|[A-Za-z_]+(?:/[A-Za-z][A-Za-z0-9_+-]*)+")
_SPAN = re.compile(r"\d{1,2}:\d{2}[-–—]\d{1,2}:\d{2}", re.ASCII)
_SIGNS = "+-\N{MINUS SIGN}"
"""What an offset from UTC begins with; without a time before it, it may be meant for one."""
_MOST_SCHEDULES = 2**31


@dataclass(frozen=True, slots=True)
class Wanted:
    """An alert to be added. ``when`` and ``zone`` are None where they are left to the chat's usual."""

    kind: str
    when: str | None
    zone: str | None
    quiet: str


def wanted(said: Sequence[str]) -> Wanted:
    """Read the kind, then the time in as many words as it takes; zone and quiet hours come last.

    ``said`` is not empty. What the words are worth is for the service to say.
    """
    kind, *rest = said
    zone, quiet = None, ""
    while rest:
        words_of_zone = _at_end(rest)
        alone = words_of_zone == len(rest) == 1
        if zone is None and words_of_zone and not (alone and rest[0][0] in _SIGNS):
            zone = " ".join(rest[-words_of_zone:])
            del rest[-words_of_zone:]
        elif not quiet and _SPAN.fullmatch(rest[-1]):
            quiet = rest.pop()
        else:
            break
    return Wanted(kind.lower(), " ".join(rest) or None, zone, quiet)


def _at_end(said: Sequence[str]) -> int:
    """How many words at the end are a time zone: "berlin", "new york", or what is meant as one."""
    for many in (3, 2, 1):
        if len(said) >= many and is_zone(" ".join(said[-many:])):
            return many
    return 1 if _ZONE.fullmatch(said[-1]) else 0


def schedule_number(text: str) -> int | None:
    """The number of a schedule as cards show it, or None."""
    number = whole_number(text.removeprefix("#"))
    return number if number is not None and 0 < number < _MOST_SCHEDULES else None

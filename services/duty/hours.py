"""Hours of a shift as people type them: 09:00-18:00, 22-6, which goes over midnight, or 9h-18h30."""

import re

from services.duty.errors import BadDutyTimeError

_HOURS = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2})|h)?\s*[-–—]\s*(\d{1,2})(?:[:.h](\d{2})|h)?", re.ASCII | re.IGNORECASE
)
MINUTES_A_DAY = 24 * 60
MINUTES_A_WEEK = 7 * MINUTES_A_DAY


def read_hours(text: str) -> tuple[int, int]:
    """Minutes after midnight, from and until. Raises BadDutyTimeError."""
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        raise BadDutyTimeError(text=text)
    begins, ends = (
        int(hour) * 60 + int(minute or 0)
        for hour, minute in ((found[1], found[2]), (found[3], found[4]))
    )
    minutes = int(found[2] or 0), int(found[4] or 0)
    if begins >= MINUTES_A_DAY or ends > MINUTES_A_DAY or max(minutes) >= 60:
        raise BadDutyTimeError(text=text)
    return begins, ends % MINUTES_A_DAY


def meet(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Whether two shifts (days as bits, from, until) have a time of the week in common."""
    return any(
        (first - second) % MINUTES_A_WEEK < _length(other)
        or (second - first) % MINUTES_A_WEEK < _length(one)
        for first in _beginnings(one)
        for second in _beginnings(other)
    )


def _beginnings(shift: tuple[int, int, int]) -> list[int]:
    days, begins, _ = shift
    return [day * MINUTES_A_DAY + begins for day in range(7) if days >> day & 1]


def _length(shift: tuple[int, int, int]) -> int:
    _, begins, ends = shift
    return (ends - begins) % MINUTES_A_DAY or MINUTES_A_DAY

"""Hours of a shift as people type them: 09:00-18:00, or 22-6, which goes over midnight."""

import re

from services.duty.errors import BadDutyTimeError

_HOURS = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*[-–—]\s*(\d{1,2})(?::(\d{2}))?", re.ASCII)
MINUTES_A_DAY = 24 * 60


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

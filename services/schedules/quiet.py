"""Quiet hours: a span of every day, by the clock of the schedule's zone, in which nothing is sent.

A night is one stretch, also where the clocks change in it: it begins when the wall first shows its beginning,
and ends when it does not show any more what is before its end. What the wall skips is the moment at which the
clocks are put on.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from services.schedules.errors import BadQuietHoursError

_SPAN = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2})|h)?\s*[-–—]\s*(\d{1,2})(?:[:.h](\d{2})|h)?", re.ASCII | re.IGNORECASE
)
_DAY, _TICK = timedelta(days=1), timedelta(microseconds=1)
_DAYS = (-2, -1, 0, 1)
"""The nights that may hold a moment, by the day on which they begin; some zones have left a day out."""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From ``begin`` until before ``end``; over midnight where the end is earlier."""

    begin: time
    end: time

    def until(self, moment: datetime, zone: ZoneInfo) -> datetime | None:
        """When the quiet the moment lies in ends, in UTC; None if it lies in none."""
        today = moment.astimezone(zone).date()
        ends = [
            ends
            for begins, ends in (self._night(today + days * _DAY, zone) for days in _DAYS)
            if begins <= moment < ends
        ]
        return max(ends, default=None)

    def _night(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        last = day if self.begin <= self.end else day + _DAY
        return _shown(day, self.begin, zone, 0), _shown(last, self.end, zone, 1)

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"


def read_quiet(text: str) -> QuietHours:
    """Read "22:00-07:00", "22-7", "22h-7h30". Raises BadQuietHoursError, also for a span that is empty."""
    found = _SPAN.fullmatch(text.strip())
    try:
        if found is not None:
            hours = [int(number or 0) for number in found.groups()]
            quiet = QuietHours(time(hours[0], hours[1]), time(hours[2], hours[3]))
            if quiet.begin != quiet.end:
                return quiet
    except ValueError:
        pass
    raise BadQuietHoursError(text=text)


@lru_cache(maxsize=4096)
def _shown(day: date, at: time, zone: ZoneInfo, fold: int) -> datetime:
    """When the wall shows this, the first time or the last; where it skips that, when it does."""
    wall = datetime.combine(day, at, zone)
    early, late = (wall.replace(fold=each).astimezone(UTC) for each in (0, 1))
    if early <= late:  # once, or twice
        before = (late - _TICK).astimezone(zone).replace(tzinfo=None)
        return late if fold and before < wall.replace(tzinfo=None) else early
    # Skipped: by the time before the clocks are put on it is after that, and the other way round.
    before, after = late, early
    offset = before.astimezone(zone).utcoffset()
    while after - before > _TICK:
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)

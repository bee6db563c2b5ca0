"""Quiet hours: a span of every day, by the clock of the schedule's zone, in which nothing is sent."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.schedules.errors import BadQuietHoursError

_SPAN = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2})|h)?\s*[-–—]\s*(\d{1,2})(?:[:.h](\d{2})|h)?", re.ASCII | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From ``begin`` until before ``end``; over midnight where the end is earlier."""

    begin: time
    end: time

    def until(self, moment: datetime, zone: ZoneInfo) -> datetime | None:
        """When the quiet the moment lies in ends, in UTC; None if it lies in none."""
        local = moment.astimezone(zone)
        shown = local.time()
        if self.begin <= self.end:
            if not self.begin <= shown < self.end:
                return None
        elif self.end <= shown < self.begin:
            return None
        day = local.date() if shown < self.end else local.date() + timedelta(days=1)
        return datetime.combine(day, self.end.replace(fold=local.fold), zone).astimezone(UTC)

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

"""Reading when something should happen: a crontab line, or a few words for a common one.

The line is kept as people wrote it, with the crontab's own meaning. ``for_trigger`` rewrites it for
APScheduler, which counts weekdays from Monday and wants both the day and the weekday to fit.
"""

import re
from dataclasses import dataclass

from services.schedules.errors import BadCronError

LONGEST = 100
"""Characters of a line, as many as its column holds."""
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
_ITEM = re.compile(
    r"(?:\*|(?P<first>\d{1,2})(?:-(?P<last>\d{1,2}))?)(?:/(?P<step>\d{1,2}))?", re.ASCII
)
_DAY_WORDS = {
    "daily": "* * *",
    "every day": "* * *",
    "weekdays": "* * mon-fri",
    "on weekdays": "* * mon-fri",
    "monthly": "1 * *",
    "first of the month": "1 * *",
    "on the first of the month": "1 * *",
}
"""What people call days; and "mondays", "on mondays", "every monday"."""
_AT = re.compile(r"(?:([a-z ]+?) )?(?:at )?(\d{1,2}):(\d{2})", re.ASCII)
_WEEKLY = re.compile(r"(?:(?:on )?([a-z]{3})[a-z]*days|every ([a-z]{3})[a-z]*day)", re.ASCII)
_EVERY = re.compile(r"every (?:(\d{1,2}) )?(min(?:ute)?|h(?:our)?)s?", re.ASCII)


def read_cron(text: str) -> str:
    """The crontab line that is meant. Raises BadCronError where it cannot be read as one.

    Besides five fields it takes "09:00" or "daily at 09:00", "weekdays at 09:00", "every monday at 09:00",
    "first of the month at 09:00", "every minute", "every 5 minutes", "every hour" and "every 6 hours",
    as long as the number divides the hour or the day evenly.
    """
    line = " ".join(text.lower().split())
    if len(line) > LONGEST:
        raise BadCronError(text=text[:LONGEST])
    if (at := _AT.fullmatch(line)) and (days := _days(at[1] or "daily")):
        line = f"{int(at[3])} {int(at[2])} {days}"
    elif every := _EVERY.fullmatch(line):
        line = _every(int(every[1] or 1), minutes=every[2].startswith("m"), text=text)
    for_trigger(line)
    return line


def for_trigger(line: str) -> list[str]:
    """The lines for APScheduler that together fire when this one should. Raises BadCronError."""
    fields = line.lower().split()
    if len(fields) != 5:
        raise BadCronError(text=line)
    minute, hour, day, month, weekday = fields
    month = _numbered(month, _MONTHS, first=1)
    weekday = _numbered(weekday, _WEEKDAYS, first=0)
    for field in (minute, hour, day, month, weekday):
        if not all(_ITEM.fullmatch(item) for item in field.split(",")):
            raise BadCronError(text=line)
    names = _weekday_names(weekday, line)
    if day.startswith("*") or weekday.startswith("*"):
        return [f"{minute} {hour} {day} {month} {names}"]
    return [f"{minute} {hour} {day} {month} *", f"{minute} {hour} * {month} {names}"]


@dataclass(frozen=True, slots=True)
class Fields:
    """What a line means, spelled out: when each of its fields fits; Sunday is 0.

    ``either``: a day of the month or a day of the week is enough; else both must fit.
    """

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[int, ...]
    either: bool


def fields_of(line: str) -> Fields:
    """The fields of a line that ``read_cron`` gave. Raises BadCronError."""
    minute, hour, day, month, weekday = line.lower().split()
    month = _numbered(month, _MONTHS, first=1)
    weekday = _numbered(weekday, _WEEKDAYS, first=0)
    return Fields(
        _spelled_out(minute, 0, 59),
        _spelled_out(hour, 0, 23),
        _spelled_out(day, 1, 31),
        _spelled_out(month, 1, 12),
        tuple(sorted(_weekdays(weekday, line))),
        not (day.startswith("*") or weekday.startswith("*")),
    )


def _spelled_out(field: str, least: int, most: int) -> tuple[int, ...]:
    found: set[int] = set()
    for item in field.split(","):
        parts = _ITEM.fullmatch(item)
        if parts is None:
            raise BadCronError(text=field)
        first = int(parts["first"] or least)
        open_end = parts["first"] is None or parts["step"] is not None
        last = int(parts["last"] or (most if open_end else first))
        found.update(range(first, last + 1, int(parts["step"] or 1)))
    return tuple(sorted(found))


def _days(words: str) -> str | None:
    if words in _DAY_WORDS:
        return _DAY_WORDS[words]
    weekly = _WEEKLY.fullmatch(words)
    day = (weekly[1] or weekly[2]) if weekly else None
    return f"* * {day}" if day in _WEEKDAYS else None


def _every(count: int, *, minutes: bool, text: str) -> str:
    whole = 60 if minutes else 24
    if count == 0 or whole % count:
        raise BadCronError(text=text)
    step = "*" if count == 1 else "0" if count == whole else f"*/{count}"
    if not minutes:
        return f"0 {step} * * *"
    return f"{step} * * * *"


def _numbered(field: str, names: list[str], first: int) -> str:
    numbers = {name: str(number) for number, name in enumerate(names, first)}
    return re.sub(r"[a-z]+", lambda word: numbers.get(word[0], word[0]), field)


def _weekday_names(field: str, line: str) -> str:
    """The days by their names, which mean the same to everyone."""
    if field == "*":
        return field
    return ",".join(_WEEKDAYS[day] for day in sorted(_weekdays(field, line)))


def _weekdays(field: str, line: str) -> set[int]:
    days: set[int] = set()
    for item in field.split(","):
        found = _ITEM.fullmatch(item)
        if found is None:
            raise BadCronError(text=line)
        first = int(found["first"] or 0)
        last = int(found["last"] or (first if found["first"] and not found["step"] else 6))
        step = int(found["step"] or 1)
        if max(first, last) > 7 or step == 0:
            raise BadCronError(text=line)
        # "fri-mon" goes over the end of the week, and so does "fri-sun" in names.
        end = last if first <= last else last + 7
        days.update(day % 7 for day in range(first, end + 1, step))
    return days

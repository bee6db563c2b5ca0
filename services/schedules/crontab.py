"""Reading when something should happen: a crontab line, or words for one (wording.py).

The line is kept as people wrote it, with the crontab's own meaning. ``for_trigger`` rewrites it for
APScheduler, which counts weekdays from Monday and wants both the day and the weekday to fit.
"""

import re
from dataclasses import dataclass

from services.schedules.errors import BadCronError, CannotComeSoError
from services.schedules.vocabulary import MONTHS, WEEKDAYS
from services.schedules.wording import line_said

LONGEST = 100
"""Characters of a line, as many as its column holds."""
_SHORT = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
_ITEM = re.compile(
    r"(?:\*|(?P<first>\d{1,2})(?:-(?P<last>\d{1,2}))?)(?:/(?P<step>\d{1,2}))?", re.ASCII
)


def read_cron(text: str) -> str:
    """The crontab line that is meant. Raises BadCronError where it cannot be read as one.

    Besides five fields, in which ``?`` is ``*``, it takes words: "09:00", "every 6 hours" (wording.py).
    """
    line = " ".join(text.lower().split())
    if len(line) > LONGEST:
        raise BadCronError(text=text[:LONGEST])
    fields = re.sub(r"\s*,\s*", ",", line).replace("?", "*").split()
    if len(fields) == 6 and _is_line(fields[1:]):
        raise CannotComeSoError(text=text, reason="seconds", near=[" ".join(fields[1:])])
    found = " ".join(fields) if _is_line(fields) else line_said(line)
    if found is None or len(found) > LONGEST:
        raise BadCronError(text=text)
    return found


def _is_line(fields: list[str]) -> bool:
    try:
        for_trigger(" ".join(fields))
    except BadCronError:
        return False
    return True


def for_trigger(line: str) -> list[str]:
    """The lines for APScheduler that together fire when this one should. Raises BadCronError."""
    fields = line.lower().split()
    if len(fields) != 5:
        raise BadCronError(text=line)
    minute, hour, day, month, weekday = fields
    month = _numbered(month, MONTHS)
    weekday = _numbered(weekday, WEEKDAYS)
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
    month = _numbered(month, MONTHS)
    weekday = _numbered(weekday, WEEKDAYS)
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


def _numbered(field: str, names: dict[str, int]) -> str:
    return re.sub(r"[a-z]+", lambda word: str(names.get(word[0], word[0])), field)


def _weekday_names(field: str, line: str) -> str:
    """The days by their names, which mean the same to everyone."""
    if field == "*":
        return field
    return ",".join(_SHORT[day] for day in sorted(_weekdays(field, line)))


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

"""Reading when something should happen: a crontab line, or a few words for a common one.

The line is kept as people wrote it, with the crontab's own meaning. ``for_trigger`` rewrites it for
APScheduler, which counts weekdays from Monday and wants both the day and the weekday to fit.
"""

import re

from services.schedules.errors import BadCronError

LONGEST = 100
"""Characters of a line, as many as its column holds."""
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
_ITEM = re.compile(
    r"(?:\*|(?P<first>\d{1,2})(?:-(?P<last>\d{1,2}))?)(?:/(?P<step>\d{1,2}))?", re.ASCII
)
_DAILY = re.compile(r"(?:(?:daily|every day) )?(?:at )?(\d{1,2}):(\d{2})", re.ASCII)
_EVERY = re.compile(r"every (?:(\d{1,2}) )?(min(?:ute)?|h(?:our)?)s?", re.ASCII)


def read_cron(text: str) -> str:
    """The crontab line that is meant. Raises BadCronError where it cannot be read as one.

    Besides five fields it takes "09:00" or "daily at 09:00", "every minute", "every 5 minutes",
    "every hour" and "every 6 hours", as long as the number divides the hour or the day evenly.
    """
    line = " ".join(text.lower().split())
    if len(line) > LONGEST:
        raise BadCronError(text=text[:LONGEST])
    if daily := _DAILY.fullmatch(line):
        line = f"{int(daily[2])} {int(daily[1])} * * *"
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
    return ",".join(_WEEKDAYS[day] for day in sorted(days))

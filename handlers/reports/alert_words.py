"""When an alert comes, in words: as short as it may be typed, and spelled out in full."""

import re
from collections.abc import Sequence

from babel.dates import get_day_names, get_month_names

from handlers.words.formats import locale_of
from handlers.words.markup import Html, code
from handlers.words.texts import Texts
from services.schedules.crontab import Fields, fields_of

_AT = re.compile(r"(\d{1,2}) (\d{1,2}) (\S+) \* (\S+)")
_MINUTES = re.compile(r"(?:\*/(\d{1,2})|\*) \* \* \* \*")
_HOURS = re.compile(r"0 (?:\*/(\d{1,2})|\*) \* \* \*")
_WEEKDAYS = (1, 2, 3, 4, 5)
_WEEKEND = (0, 6)
_MOST_TIMES = 6
"""So many times of a day are listed one by one."""


def times(t: Texts, cron: str) -> Html:
    """A crontab line in words, where they are short; else the line."""
    if (at := _AT.fullmatch(cron)) and (days := _short_days(t, cron, at[3], at[4])):
        return days
    if (minutes := _MINUTES.fullmatch(cron)) and (count := _even(minutes[1], 60)):
        return t.get("alert-minutes", count=count)
    if (hours := _HOURS.fullmatch(cron)) and (count := _even(hours[1], 24)):
        return t.get("alert-hours", count=count)
    return code(cron)


def explained(t: Texts, cron: str) -> str:
    """A crontab line spelled out, whatever it is: "at 09:00 and 17:00, on weekdays, in January"."""
    fields = fields_of(cron)
    parts = [_hours(t, fields), _days(t, fields)]
    if len(fields.months) < 12:
        names = get_month_names("wide", context="stand-alone", locale=locale_of(t.language))
        parts.append(t.plain("alert-in-months", months=[names[each] for each in fields.months]))
    return ", ".join(part for part in parts if part)


def _short_days(t: Texts, cron: str, day: str, weekday: str) -> Html | None:
    fields = fields_of(cron)
    time = _clock(fields.hours[0], fields.minutes[0])
    if (day, weekday) == ("*", "*"):
        return t.get("alert-daily", time=time)
    if day == "*" and fields.weekdays == _WEEKDAYS:
        return t.get("alert-weekdays", time=time)
    if day == "*" and len(fields.weekdays) == 1:
        return t.get("alert-weekly", day=_weekday_names(t, fields.weekdays)[0], time=time)
    if (day, weekday) == ("1", "*"):
        return t.get("alert-monthly", time=time)
    return None


def _hours(t: Texts, fields: Fields) -> str:
    minutes, hours = fields.minutes, fields.hours
    if len(minutes) * len(hours) <= _MOST_TIMES:
        shown = [_clock(hour, minute) for hour in hours for minute in minutes]
        return t.plain("alert-at-times", times=shown)
    said = _within_hour(t, minutes)
    if len(hours) == 24:
        return said
    step = 24 // len(hours)
    if minutes == (0,) and hours == tuple(range(0, 24, step)):
        return t.plain("alert-hours", count=step)
    if len(hours) > 2 and hours == tuple(range(hours[0], hours[-1] + 1)):
        span = {"since": _clock(hours[0], 0), "until": _clock(hours[-1], 59)}
        return t.plain("alert-between", times=said, **span)
    shown = [_clock(hour, 0) for hour in hours]
    return t.plain("alert-in-hours", times=said, hours=shown)


def _within_hour(t: Texts, minutes: Sequence[int]) -> str:
    if minutes == (0,):
        return t.plain("alert-hours", count=1)
    step = 60 // len(minutes)
    if minutes == tuple(range(0, 60, step)):
        return t.plain("alert-minutes", count=step)
    return t.plain("alert-at-minutes", minutes=[f"{each:02}" for each in minutes])


def _days(t: Texts, fields: Fields) -> str:
    by_day, by_weekday = len(fields.days) < 31, len(fields.weekdays) < 7
    if not by_day and not by_weekday:
        # What comes several times an hour comes every day, unless something else is said.
        return t.plain("alert-every-day") if _is_listed(fields) else ""
    days = t.plain("alert-on-days", days=[str(each) for each in fields.days])
    names = _on_weekdays(t, fields.weekdays)
    if not by_weekday:
        return days
    if not by_day:
        return names
    joined = "alert-days-either" if fields.either else "alert-days-both"
    return t.plain(joined, days=days, weekdays=names)


def _is_listed(fields: Fields) -> bool:
    return len(fields.minutes) * len(fields.hours) <= _MOST_TIMES


def _on_weekdays(t: Texts, days: Sequence[int]) -> str:
    if tuple(days) == _WEEKDAYS:
        return t.plain("alert-on-weekdays")
    if tuple(days) == _WEEKEND:
        return t.plain("alert-on-weekend")
    return t.plain("alert-on", days=_weekday_names(t, days))


def _weekday_names(t: Texts, days: Sequence[int]) -> list[str]:
    """Their names, from Monday on; babel counts from it too."""
    names = get_day_names("wide", context="stand-alone", locale=locale_of(t.language))
    return [names[each] for each in sorted((day - 1) % 7 for day in days)]


def _clock(hour: int, minute: int) -> str:
    return f"{hour:02}:{minute:02}"


def _even(step: str | None, whole: int) -> int | None:
    """The step, if its runs are evenly apart: */7 begins anew with each hour."""
    count = int(step or 1)
    return count if count and whole % count == 0 else None

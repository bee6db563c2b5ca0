"""What words say of times, written as a crontab line; what no line can say is refused with the nearest."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from services.schedules.errors import CannotComeSoError

USUAL = (9, 0)
"""When it comes where no time of day is said."""
_NAMES = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_OF_HOUR = [n for n in range(1, 60) if 60 % n == 0]
_OF_DAY = [n for n in range(1, 24) if 24 % n == 0]
_OF_YEAR = [1, 2, 3, 4, 6]
_DAY = 24 * 60
_HOUR_ALONE = re.compile(r"(?:at )?(\d{1,2}) ?h", re.ASCII | re.IGNORECASE)


class NotUnderstoodError(Exception):
    """These are no words for times."""


@dataclass(slots=True)
class Said:
    """What words say: hours and minutes, days, and how far apart; Sunday is 0."""

    times: list[tuple[int, int]] = field(default_factory=list)
    minutes: set[int] = field(default_factory=set)
    weekdays: set[int] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    months: set[int] = field(default_factory=set)
    interval: tuple[float, str] | None = None
    span: tuple[tuple[int, int], tuple[int, int]] | None = None
    begins: bool = False
    """The time is only what others are counted from: "every 15 minutes starting at 9:05"."""


class SaidLine:
    """What was read, written as a line."""

    def __init__(self, read: Said, text: str) -> None:
        self._read = read
        self._text = text

    def written(self) -> str:
        """The line. Raises CannotComeSoError, NotUnderstoodError."""
        read, (count, unit) = self._read, self._read.interval or (1.0, "day")
        if read.days and read.weekdays:
            days = ", ".join(_NAMES[each] for each in sorted(read.weekdays))
            dates = ", ".join(map(str, sorted(read.days)))
            raise self._cannot("both", [f"every {days}", f"on days {dates}"])
        if unit in {"second", "minute", "hour"}:
            minute, hour = self._within_day(count, unit)
        else:
            self._days(count, unit)
            minute, hour = self._at_times()
        return f"{minute} {hour} {self._on_days()}"

    def _on_days(self) -> str:
        read = self._read
        named = ",".join(
            _NAMES[each] for each in sorted(read.weekdays, key=lambda day: (day - 1) % 7)
        )
        if len(read.weekdays) in (0, 7):
            named = "*"
        weekdays = "mon-fri" if read.weekdays == {1, 2, 3, 4, 5} else named
        return f"{_field(read.days)} {_field(read.months)} {weekdays}"

    def _with_minute(self, minute: int, times: Iterable[tuple[int, int]]) -> str:
        """The line of those times that have this minute, or the one time where it comes every day."""
        hours, days = [hour for hour, of in times if of == minute], self._on_days()
        if len(hours) == 1 and days == "* * *":
            return f"{hours[0]:02}:{minute:02}"
        return f"{minute} {_field(hours)} {days}"

    def _days(self, count: float, unit: str) -> None:
        """Days, weeks, months or years apart."""
        read = self._read
        weeks = count * {"day": 1 / 7, "week": 1}.get(unit, 0)
        if unit == "day" and count != 1 and weeks != 1:
            raise self._cannot("uneven", _near_days(count))
        if weeks == 1:
            if read.days and unit == "week":
                raise self._cannot("both", ["every monday", f"on day {min(read.days)}"])
            if not read.days:
                read.weekdays = read.weekdays or {1}
        elif weeks > 1:
            raise self._cannot("uneven", ["every monday", "on the 1st and 15th"])
        if unit in {"month", "year"}:
            months = count * (12 if unit == "year" else 1)
            if months not in (*_OF_YEAR, 12):
                raise self._cannot("uneven", _near_of(months, _OF_YEAR, "month", "every year"))
            if read.weekdays and (unit == "month" or not read.months):
                raise self._cannot("nth", [f"every {_NAMES[min(read.weekdays)]}", "on the 1st"])
            if months > 1:
                read.months = read.months or set(range(1, 13, int(months)))
            if not read.weekdays:
                read.days = read.days or {1}
        elif read.months and not read.weekdays and not read.days and read.interval is None:
            read.days = {1}

    def _at_times(self) -> tuple[str, str]:
        read = self._read
        if read.minutes and read.times and not any(minute for _, minute in read.times):
            read.times = [(hour, minute) for hour, _ in read.times for minute in read.minutes]
            read.minutes = set()
        if read.span is not None or read.minutes:
            if read.span is not None:
                (since, _), (until, _) = read.span
                raise self._cannot("span", [f"every hour from {since:02}:00 to {until:02}:00"])
            return self._within_day(1, "hour")
        times = sorted(set(read.times or [USUAL]))
        hours, minutes = {each[0] for each in times}, {each[1] for each in times}
        if len(hours) * len(minutes) != len(times):
            raise self._cannot(
                "apart", [self._with_minute(each, times) for each in sorted(minutes)]
            )
        return _field(minutes), _field(hours)

    def _within_day(self, count: float, unit: str) -> tuple[str, str]:
        """Seconds, minutes or hours apart, all day or for some hours of it."""
        read = self._read
        minutes = count * {"second": 1 / 60, "minute": 1, "hour": 60}[unit]
        if minutes < 1:
            raise self._cannot("seconds", ["every minute"])
        if minutes < 60 and minutes not in _OF_HOUR:
            raise self._cannot("uneven", _near_of(minutes, _OF_HOUR, "minute", "every hour"))
        if minutes == _DAY:
            read.interval = None
            return self._at_times() if read.times else ("0", "0")
        if minutes > 60 and minutes / 60 not in _OF_DAY:
            near = _near_of(minutes / 60, _OF_DAY, "hour", "every day")
            # "9h" may be a time of day, as several languages write it; "8h" is read, and read back.
            alone = _HOUR_ALONE.fullmatch(self._text.strip())
            of_day = [f"{int(alone[1]):02}:00"] if alone and int(alone[1]) < 24 else []
            raise self._cannot("uneven", [*of_day, *near])
        begins = read.times[0] if len(read.times) == 1 else (0, 0)
        if read.times and (read.span is not None or read.minutes):
            raise NotUnderstoodError
        if len(read.times) == 1 and minutes <= 60 and not read.begins:
            every = f"every {int(minutes)} minutes" if minutes < 60 else "every hour"
            span = f"{begins[0]:02}:00 to {(begins[0] + 8) % 24:02}:00"
            raise self._cannot("span", [f"{every} from {span}", f"{begins[0]:02}:{begins[1]:02}"])
        if len(read.times) > 1:  # the hours in which it comes
            if minutes > 60 or any(of for _, of in read.times):
                raise NotUnderstoodError
            every = _field(read.minutes) if minutes == 60 else f"*/{int(minutes)}"
            return ("0" if every == "*" else every), _field({hour for hour, _ in read.times})
        if minutes < 60:
            step = int(minutes)
            shown = f"{begins[1] % step}-59/{step}" if begins[1] % step else f"*/{step}"
            return ("*" if step == 1 else shown), self._hours(1, begins[0], whole=True)
        at = read.minutes or {read.span[0][1] if read.span else begins[1]}
        return _field(at), self._hours(int(minutes) // 60, begins[0], whole=False)

    def _hours(self, step: int, begins: int, *, whole: bool) -> str:
        """The hours of the span, or all. ``whole``: an hour that the span ends with is none of it."""
        span = self._read.span
        if span is None:
            begins %= step
            return f"{begins}-23/{step}" if begins else "*" if step == 1 else f"*/{step}"
        (first, since), (last, until) = span
        if whole and (since or until not in (0, 59)):
            shown = [f"{first:02}:00", f"{(last + bool(until)) % 24:02}:00"]
            raise self._cannot("span", ["every 15 minutes from {} to {}".format(*shown)])
        length = (last - first) % 24 or 24 * (since == until)
        if not whole and until >= since and length < 24:
            length += 1
        if whole and until == 59:
            length += 1
        return _field({(first + each) % 24 for each in range(0, length, step)} or {first})

    def _cannot(self, reason: str, near: Sequence[str]) -> CannotComeSoError:
        return CannotComeSoError(text=self._text, reason=reason, near=list(near))


def _near_days(count: float) -> list[str]:
    if count < 7:
        return ["every day", "on mon, wed and fri" if count <= 2 else "on mon and thu"]
    return ["every monday", "on the 1st and 15th" if count < 21 else "every month"]


def _near_of(count: float, even: Sequence[int], unit: str, most: str) -> list[str]:
    """The nearest that is even below and above."""
    below = [each for each in even if each < count]
    above = [each for each in even if each > count]
    said = [f"every {each} {unit}s" if each > 1 else f"every {unit}" for each in below[-1:]]
    return [*said, f"every {above[0]} {unit}s" if above else most]


def _field(values: Iterable[int]) -> str:
    """Numbers as a crontab has them, those that follow each other as a range; none: ``*``."""
    runs: list[list[int]] = []
    for each in sorted(values):
        if runs and runs[-1][-1] == each - 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return (
        "*"
        if not runs
        else ",".join(
            f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(map(str, run)) for run in runs
        )
    )

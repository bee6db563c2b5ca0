"""Periods as people say them where nothing but a period is asked for: "last month", "14 days", "2026"."""

import re
from calendar import monthrange
from datetime import date, timedelta

from babel.dates import get_month_names

from handlers.words.formats import locale_of
from handlers.words.periods import Days, Wanted, wanted_past, wanted_period
from handlers.words.texts import Texts

_BEFORE = ("last-week", "last-month", "last-year", "this-week", "this-month", "this-year", "year")
_AHEAD = ("tomorrow", "next-week")
_DAYS_BACK = re.compile(r"(?:last |past )?(\d{1,3}) ?(?:d|days?)", re.ASCII)
_YEAR = re.compile(r"(?:19[89]|20\d)\d", re.ASCII)
_BETWEEN = re.compile(r"(\d{4}-\d\d-\d\d) ?(?:-|–|—|to) ?(\d{4}-\d\d-\d\d)", re.ASCII)
_WEEK = timedelta(days=6)
_DAY = timedelta(days=1)


def spoken_past(t: Texts, said: str) -> Wanted | None:
    """The period of what has been that is meant; None: it is none.

    A week of the calendar begins on Monday. What goes on ends today, and a year alone is the last 365 days.
    """
    word, today = _word(said), t.today()
    found = wanted_past(t, word)
    if found is not None:
        return found
    if (back := _DAYS_BACK.fullmatch(word)) and int(back[1]):
        return Days(today - timedelta(days=int(back[1]) - 1), today)
    if _YEAR.fullmatch(word) and int(word) <= today.year:
        return Days(date(int(word), 1, 1), min(date(int(word), 12, 31), today))
    name = _named(t, word, _BEFORE)
    return _month_named(t, word) if name is None else _past(name, today)


def spoken_ahead(t: Texts, said: str) -> Wanted | None:
    """The days to come that are meant, today among them: a week or a month begins with today."""
    word, today = _word(said), t.today()
    if (name := _named(t, word, _AHEAD)) is not None:
        begins = today + (_DAY if name == "tomorrow" else timedelta(days=7 - today.weekday()))
        return Days(begins, begins if name == "tomorrow" else begins + _WEEK)
    wanted = wanted_period(t, word)
    if wanted in {"week", "month"}:
        return Days(today, today + (_WEEK if wanted == "week" else timedelta(days=29)))
    return wanted


def _word(said: str) -> str:
    return _BETWEEN.sub(r"\1..\2", " ".join(said.lower().split()))


def _month_named(t: Texts, word: str) -> Days | None:
    """The month of that name that was or is last, or of the year behind it; as far as it has been."""
    name, _, year = word.partition(" ")
    today, numbers = t.today(), dict[str, int]()
    for locale in (locale_of("en"), locale_of(t.language)):
        for width in ("wide", "abbreviated"):
            for number, each in get_month_names(width, "stand-alone", locale).items():
                numbers[each.lower().rstrip(".")] = number
    month = numbers.get(name.rstrip("."))
    if month is None or (year and not _YEAR.fullmatch(year)):
        return None
    first = date(int(year or today.year - (month > today.month)), month, 1)
    last = first.replace(day=monthrange(first.year, month)[1])
    return None if first > today else Days(first, min(last, today))


def _named(t: Texts, word: str, names: tuple[str, ...]) -> str | None:
    """Which of these is meant, by its English name or the reader's own."""
    known = {name.replace("-", " "): name for name in names}
    return (known | {t.plain(f"period-{name}").lower(): name for name in names}).get(word)


def _past(name: str, today: date) -> Days:
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    match name:
        case "this-week":
            return Days(monday, today)
        case "this-month":
            return Days(first, today)
        case "this-year":
            return Days(date(today.year, 1, 1), today)
        case "last-week":
            return Days(monday - _WEEK - _DAY, monday - _DAY)
        case "last-month":
            return Days((first - _DAY).replace(day=1), first - _DAY)
        case "last-year":
            return Days(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
        case _:
            return Days(today - timedelta(days=364), today)

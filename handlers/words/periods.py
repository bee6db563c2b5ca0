"""Periods as people type them: a word, a day, a month, or two days with dots between."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.words.markup import Html
from handlers.words.texts import Texts
from services.periods import Period, local_days

PERIODS = {"today": (0, 1), "yesterday": (1, 1), "week": (6, 7), "month": (29, 30)}
"""The first day, counted back from today, and how many days. Week and month end with today."""
_ALSO = {"7d": "week", "30d": "month"}
_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_DAY = r"(\d{4})-?(\d\d)-?(\d\d)"
_DAYS = re.compile(rf"{_DAY}(?:\.\.{_DAY})?", re.ASCII)
_DOTS = re.compile(r"\s*\.\.\s*")
_SLIP = r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}"
_LIKE_DAYS = re.compile(rf".*\.\..*|{_SLIP}(?:\D{{1,3}}{_SLIP})?", re.ASCII)
_EARLIEST, _LATEST = 1980, 2999


@dataclass(frozen=True, slots=True)
class Days:
    """From the first day to the last, both included."""

    first: date
    last: date

    def __str__(self) -> str:
        """As a button carries it and as :func:`wanted_period` reads it."""
        return f"{self.first:%Y%m%d}..{self.last:%Y%m%d}"


Wanted = str | Days
"""A word of :data:`PERIODS`, or days."""


def wanted_period(t: Texts, said: str) -> Wanted | None:
    """The period that is meant, whatever the case of its word; None if it is none."""
    word = said.strip().lower()
    named = {t.plain(f"period-{name}").lower(): name for name in PERIODS}
    if word in PERIODS:
        return word
    if word in named:
        return named[word]
    if word in _ALSO:
        return _ALSO[word]
    try:
        return _days_in(word)
    except _NoPeriodError:
        return None


def wanted_past(t: Texts, said: str) -> Wanted | None:
    """The same of what has been: what lies ahead, or ends beyond the month that goes on, is no period."""
    wanted = wanted_period(t, said)
    return None if isinstance(wanted, Days) and _lies_ahead(wanted, t.today()) else wanted


def period_problem(t: Texts, said: str) -> Html | None:
    """Why what was typed as days is no period of what has been; None where it is one, or is no days."""
    try:
        days = _days_in(said.strip())
    except _NoPeriodError as error:
        return t.get(f"period-{error.kind}", day=error.day)
    today = t.today()
    if days is None or not _lies_ahead(days, today):
        return None
    if days.first > today:
        return t.get("period-ahead", day=str(days.first))
    return t.get("period-until-ahead", day=str(days.last), until=f"{days.first}..{today}")


def _lies_ahead(days: Days, today: date) -> bool:
    """The month that goes on may be asked for as a whole."""
    month_ends = today.replace(day=monthrange(today.year, today.month)[1])
    return days.first > today or days.last > month_ends


class _NoPeriodError(Exception):
    """Days that make no period. ``kind``: no-day, backwards or far; ``day`` is the one at fault."""

    def __init__(self, kind: str, day: str) -> None:
        super().__init__(kind)
        self.kind, self.day = kind, day


def _days_in(said: str) -> Days | None:
    word = _DOTS.sub("..", said)
    if (whole := _MONTH.fullmatch(word)) is not None:
        return _month(word, int(whole[1]), int(whole[2]))
    found = _DAYS.fullmatch(word)
    if found is None:
        return None
    parts = [found.groups()[:3], found.groups()[3:]] if found[4] else [found.groups()[:3]]
    days = []
    for year, month, day in parts:
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            raise _NoPeriodError("no-day", f"{year}-{month}-{day}") from None
    first, last = days[0], days[-1]
    if first > last:
        raise _NoPeriodError("backwards", str(last))
    if first.year < _EARLIEST or last.year > _LATEST:
        raise _NoPeriodError("far", str(first if first.year < _EARLIEST else last))
    return Days(first, last)


def _month(word: str, year: int, month: int) -> Days:
    if not (1 <= month <= 12 and _EARLIEST <= year <= _LATEST):
        raise _NoPeriodError("far" if 1 <= month <= 12 else "no-day", word)
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def like_days(word: str) -> bool:
    """Whether a word can only have been meant as days, even where it is no right period."""
    said = word.strip()
    return (_LIKE_DAYS.fullmatch(said) or _MONTH.fullmatch(said)) is not None


def days_of(wanted: Wanted, now: datetime, zone: ZoneInfo) -> Days:
    """The days of a period where the zone is."""
    if isinstance(wanted, Days):
        return wanted
    back, days = PERIODS[wanted]
    first = now.astimezone(zone).date() - timedelta(days=back)
    return Days(first, first + timedelta(days=days - 1))


def period(wanted: Wanted, now: datetime, zone: ZoneInfo) -> Period:
    """Whole days where the zone is; today's has its end before it."""
    days = days_of(wanted, now, zone)
    return local_days(days.first, days.last, zone)


def days_text(t: Texts, days: Days) -> str:
    """The days in words; one day stands alone."""
    if days.first == days.last:
        return t.day(days.first)
    return t.plain("period-days", first=days.first, last=days.last)

"""Periods as buttons carry them: a word, a day, a month, or two days with dots between.

What people say in other ways is read by spoken_periods.py.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

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
EARLIEST, LATEST = 1980, 2999


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
        return days_in(word)
    except NoPeriodError:
        return None


class NoPeriodError(Exception):
    """Days that make no period, or none of what is asked for. ``day`` is the one at fault.

    ``kind``: no-day, two-ways, backwards, far, ahead or until-ahead; ``until`` is given with the last.
    """

    def __init__(self, kind: str, day: str, until: str = "") -> None:
        super().__init__(kind)
        self.kind, self.day, self.until = kind, day, until


def days_in(said: str) -> Days | None:
    """A month, a day, or two with dots between; None: it is not written so. Raises NoPeriodError."""
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
            raise NoPeriodError("no-day", f"{year}-{month}-{day}") from None
    first, last = days[0], days[-1]
    if first > last:
        raise NoPeriodError("backwards", str(last))
    if first.year < EARLIEST or last.year > LATEST:
        raise NoPeriodError("far", str(first if first.year < EARLIEST else last))
    return Days(first, last)


def _month(word: str, year: int, month: int) -> Days:
    if not (1 <= month <= 12 and EARLIEST <= year <= LATEST):
        raise NoPeriodError("far" if 1 <= month <= 12 else "no-day", word)
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

"""Periods as people type them: a word, a day, or two days with dots between."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.words.texts import Texts
from services.periods import Period, local_days

PERIODS = {"today": (0, 1), "yesterday": (1, 1), "week": (6, 7), "month": (29, 30)}
"""The first day, counted back from today, and how many days. Week and month end with today."""
_DAY = r"(\d{4})-?(\d\d)-?(\d\d)"
_DAYS = re.compile(rf"{_DAY}(?:\.\.{_DAY})?", re.ASCII)
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
    found = _DAYS.fullmatch(word)
    if found is None:
        return None
    try:
        first = date(int(found[1]), int(found[2]), int(found[3]))
        last = date(int(found[4]), int(found[5]), int(found[6])) if found[4] else first
    except ValueError:
        return None
    right = first.year >= _EARLIEST and first <= last and last.year <= _LATEST
    return Days(first, last) if right else None


def like_days(word: str) -> bool:
    """Whether a word can only have been meant as days, even where it is no right period."""
    return _LIKE_DAYS.fullmatch(word.strip()) is not None


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

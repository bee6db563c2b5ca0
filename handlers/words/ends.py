"""Ends as people type them: "7d", "2 weeks", "until 2026-12-24", "for good".

Hours are counted; days, weeks and months go by the calendar where the zone is, to the same time of day.
A date means the end of that day there.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo

from handlers.words.texts import Texts
from services.access.errors import BadEndError
from services.periods import local_days

MOST_YEARS = 10
"""Whatever is to last longer is given for good."""
DAY, WEEK, MONTH, GOOD = "1d", "1w", "1mo", "good"
"""What the buttons say, as :func:`end_meant` reads it."""
_SPAN = re.compile(r"(an?|\d+)\s*([a-z]+)", re.ASCII)
_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_LIKE_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}", re.ASCII)
_UNTIL, _FOR = "until", "for"
_LONGEST = 40


def split_end(pieces: list[str]) -> tuple[list[str], str | None]:
    """Take the end off what was typed; None where none stands there.

    A row of eight digits is an id unless "until" stands before it.
    """
    small = [piece.lower() for piece in pieces]
    if _UNTIL in small:
        at = small.index(_UNTIL)
        return pieces[:at], " ".join(pieces[at + 1 :])
    for count in (3, 2, 1):
        last = small[-count:]
        if len(last) == count and (last == [_FOR, GOOD] or _is_end(" ".join(last))):
            return pieces[:-count], " ".join(last)
    return pieces, None


def end_meant(said: str, now: datetime, zone: tzinfo) -> datetime | None:
    """The moment that is meant, in UTC; None: for good. Raises BadEndError."""
    words = " ".join(said.lower().split()).removeprefix(f"{_UNTIL} ").removeprefix(f"{_FOR} ")
    if words == GOOD:
        return None
    text, now = said.strip()[:_LONGEST], now.replace(microsecond=0)
    if (span := _SPAN.fullmatch(words)) is not None:
        end = _after(span, text, now, zone)
    elif (day := _day(words, text)) is not None:
        if day.year - now.year > MOST_YEARS:
            raise BadEndError(problem="far", text=text)
        end = local_days(day, day, zone).until
    else:
        raise BadEndError(problem="unknown", text=text)
    if end <= now:
        raise BadEndError(problem="past", text=text)
    if end.year - now.year > MOST_YEARS:
        raise BadEndError(problem="far", text=text)
    return end


def end_words(t: Texts, end: datetime) -> str:
    """The moment before which something counts, for a reader: the end of a day, or with its time."""
    local = t.local(end)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return t.plain("end-of-day", day=local.date() - timedelta(days=1))
    return t.moment(end)


def _is_end(words: str) -> bool:
    span = _SPAN.fullmatch(words.removeprefix(f"{_FOR} "))
    is_span = span is not None and (span[2] in _UNITS or span[2] == "m")
    return is_span or _LIKE_DATE.fullmatch(words) is not None


def _after(span: re.Match[str], text: str, now: datetime, zone: tzinfo) -> datetime:
    if span[2] == "m":  # minutes, or months?
        raise BadEndError(problem="month", text=text)
    if span[2] not in _UNITS:
        raise BadEndError(problem="unknown", text=text)
    count = 1 if span[1][0] == "a" else int(span[1][:9])
    try:
        return _UNITS[span[2]](now, count, zone)
    except (OverflowError, ValueError):
        raise BadEndError(problem="far", text=text) from None


def _day(words: str, text: str) -> date | None:
    iso, dotted = _ISO.fullmatch(words), _DOTTED.fullmatch(words)
    if iso is None and dotted is None:
        return None
    year, month, day = iso.groups() if iso else dotted.groups()[::-1] if dotted else ()
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise BadEndError(problem="no-day", text=text) from None


def _minutes(now: datetime, count: int, _zone: tzinfo) -> datetime:
    return now + timedelta(minutes=count)


def _hours(now: datetime, count: int, _zone: tzinfo) -> datetime:
    return now + timedelta(hours=count)


def _days(now: datetime, count: int, zone: tzinfo) -> datetime:
    wall = now.astimezone(zone).replace(tzinfo=None) + timedelta(days=count)
    return wall.replace(tzinfo=zone).astimezone(UTC)


def _weeks(now: datetime, count: int, zone: tzinfo) -> datetime:
    return _days(now, 7 * count, zone)


def _months(now: datetime, count: int, zone: tzinfo) -> datetime:
    """The same day of a later month, or the last where it has no such day."""
    local = now.astimezone(zone)
    years, month = divmod(local.month - 1 + count, 12)
    year, month = local.year + years, month + 1
    last = monthrange(year, month)[1]
    wall = local.replace(year=year, month=month, day=min(local.day, last), tzinfo=None)
    return wall.replace(tzinfo=zone).astimezone(UTC)


def _years(now: datetime, count: int, zone: tzinfo) -> datetime:
    return _months(now, 12 * count, zone)


_UNITS: dict[str, Callable[[datetime, int, tzinfo], datetime]] = {
    **dict.fromkeys(("min", "mins", "minute", "minutes"), _minutes),
    **dict.fromkeys(("h", "hour", "hours"), _hours),
    **dict.fromkeys(("d", "day", "days"), _days),
    **dict.fromkeys(("w", "week", "weeks"), _weeks),
    **dict.fromkeys(("mo", "month", "months"), _months),
    **dict.fromkeys(("y", "year", "years"), _years),
}

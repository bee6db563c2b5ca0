"""Spans of time for reports."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Period:
    """From ``since`` until before ``until``, in UTC."""

    since: datetime
    until: datetime

    def __contains__(self, moment: datetime) -> bool:
        """Whether a moment lies in it."""
        return self.since <= moment < self.until


def local_days(first: date, last: date, zone: tzinfo) -> Period:
    """The days from the first to the last, both included, where the zone is.

    One is 23 or 25 hours long when clocks change.
    """
    return Period(_midnight(first, zone), _midnight(last + timedelta(days=1), zone))


DAILY, WEEKLY, MONTHLY = 62, 53, 60
"""So many days are told by day, so many weeks by week, so many months by month; more by year."""


def points(period: Period, zone: tzinfo) -> tuple[datetime, ...]:
    """Where a period is cut to be told in parts: at midnights where the zone is, its two ends included.

    Each day for two months, each Monday for a year, each first of a month for five years, else of a year.
    """
    first = period.since.astimezone(zone).date()
    last = (period.until - timedelta.resolution).astimezone(zone).date()
    days = [first + timedelta(days=each) for each in range(1, (last - first).days + 1)]
    if len(days) >= DAILY:
        mondays = [day for day in days if day.weekday() == 0]
        firsts = [day for day in days if day.day == 1]
        days = mondays if len(mondays) < WEEKLY else firsts
    if len(days) > MONTHLY:
        days = [day for day in days if day.month == 1]
    cuts = [_midnight(day, zone) for day in days]
    return (period.since, *cuts, period.until)


def before(period: Period, zone: tzinfo, now: datetime | None = None) -> Period:
    """The time that a period is compared with: as many days before it, a month before a month.

    Of a period that is not over as much of the earlier one as is over of it.
    """
    first, end = (moment.astimezone(zone) for moment in (period.since, period.until))
    ends = [_midnight(each.date(), zone) for each in (first, end)]
    whole = ends == [period.since, period.until]
    if whole and first.day == end.day == 1:
        months = (end.year - first.year) * 12 + end.month - first.month
        year, month = divmod(first.year * 12 + first.month - 1 - months, 12)
        since = _midnight(date(year, month + 1, 1), zone)
    elif whole:
        since = _midnight(first.date() - (end.date() - first.date()), zone)
    else:
        since = period.since - (period.until - period.since)
    if now is None or now >= period.until:
        return Period(since, period.since)
    return Period(since, min(since + max(now - period.since, timedelta()), period.since))


def previous_days(moment: datetime, zone: tzinfo, count: int) -> Period:
    """So many calendar days before the one the moment lies in."""
    last = moment.astimezone(zone).date() - timedelta(days=1)
    return local_days(last - timedelta(days=count - 1), last, zone)


def previous_month(moment: datetime, zone: tzinfo) -> Period:
    """The calendar month before the one the moment lies in."""
    last = moment.astimezone(zone).date().replace(day=1) - timedelta(days=1)
    return local_days(last.replace(day=1), last, zone)


def days_around(since: datetime, until: datetime) -> tuple[date, date]:
    """The first and the last day under which books may have what happened in a span.

    Whose midnight they go by is not known, so that is a day more at both ends.
    """
    day = timedelta(days=1)
    return (since.astimezone(UTC) - day).date(), (until.astimezone(UTC) + day).date()


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(0), zone).astimezone(UTC)

"""Spans of time for reports."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Period:
    """From ``since`` until before ``until``, in UTC."""

    since: datetime
    until: datetime

    def __contains__(self, moment: datetime) -> bool:
        """Whether a moment lies in it."""
        return self.since <= moment < self.until


def local_day(day: date, zone: ZoneInfo) -> Period:
    """A calendar day where the zone is; 23 or 25 hours when clocks change."""
    return local_days(day, day, zone)


def local_days(first: date, last: date, zone: tzinfo) -> Period:
    """The days from the first to the last, both included, where the zone is."""
    return Period(_midnight(first, zone), _midnight(last + timedelta(days=1), zone))


def previous_day(moment: datetime, zone: ZoneInfo) -> Period:
    """The calendar day before the one the moment lies in."""
    return local_day(moment.astimezone(zone).date() - timedelta(days=1), zone)


def days_around(since: datetime, until: datetime) -> tuple[date, date]:
    """The first and the last day under which books may have what happened in a span.

    Whose midnight they go by is not known, so that is a day more at both ends.
    """
    day = timedelta(days=1)
    return (since.astimezone(UTC) - day).date(), (until.astimezone(UTC) + day).date()


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(0), zone).astimezone(UTC)

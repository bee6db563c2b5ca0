"""A year of runs in four zones, against dateutil's rules and zones: nothing that schedules go by.

The rule that is held (services/schedules/times.py): a line for every hour comes whenever the wall shows its
minute; any other comes once for each time it names, and one that the wall skips as much later as the clocks
were put on.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule, tz

from services.schedules.times import Cron

YEARS = [
    (
        "America/Sao_Paulo",
        2018,
    ),  # clocks were put on at midnight, back at midnight, for the last time
    ("Europe/Berlin", 2026),
    ("Australia/Lord_Howe", 2026),  # by half an hour
    ("Asia/Seoul", 1988),  # for the Olympic Games; no other year of it has changes
]
WEEKDAYS = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR)
NAMED: dict[str, dict[str, object]] = {
    "0 9 * * *": {"byhour": 9, "byminute": 0},
    "0 0 * * *": {"byhour": 0, "byminute": 0},
    "30 0 * * *": {"byhour": 0, "byminute": 30},
    "15,45 1-2 * * *": {"byhour": (1, 2), "byminute": (15, 45)},
    "30 2 * * mon-fri": {"byhour": 2, "byminute": 30, "byweekday": WEEKDAYS},
    "15 2 * * sun": {"byhour": 2, "byminute": 15, "byweekday": rrule.SU},
    "0 9 1 * *": {"byhour": 9, "byminute": 0, "bymonthday": 1},
    "0 */6 * * *": {"byhour": (0, 6, 12, 18), "byminute": 0},
}
"""Lines that name hours, and the same as dateutil has it."""
HOURLY = {"*/15 * * * *": 15, "0 * * * *": 60, "*/20 * * * *": 20}
"""Lines for every hour, and how many minutes apart."""


def fires(cron: Cron, since: datetime, until: datetime) -> Iterator[datetime]:
    """Every run from a moment on and before another."""
    at = cron.next_after(since - timedelta(seconds=1))
    while at is not None and at < until:
        yield at
        at = cron.next_after(at)


def by_dateutil(rule: dict[str, object], zone: str, year: int) -> list[datetime]:
    """What the wall shows by dateutil's rule, brought to real moments by dateutil's zones."""
    begin, end = datetime(year, 1, 1), datetime(year, 12, 31, 23, 59)  # noqa: DTZ001 - of the wall
    walls: Iterable[datetime] = rrule.rrule(
        rrule.DAILY, dtstart=begin, until=end, bysecond=0, **rule
    )
    there = tz.gettz(zone)
    real = {tz.resolve_imaginary(wall.replace(tzinfo=there)).replace(fold=0) for wall in walls}
    return sorted({moment.astimezone(UTC) for moment in real})


def changes(zone: ZoneInfo, year: int) -> list[datetime]:
    """The moments of a year at which its clocks are put on or back, found half an hour by half an hour."""
    half, at = timedelta(minutes=30), datetime(year, 1, 1, tzinfo=UTC)
    found = []
    while at.year == year:
        if (at - half).astimezone(zone).utcoffset() != at.astimezone(zone).utcoffset():
            found.append(at)
        at += half
    return found


@pytest.mark.parametrize(("zone", "year"), YEARS)
def test_a_year_comes_as_an_independent_reckoning_has_it(zone: str, year: int) -> None:
    """Each run of the year, none besides, each once; lines for every hour by each minute around changes."""
    there = ZoneInfo(zone)
    begin, end = (datetime(each, 1, 1, tzinfo=there).astimezone(UTC) for each in (year, year + 1))
    for line, rule in NAMED.items():
        assert list(fires(Cron(line, zone), begin, end)) == by_dateutil(rule, zone, year), line
    around = changes(there, year)
    assert len(around) == 2
    for at in around:
        since = at - timedelta(hours=30)
        minutes = [since + timedelta(minutes=count) for count in range(60 * 60)]
        for line, step in HOURLY.items():
            shown = [each for each in minutes if each.astimezone(there).minute % step == 0]
            assert list(fires(Cron(line, zone), since, minutes[-1])) == [
                each for each in shown if each < minutes[-1]
            ], line

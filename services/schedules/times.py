"""When a schedule fires: a crontab line in a time zone.

The arithmetic is APScheduler's, on what the clock on the wall shows. Over changes of the clocks its
own zones lose runs: adding a day, it adds 24 hours, and so begins a Monday at one. What is added here
is the way from the wall to real time, and what a crontab means to people: 0 and 7 are Sunday, and a
day of the month *or* a day of the week is enough where both are given. As in a good cron,

- a line that fires in every hour (``*`` for the hour) goes on evenly: a time the wall skips is left
  out, a time it shows twice comes twice;
- any other line is made once: a time the wall skips is made up as much later as the clocks were put
  on, and a time it shows twice counts the first time.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from services.errors import BadTimezoneError
from services.schedules.crontab import for_trigger
from services.schedules.errors import BadCronError, NeverComesError

_AROUND = timedelta(hours=3)
"""More than clocks are ever put on or back at once."""
_TICK = timedelta(microseconds=1)
_LOOK_BACK = (timedelta(minutes=2), timedelta(hours=1))
# Long enough for 29 February to fall on every day of the week: what does not fire then never does.
_TRIAL = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2028, 12, 31, tzinfo=UTC))


class Cron:
    """A crontab line in a time zone. Raises BadCronError, BadTimezoneError."""

    def __init__(self, line: str, timezone: str) -> None:
        self._zone = zone_named(timezone)
        lines = for_trigger(line)
        self._every_hour = line.split()[1] in {"*", "*/1"}
        try:
            self._triggers = [CronTrigger.from_crontab(each, UTC) for each in lines]
            trial = [CronTrigger.from_crontab(each, UTC) for each in lines]
        except ValueError as error:
            raise BadCronError(text=line) from error
        for trigger in trial:
            trigger.end_date = _TRIAL[1]
        if all(trigger.get_next_fire_time(None, _TRIAL[0]) is None for trigger in trial):
            raise NeverComesError(text=line)

    def next_after(self, moment: datetime) -> datetime | None:
        """The first time after the moment, in UTC; None if there is none any more."""
        found: datetime | None = None
        until: datetime | None = None
        for wall in self._walls(self._wall(moment) - self._shift_near(moment)):
            if until is not None and wall > until:
                break
            for at in self._moments(wall):
                if at > moment and (found is None or at < found):
                    found = at
            if found is not None and until is None:
                # Near a change a later time on the wall can be an earlier one in fact.
                until = wall + self._shift_near(found)
        return found

    def latest(self, since: datetime, now: datetime) -> datetime | None:
        """The last time after ``since`` and not after ``now``, in UTC, or None."""
        for back in (*_LOOK_BACK, now - since):
            last = None
            following = self.next_after(max(since, now - back))
            while following is not None and following <= now:
                last, following = following, self.next_after(following)
            if last is not None or now - back <= since:
                return last
        return None

    def _walls(self, start: datetime) -> Iterator[datetime]:
        """What the wall shows when the line fires, from ``start`` on, as if it were UTC."""
        while True:
            coming = [trigger.get_next_fire_time(None, start) for trigger in self._triggers]
            times = [time for time in coming if time is not None]
            if not times:
                return
            soonest = min(times)
            yield soonest
            start = soonest + _TICK

    def _moments(self, wall: datetime) -> tuple[datetime, ...]:
        """When the wall shows this, in UTC, as far as the line fires then."""
        local = wall.replace(tzinfo=self._zone)
        first = local.astimezone(UTC)
        if not self._every_hour:
            return (first,)
        if self._wall(first) != wall:
            return ()
        second = local.replace(fold=1).astimezone(UTC)
        return (first,) if second == first else (first, second)

    def _wall(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone).replace(tzinfo=UTC, fold=0)

    def _shift_near(self, moment: datetime) -> timedelta:
        """By how much the clocks are put on or back around the moment: nearly always nothing."""
        before, after = moment - _AROUND, moment + _AROUND
        return abs(self._wall(after) - self._wall(before) - 2 * _AROUND)


@lru_cache(maxsize=1024)
def cron_of(line: str, timezone: str) -> Cron:
    """The same as ``Cron``, made once for all schedules that share it."""
    return Cron(line, timezone)


def zone_named(timezone: str) -> ZoneInfo:
    """The time zone of that name from the tz database. Raises BadTimezoneError."""
    try:
        return ZoneInfo(timezone)
    except (LookupError, ValueError, OSError) as error:
        raise BadTimezoneError(text=timezone, problem="unknown", near=[]) from error

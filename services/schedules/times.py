"""When a schedule fires: a crontab line in a time zone.

The arithmetic is APScheduler's. What is added here is what a crontab means to people: 0 and 7 are
Sunday, a day of the month *or* a day of the week is enough where both are given, and a change of the
clocks neither doubles a run nor loses one:

- a line that fires in every hour (``*`` for the hour) goes by real time, so its runs stay evenly apart;
- any other line goes by what the clock on the wall shows. A time the wall skips is made up as much
  later as the clocks were put on; a time it shows twice counts the first time.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from services.errors import BadCronError, BadTimezoneError
from services.schedules.crontab import for_trigger

_SHIFT = timedelta(hours=3)
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
        self._by_wall = line.split()[1] not in {"*", "*/1"}
        zone = UTC if self._by_wall else self._zone
        try:
            self._triggers = [CronTrigger.from_crontab(each, zone) for each in lines]
            trial = [CronTrigger.from_crontab(each, UTC) for each in lines]
        except ValueError as error:
            raise BadCronError(text=line) from error
        for trigger in trial:
            trigger.end_date = _TRIAL[1]
        if all(trigger.get_next_fire_time(None, _TRIAL[0]) is None for trigger in trial):
            raise BadCronError(text=line)

    def next_after(self, moment: datetime) -> datetime | None:
        """The first time after the moment, in UTC; None if there is none any more."""
        if not self._by_wall:
            following = next(self._from(moment + _TICK), None)
            return None if following is None else following.astimezone(UTC)
        found: datetime | None = None
        until: datetime | None = None
        for wall in self._from(self._wall_to_begin(moment)):
            if until is not None and wall > until:
                break
            at = wall.replace(tzinfo=self._zone).astimezone(UTC)
            if at > moment and (found is None or at < found):
                found = at
                # After a time the wall skipped, later ones on the wall may be earlier in fact.
                skipped = self._wall(at) != wall
                until = until or (wall + _SHIFT if skipped else wall)
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

    def _from(self, start: datetime) -> Iterator[datetime]:
        """What the triggers give from ``start`` on, ascending."""
        while True:
            coming = [trigger.get_next_fire_time(None, start) for trigger in self._triggers]
            times = [time for time in coming if time is not None]
            if not times:
                return
            soonest = min(times)
            yield soonest
            start = soonest.astimezone(UTC) + _TICK

    def _wall(self, moment: datetime) -> datetime:
        """What the wall shows, in a zone that has no changes of clocks."""
        return moment.astimezone(self._zone).replace(tzinfo=UTC, fold=0)

    def _wall_to_begin(self, moment: datetime) -> datetime:
        """Where on the wall to begin: earlier if clocks were just put on, for what they skipped."""
        shown = self._wall(moment)
        earlier = self._wall(moment - _SHIFT)
        return shown + _TICK if shown - earlier == _SHIFT else earlier


@lru_cache(maxsize=1024)
def cron_of(line: str, timezone: str) -> Cron:
    """The same as ``Cron``, made once for all schedules that share it."""
    return Cron(line, timezone)


def zone_named(timezone: str) -> ZoneInfo:
    """The time zone of that name from the tz database. Raises BadTimezoneError."""
    try:
        return ZoneInfo(timezone)
    except (LookupError, ValueError, OSError) as error:
        raise BadTimezoneError(text=timezone) from error

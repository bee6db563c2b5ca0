"""When schedules fire in zones whose clocks change."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.errors import BadTimezoneError
from services.schedules.crontab import read_cron
from services.schedules.times import Cron, zone_named
from tests.services.schedules.fires import CHANGES, fires


@pytest.mark.parametrize("name", ["", "Nowhere/Town", "Europe", "../secrets", "\0", "x" * 300])
def test_an_unknown_time_zone_is_refused(name: str) -> None:
    """Whatever the file system says to such a name."""
    with pytest.raises(BadTimezoneError):
        zone_named(name)


AROUND = timedelta(days=2)


@pytest.mark.parametrize(("zone", "change"), CHANGES)
@pytest.mark.parametrize("time", ["00:00", "00:30", "01:30", "02:00", "02:30", "03:00", "09:00"])
def test_a_daily_run_is_made_once_a_day_whatever_the_clocks_do(
    zone: str, change: datetime, time: str
) -> None:
    """A time that is skipped is made up that day, one that comes twice is taken once."""
    cron = Cron(read_cron(time), zone)
    local = ZoneInfo(zone)
    first = (change - AROUND).astimezone(local).date()
    times = fires(cron, change - AROUND - timedelta(days=1), change + AROUND)
    days = [moment.astimezone(local).date() for moment in times]
    counted = [day for day in days if first <= day < first + 2 * AROUND]
    assert counted == [first + timedelta(days=n) for n in range(4)]


@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_a_frequent_run_stays_evenly_apart_whatever_the_clocks_do(
    zone: str, change: datetime
) -> None:
    """Every five minutes of real time."""
    start = change - AROUND
    times = fires(Cron("*/5 * * * *", zone), start, change + AROUND)
    steps = {after - before for before, after in zip([start, *times], times, strict=False)}
    assert steps == {timedelta(minutes=5)}


def test_known_times_across_the_changes() -> None:
    """02:30 in Berlin: 03:30 on the day without it, and the first of the two on the other."""
    cron = Cron("30 2 * * *", "Europe/Berlin")
    spring = cron.next_after(datetime(2026, 3, 28, 12, tzinfo=UTC))
    autumn = cron.next_after(datetime(2026, 10, 24, 12, tzinfo=UTC))
    assert spring == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert autumn == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(("zone", "change"), CHANGES)
@pytest.mark.parametrize("line", ["0 * * * mon-fri", "*/15 * */2 * *", "7,45 * 29 * *"])
def test_an_hourly_run_is_made_whenever_the_wall_shows_its_minute(
    zone: str, change: datetime, line: str
) -> None:
    """Compared with every minute of the days around a change, looked at one by one."""
    local = ZoneInfo(zone)
    every: dict[str, Callable[[datetime], bool]] = {
        "0 * * * mon-fri": lambda t: t.minute == 0 and t.weekday() < 5,
        "*/15 * */2 * *": lambda t: t.minute % 15 == 0 and t.day % 2 == 1,
        "7,45 * 29 * *": lambda t: t.minute in (7, 45) and t.day == 29,
    }
    fits = every[line]
    start = change - AROUND
    minutes = [start + timedelta(minutes=n) for n in range(1, 4 * 24 * 60 + 1)]
    expected = [minute for minute in minutes if fits(minute.astimezone(local))]
    assert fires(Cron(line, zone), start, minutes[-1]) == expected


FIELDS = st.tuples(
    st.sampled_from(["0", "30", "*/15", "7,45", "*"]),
    st.sampled_from(["2", "2,3", "1-4", "*/2", "*", "0"]),
    st.sampled_from(["*", "*", "*/2", "29"]),
    st.just("*"),
    st.sampled_from(["*", "*", "0", "mon-fri"]),
).map(" ".join)


@settings(max_examples=40)
@given(FIELDS, st.sampled_from(CHANGES), st.integers(-30 * 60, 30 * 60))
@example("0 * * * mon-fri", CHANGES[0], 0)
def test_next_and_latest_tell_the_same_times_from_wherever_one_looks(
    line: str, change: tuple[str, datetime], minutes: int
) -> None:
    """Around a change of the clocks no moment hides a run that another moment sees."""
    zone, at = change
    cron = Cron(line, zone)
    times = fires(cron, at - AROUND, at + AROUND)
    moment = at + timedelta(minutes=minutes)
    coming = [time for time in times if time > moment]
    if coming:
        assert cron.next_after(moment) == coming[0]
    day = timedelta(hours=12)
    past = [time for time in times if moment - day < time <= moment]
    assert cron.latest(moment - day, moment) == (past[-1] if past else None)
    assert len(times) == len(set(times))

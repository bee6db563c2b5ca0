"""When schedules fire: what a crontab means to people, in zones whose clocks change."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.errors import BadTimezoneError
from services.periods import previous_day
from services.schedules.crontab import read_cron
from services.schedules.errors import BadCronError, BadQuietHoursError, NeverComesError
from services.schedules.quiet import read_quiet
from services.schedules.times import Cron, zone_named

MONDAY = datetime(2026, 6, 1, tzinfo=UTC)
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def fires(cron: Cron, after: datetime, until: datetime) -> list[datetime]:
    """Every time after one moment and not after another."""
    times: list[datetime] = []
    moment = cron.next_after(after)
    while moment is not None and moment <= until:
        times.append(moment)
        moment = cron.next_after(moment)
    return times


def week(field: str) -> list[str]:
    """The days of a week on which a line with this weekday field fires."""
    times = fires(Cron(f"0 12 * * {field}", "UTC"), MONDAY, MONDAY + timedelta(days=7))
    return [DAYS[time.weekday()] for time in times]


@pytest.mark.parametrize(
    ("field", "days"),
    [
        ("0", ["sun"]),
        ("7", ["sun"]),
        ("sun", ["sun"]),
        ("1", ["mon"]),
        ("6", ["sat"]),
        ("1-5", ["mon", "tue", "wed", "thu", "fri"]),
        ("mon-fri", ["mon", "tue", "wed", "thu", "fri"]),
        ("5-7", ["fri", "sat", "sun"]),
        ("FRI-SUN", ["fri", "sat", "sun"]),
        ("0-2", ["mon", "tue", "sun"]),
        ("*/2", ["tue", "thu", "sat", "sun"]),
        ("1-5/2", ["mon", "wed", "fri"]),
        ("0,6", ["sat", "sun"]),
        ("*", DAYS),
        ("0-7", DAYS),
    ],
)
def test_weekdays_are_those_of_a_crontab(field: str, days: list[str]) -> None:
    """0 and 7 are Sunday, though APScheduler counts from Monday."""
    assert week(field) == days


def test_a_day_of_the_month_or_a_day_of_the_week_is_enough() -> None:
    """As in a crontab, where both are given; with a star on either side both must fit."""
    june = fires(Cron("0 12 13 * 5", "UTC"), MONDAY, MONDAY + timedelta(days=30))
    assert [time.day for time in june] == [5, 12, 13, 19, 26]
    odd = fires(Cron("0 12 */2 * mon", "UTC"), MONDAY, MONDAY + timedelta(days=30))
    assert [time.day for time in odd] == [1, 15, 29]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("09:00", "0 9 * * *"),
        ("Daily at 9:05", "5 9 * * *"),
        ("every day 23:59", "59 23 * * *"),
        ("weekdays 9:00", "0 9 * * mon-fri"),
        ("On Mondays at 09:30", "30 9 * * mon"),
        ("every sunday at 7:00", "0 7 * * sun"),
        ("first of the month at 09:00", "0 9 1 * *"),
        ("every minute", "* * * * *"),
        ("every 5 minutes", "*/5 * * * *"),
        ("every 60 min", "0 * * * *"),
        ("every hour", "0 * * * *"),
        ("every 6 hours", "0 */6 * * *"),
        (" 0  9 * * MON-FRI ", "0 9 * * mon-fri"),
        ("0 0 1 JAN,jul *", "0 0 1 jan,jul *"),
    ],
)
def test_words_for_common_times_are_understood(text: str, line: str) -> None:
    """What people write becomes a crontab line that fires."""
    assert read_cron(text) == line
    assert Cron(line, "UTC").next_after(MONDAY) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "* * *",
        "* * * * * *",
        "@reboot",
        "25:00",
        "every somday at 09:00",
        "now and then at 09:00",
        "09:60",
        "60 * * * *",
        "0 24 * * *",
        "0 9 * * 8",
        "0 9 * * mon#2",
        "0 9 * * mon-",
        "0 9 * * fri/x",
        "0 9 L * *",
        "0 9 * jan5 *",
        "0 9 ٣ * *",
        "1,,2 * * * *",
        "*/0 * * * *",
        "0 0 31 2 *",
        "every 7 minutes",
        "every 0 minutes",
        "1," * 60 + "1 * * * *",
    ],
)
def test_what_never_comes_round_is_refused(text: str) -> None:
    """Also what only APScheduler would take, and 31 February."""
    with pytest.raises(BadCronError):
        Cron(read_cron(text), "UTC")


@pytest.mark.parametrize("text", ["0 0 30 2 *", "0 0 31 4,6,9,11 *"])
def test_a_day_that_no_year_has_is_told_as_such(text: str) -> None:
    """The line can be read; a leap day does come, and so does a weekday beside such a day."""
    with pytest.raises(NeverComesError):
        Cron(read_cron(text), "UTC")
    assert Cron("0 0 29 2 *", "UTC").next_after(datetime(2030, 1, 1, tzinfo=UTC)) is not None
    Cron(text[:-1] + "mon", "UTC")


@given(st.text(max_size=120))
def test_no_text_upsets_the_reading(text: str) -> None:
    """Any text is a line that fires or a BadCronError."""
    try:
        cron = Cron(read_cron(text), "UTC")
    except BadCronError:
        return
    assert cron.next_after(MONDAY) is not None


@pytest.mark.parametrize("name", ["", "Nowhere/Town", "Europe", "../secrets", "\0", "x" * 300])
def test_an_unknown_time_zone_is_refused(name: str) -> None:
    """Whatever the file system says to such a name."""
    with pytest.raises(BadTimezoneError):
        zone_named(name)


CHANGES = [
    ("Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 3, 8, 7, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC)),
    ("America/Havana", datetime(2026, 3, 8, 5, tzinfo=UTC)),
]
"""Clocks put on and back, by an hour and by half of one, also at midnight."""
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


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-06-01T21:59", None),
        ("2026-06-01T22:00", "2026-06-02T07:00"),
        ("2026-06-02T06:59", "2026-06-02T07:00"),
        ("2026-06-02T07:00", None),
    ],
)
def test_quiet_hours_go_over_midnight(now: str, until: str | None) -> None:
    """They begin at their first minute and end before their last."""
    berlin = ZoneInfo("Europe/Berlin")
    moment = datetime.fromisoformat(now).replace(tzinfo=berlin)
    ends = read_quiet("22:00 - 7:00").until(moment, berlin)
    assert ends == (datetime.fromisoformat(until).replace(tzinfo=berlin) if until else None)


@given(
    st.times(),
    st.times(),
    st.sampled_from(CHANGES),
    st.integers(-48 * 60, 48 * 60),
)
def test_the_end_of_quiet_hours_is_ahead(
    begin: object, end: object, change: tuple[str, datetime], minutes: int
) -> None:
    """Quiet is never over before it is noticed, and lasts a day and an hour at most."""
    span = f"{begin:%H:%M}-{end:%H:%M}"
    if f"{begin:%H:%M}" == f"{end:%H:%M}":
        with pytest.raises(BadQuietHoursError):
            read_quiet(span)
        return
    zone, at = change
    moment = at + timedelta(minutes=minutes)
    until = read_quiet(span).until(moment, ZoneInfo(zone))
    assert until is None or moment < until <= moment + timedelta(hours=25)


@pytest.mark.parametrize("text", ["", "22", "22:00", "24:00-07:00", "22:00-22:00", "10-11", "off"])
def test_what_is_no_span_of_a_day_is_refused(text: str) -> None:
    """Also one without length."""
    with pytest.raises(BadQuietHoursError):
        read_quiet(text)


def test_the_previous_day_is_as_long_as_it_was() -> None:
    """23 hours where clocks were put on, 25 where they were put back."""
    berlin = ZoneInfo("Europe/Berlin")
    spring = previous_day(datetime(2026, 3, 30, 7, tzinfo=UTC), berlin)
    autumn = previous_day(datetime(2026, 10, 26, 7, tzinfo=UTC), berlin)
    assert spring.since == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert spring.until - spring.since == timedelta(hours=23)
    assert autumn.until - autumn.since == timedelta(hours=25)

"""What a crontab line, and the words for one, mean to people."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.schedules.crontab import read_cron
from services.schedules.errors import BadCronError, NeverComesError
from services.schedules.times import Cron
from tests.services.schedules.fires import MONDAY, fires

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


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

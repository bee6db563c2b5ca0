"""Times in words: what people write means the line it should, and what no line can say has an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.schedules.crontab import LONGEST, fields_of, read_cron
from services.schedules.errors import BadCronError, CannotComeSoError
from services.schedules.times import cron_of
from services.schedules.vocabulary import MONTHS, WEEKDAYS
from services.zones import is_zone

MEANT = {
    "0 9 * * *": "9|9am|at 9|daily|every day|everyday at 9|09:00|0900|at 09:00, every day|every morning",
    "30 21 * * *": "21:30|21h30|9:30pm|9.30 p.m.|21.30|half past nine in the evening|9:30 in the evening",
    "0 12 * * *": "noon|every day at noon|midday|12pm",
    "0 0 * * *": "@daily|midnight|12am|@midnight|every 24 hours",
    "0 9 * * mon-fri": "weekdays|weekdays at 9|at 9 on weekdays|mon-fri|Monday to Friday at 9am|work days",
    "0 10 * * 0,6": "weekends 10:00|at the weekend at 10|sat and sun 10:00",
    "0 9 * * 1": "mondays|every monday|Monday at 9|weekly|every week|every 7 days|once a week",
    "15 9 * * 1,4": "every monday and thursday at 9:15|mon, thu 9:15|9:15 on mondays and thursdays",
    "0 16 * * 5": "weekly on friday at 16:00|fridays at 4pm",
    "0 9 1 * *": "monthly|first of the month|1st|on the first|every month|on day 1|1st of every month at 9",
    "0 8 1,15 * *": "1st and 15th at 8|on days 1 and 15 at 8|monthly on the 1st and 15th at 8:00",
    "0 9 1 1,4,7,10 *": "quarterly|every 3 months|every quarter|every third month",
    "0 18 24 12 *": "24 december at 18:00|dec 24th at 6pm|on the 24th of December at 18",
    "0 * * * *": "hourly|every hour|@hourly|every 60 minutes|1h|each hour",
    "0 */2 * * *": "every 2 hours|2h|every two hours|every other hour|every second hour|every 120 min",
    "30 */2 * * *": "every 2 hours at :30|every 2 hours at minute 30",
    "*/30 * * * *": "every half hour|half-hourly|every half an hour|every 30 min|30m|twice an hour",
    "*/15 * * * *": "every quarter of an hour|every 15 minutes|15min",
    "*/15 9-16 * * mon-fri": "every 15 minutes from 9 to 17 on weekdays|weekdays every 15m between 9 and 17",
    "*/15 9-17 * * *": "every 15 minutes from 09:00 to 17:59",
    "0 9-17 * * *": "every hour from 9 to 17|hourly between 9am and 5pm|every hour during business hours",
    "15 * * * *": "hourly at :15|15 past every hour|quarter past every hour|at minute 15 of every hour",
    "0 9,17 * * *": "9:00 and 17:00|9, 17:00|at 9am and 5pm|daily at 9 and 17",
    "15 1-23/3 * * *": "every 3 hours starting at 7:15",
    "0 0 1 1 *": "@yearly|@annually",
    "0 9 * * MON": "0 9 ? * MON",
    "0 9 * * monday": "0  9 * *  Monday",
    "0 9 * * mon,wed": "0 9 * * mon, wed",
}


@pytest.mark.parametrize("line", MEANT)
def test_what_people_write_means_the_line(line: str) -> None:
    """Order, case and small words are free; where no hour is said it is nine."""
    for text in MEANT[line].split("|"):
        assert fields_of(read_cron(text)) == fields_of(line), text


@pytest.mark.parametrize(
    ("text", "reason", "near"),
    [
        ("every 90 minutes", "uneven", ["every hour", "every 2 hours"]),
        ("every 1.5 hours", "uneven", ["every hour", "every 2 hours"]),
        ("every 7 minutes", "uneven", ["every 6 minutes", "every 10 minutes"]),
        ("45 min", "uneven", ["every 30 minutes", "every hour"]),
        ("every 5 hours", "uneven", ["every 4 hours", "every 6 hours"]),
        ("every 36 hours", "uneven", ["every 12 hours", "every day"]),
        ("9h", "uneven", ["09:00", "every 8 hours", "every 12 hours"]),
        ("36h", "uneven", ["every 12 hours", "every day"]),
        ("every 2 days", "uneven", ["every day", "on mon, wed and fri"]),
        ("every other week", "uneven", ["every monday", "on the 1st and 15th"]),
        ("every 5 months", "uneven", ["every 4 months", "every 6 months"]),
        ("9:00 and 17:30", "apart", ["09:00", "17:30"]),
        ("weekdays 9:00 and 17:30", "apart", ["0 9 * * mon-fri", "30 17 * * mon-fri"]),
        ("friday the 13th", "both", ["every fri", "on days 13"]),
        ("first monday of the month", "nth", ["every monday", "on the 1st"]),
        ("last day of the month", "last", ["on the 28th", "on the 1st"]),
        ("weekdays 9-17", "span", ["every hour from 09:00 to 17:00"]),
        ("every 30 seconds", "seconds", ["every minute"]),
        ("0 0 9 * * ?", "seconds", ["0 9 * * *"]),
        ("23:59:59", "seconds", ["23:59"]),
        ("every other monday", "uneven", ["every monday", "on the 1st and 15th"]),
        ("in 5 minutes", "once", ["every 5 minutes", "09:00"]),
        ("09:00 every 5 minutes", "span", ["every 5 minutes from 09:00 to 17:00", "09:00"]),
        ("09:00 on friday 13", "both", ["every friday", "on day 13"]),
        ("monthly on mondays", "nth", ["every mon", "on the 1st"]),
        ("every week on the 1st", "both", ["every monday", "on day 1"]),
    ],
)
def test_what_no_line_can_say_has_the_nearest(text: str, reason: str, near: list[str]) -> None:
    """Why not, and what can be written in its place."""
    with pytest.raises(CannotComeSoError) as refused:
        read_cron(text)
    assert refused.value.facts == {"text": text, "reason": reason, "near": near}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "noonish",
        "25:00",
        "9:75",
        "every",
        "on",
        "tomorrow",
        "every 0 minutes",
        "13pm",
        "32nd",
        "m",
        "9.5",
        "half",
        "-1:00",
        "9 10 11",
        "hourly at :15 9:00",
        "every 15 minutes from 9 to 17 18:00",
    ],
)
def test_what_is_no_time_is_none(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(BadCronError) as refused:
        read_cron(text)
    assert type(refused.value) is BadCronError


_EVERY = st.tuples(
    st.sampled_from(["every {}", "each {}", "{}"]),
    st.integers(1, 3000),
    st.sampled_from(["minutes", "min", "m", "hours", "h", "hrs", " days", " weeks", " months"]),
)


@given(_EVERY)
def test_an_interval_is_even_or_refused_with_what_is(said: tuple[str, int, str]) -> None:
    """Whatever number of whatever: runs as far apart as was said, or something near that can be read."""
    form, count, unit = said
    try:
        line = read_cron(form.format(f"{count}{unit}"))
    except CannotComeSoError as refused:
        for near in refused.facts["near"]:
            cron_of(read_cron(near), "UTC")
        return
    minutes = count * {"m": 1, "h": 60}.get(unit.strip()[0], 0) if "month" not in unit else 0
    fields = fields_of(line)
    moments = [hour * 60 + minute for hour in fields.hours for minute in fields.minutes]
    if minutes:
        assert {b - a for a, b in zip(moments, [*moments[1:], moments[0] + 1440], strict=True)} == {
            minutes
        }
    else:
        assert moments == [9 * 60]


_DAYS = st.sets(st.integers(0, 6), min_size=1).map(sorted)
_DAY_NAMES = {
    number: [word for word, of in WEEKDAYS.items() if of == number] for number in range(7)
}
_HOURS = st.sets(st.integers(0, 23), min_size=1, max_size=4).map(sorted)
_JOINED = st.sampled_from([", ", " and ", ","])


@given(_DAYS, _HOURS, st.integers(0, 59), _JOINED, st.booleans(), st.data())
def test_days_and_times_in_any_order_are_just_these(
    days: list[int],
    hours: list[int],
    minute: int,
    joined: str,
    days_first: bool,
    data: st.DataObject,
) -> None:
    """Names of days in any form, times in any clock, one before the other."""
    named = joined.join(data.draw(st.sampled_from(_DAY_NAMES[day])) for day in days)
    clock = data.draw(st.sampled_from([_of_24, _of_12]))
    timed = joined.join(clock(hour, minute) for hour in hours)
    text = f"on {named} at {timed}" if days_first else f"at {timed} on {named}"
    if len(text) > LONGEST:
        return
    fields = fields_of(read_cron(text.title() if data.draw(st.booleans()) else text))
    assert (list(fields.weekdays), list(fields.hours), fields.minutes) == (days, hours, (minute,))
    assert len(fields.days) == 31


@given(st.integers(1, 12), st.integers(1, 31), st.integers(0, 23), st.data())
def test_a_date_of_the_year_is_that_day(
    month: int, day: int, hour: int, data: st.DataObject
) -> None:
    """ "24 december" and "dec 24th" alike."""
    name = data.draw(st.sampled_from([word for word, of in MONTHS.items() if of == month]))
    said = data.draw(
        st.sampled_from([f"{day} {name}", f"{name} {day}", f"on the {day}th of {name}"])
    )
    fields = fields_of(read_cron(f"{said} at {hour}:00"))
    assert (fields.months, fields.days, fields.hours) == ((month,), (day,), (hour,))


_WORDS = st.sampled_from(
    [
        "every",
        "on",
        "at",
        "9",
        "17:30",
        "monday",
        "fri",
        "-",
        "and",
        "hours",
        "min",
        "15th",
        "daily",
        "from",
        "to",
        "2",
        "may",
    ]
)


@given(st.one_of(st.text(max_size=40), st.lists(_WORDS, max_size=8).map(" ".join)))
def test_whatever_is_written_is_a_line_that_reads_itself_or_is_refused(text: str) -> None:
    """No other end, and what a refusal offers instead can be read."""
    try:
        line = read_cron(text)
    except CannotComeSoError as refused:
        assert [read_cron(near) for near in refused.facts["near"]]
    except BadCronError:
        pass
    else:
        assert read_cron(line) == line


_PHRASES = [text for texts in MEANT.values() for text in texts.split("|")]
_TWO_OF_EACH = st.one_of(
    st.tuples(st.integers(0, 23), st.sampled_from(["00", "07", "30"])).map(
        lambda at: (f"{at[0]}:{at[1]}", f"{(at[0] + 1) % 24}:{at[1]}")
    ),
    st.integers(0, 23).map(lambda hour: (f"{hour}", f"{(hour + 1) % 24}")),
    st.permutations(["monday", "tuesday", "sunday"]).map(lambda days: (days[0], days[1])),
    st.permutations(["2nd", "3rd", "30th"]).map(lambda days: (days[0], days[1])),
    st.permutations(["february", "june", "july"]).map(lambda months: (months[0], months[1])),
)


@given(st.sampled_from(_PHRASES), _TWO_OF_EACH, st.data())
def test_no_word_is_passed_over(phrase: str, pair: tuple[str, str], data: st.DataObject) -> None:
    """Anywhere in whatever is understood: one time, day or month more is refused, or makes a difference."""
    said = phrase.split()
    at = data.draw(st.integers(0, len(said)))
    lines = []
    for each in pair:
        text = " ".join([*said[:at], each, *said[at:]])
        try:
            lines.append((text, fields_of(read_cron(text))))
        except BadCronError:
            return
    known = {WEEKDAYS.get(each) for each in pair} <= set(lines[0][1].weekdays)
    assert lines[0][1] != lines[1][1] or known, lines


def test_no_word_for_times_is_a_time_zone() -> None:
    """Behind /alerts add the zone stands after the time: it must not take the last word of that."""
    words = [
        *WEEKDAYS,
        *MONTHS,
        "noon",
        "midnight",
        "morning",
        "evening",
        "hour",
        "minutes",
        "9am",
        "15th",
    ]
    assert [word for word in words if is_zone(word)] == []


def _of_24(hour: int, minute: int) -> str:
    return f"{hour:02}:{minute:02}"


def _of_12(hour: int, minute: int) -> str:
    return f"{hour % 12 or 12}:{minute:02}{'ap'[hour >= 12]}m"

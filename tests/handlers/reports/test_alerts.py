from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.frame.cards import Button, Card
from handlers.reports.alert_arguments import Wanted, schedule_number, wanted
from handlers.reports.alert_card import alert_card, alerts_card
from handlers.reports.alert_changes import SPANS
from handlers.reports.alert_words import explained, times
from handlers.taps import ALERT_QUIET
from handlers.words.arguments import words
from handlers.words.markup import plain
from handlers.words.texts import Library
from services.page import Page
from services.schedules import KINDS, ScheduleView
from services.schedules.crontab import LONGEST, fields_of, read_cron
from services.schedules.kinds import options_of
from services.schedules.quiet import read_quiet
from services.schedules.times import cron_of
from tests.clock import ManualClock

NOW = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)
T = Library.load(ManualClock(NOW), strict=True).texts("en", "UTC")


def alert(kind: str = "digest", *, paused: bool = False, number: int = 3) -> ScheduleView:
    """A schedule, due at nine."""
    return ScheduleView(
        id=number,
        chat_id=-1,
        kind=kind,
        cron="0 9 * * *",
        timezone="Europe/Berlin",
        quiet="",
        paused=paused,
        next_at=None if paused else NOW,
        made_by=1,
        thread_id=None,
        options=options_of(kind, {}),
        lateness=KINDS[kind].grace,
    )


def labels(card: Card) -> list[str]:
    """What stands on the buttons."""
    return [button.label for row in card.rows for button in row]


TWO_HOURLY = ", ".join(f"{hour:02}:00" for hour in range(0, 22, 2)) + " and 22:00"
ADDED: list[tuple[str, Wanted]] = [
    ("digest", Wanted("digest", None, None, "")),
    ("digest 09:00", Wanted("digest", "09:00", None, "")),
    ("Digest 09:00 Europe/Berlin", Wanted("digest", "09:00", "Europe/Berlin", "")),
    ("digest UTC", Wanted("digest", None, "UTC", "")),
    ("maintenance every 5 minutes", Wanted("maintenance", "every 5 minutes", None, "")),
    (
        "digest 0 9 * * mon-fri America/Argentina/Buenos_Aires 22:00-07:00",
        Wanted("digest", "0 9 * * mon-fri", "America/Argentina/Buenos_Aires", "22:00-07:00"),
    ),
    (
        "digest 09:00 22:00–07:00 Etc/GMT+3",
        Wanted("digest", "09:00", "Etc/GMT+3", "22:00–07:00"),
    ),
    ("digest 09:00 berlin 22:00-07:00", Wanted("digest", "09:00", "berlin", "22:00-07:00")),
    ("digest 22:00-07:00 New York", Wanted("digest", None, "New York", "22:00-07:00")),
    ("digest daily at 09:00 utc+3", Wanted("digest", "daily at 09:00", "utc+3", "")),
    ("digest 09:00 est", Wanted("digest", "09:00", "est", "")),
    ("maintenance */5 * * * */2", Wanted("maintenance", "*/5 * * * */2", None, "")),
    (
        "maintenance */5 9-17 * jan mon/2",
        Wanted("maintenance", "*/5 9-17 * jan mon/2", None, ""),
    ),
]


def test_what_is_added_is_read_from_the_end() -> None:
    """Zone and quiet hours come last, in either order; the time takes as many words as it needs."""
    for typed, meant in ADDED:
        assert wanted(words(typed)) == meant


@pytest.mark.parametrize(("typed", "number"), [("3", 3), ("#3", 3), ("0", None), ("x", None)])
def test_numbers_are_those_of_the_cards(typed: str, number: int | None) -> None:
    """With or without the sign in front."""
    assert schedule_number(typed) == number


@given(st.text(max_size=30))
def test_a_number_always_fits_into_the_database(typed: str) -> None:
    """Whatever is typed is a number of a row, or none."""
    number = schedule_number(typed)
    assert number is None or 0 < number < 2**31


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("9:00", "every day at 09:00"),
        ("every minute", "every minute"),
        ("every 5 minutes", "every 5 minutes"),
        ("every hour", "every hour"),
        ("every 6 hours", "every 6 hours"),
        ("0 9 * * mon-fri", "on weekdays at 09:00"),
        ("mondays 9:00", "every Monday at 09:00"),
        ("first of the month at 8:05", "on the first of the month at 08:05"),
        ("0 9 13 * fri", "0 9 13 * fri"),
        ("*/7 * * * *", "*/7 * * * *"),
    ],
)
def test_times_are_told_as_they_may_be_typed(typed: str, told: str) -> None:
    """What a card says, a person may type; other lines stay lines."""
    assert plain(times(T, read_cron(typed))) == told


def test_any_line_is_spelled_out() -> None:
    """When, on which days, in which months; days of both kinds as a crontab means it.

    What is spelled out may be typed, but for days of both kinds, and means the same.
    """
    for line, told in (
        ("0 9 * * *", "at 09:00, every day"),
        ("0,30 9,17 * * 1-5", "at 09:00, 09:30, 17:00 and 17:30, on weekdays"),
        ("* * * * *", "every minute"),
        ("*/15 9-17 * * sat,sun", "every 15 minutes from 09:00 to 17:59, at the weekend"),
        ("5/20 * * * *", "at minute 05, 25 and 45 of every hour"),
        ("0 */2 * * *", "every 2 hours"),
        ("30 */2 * * *", "at minute 30 of every hour in the hours of " + TWO_HOURLY),
        ("0 9 13 * fri", "at 09:00, on day 13 of the month, and besides on Friday"),
        (
            "0 9 */10 * mon",
            "at 09:00, on day 1, 11, 21 and 31 of the month where that is on Monday",
        ),
        ("0 0 1 jan,jul *", "at 00:00, on day 1 of the month, in January and July"),
        ("0 0 * * fri-mon", "at 00:00, on Monday, Friday, Saturday and Sunday"),
    ):
        assert explained(T, line) == told
        if " besides " not in told and " where " not in told and len(told) <= LONGEST:
            assert fields_of(read_cron(told)) == fields_of(line)


def fields(most: int) -> st.SearchStrategy[str]:
    """What may stand for the minute or the hour."""
    steps = st.integers(1, most).map("*/{}".format)
    return st.one_of(st.just("*"), steps, st.integers(0, most).map(str))


@given(fields(59), fields(23))
def test_words_for_times_mean_the_line(minute: str, hour: str) -> None:
    """Whoever types what the card says gets the same times."""
    line = f"{minute} {hour} * * *"
    cron = cron_of(line, "UTC")
    again = cron_of(read_cron(plain(times(T, line))), "UTC")
    moment = NOW
    for _ in range(30):
        following = cron.next_after(moment)
        assert following is not None
        assert again.next_after(moment) == following
        moment = following


def test_an_empty_list_offers_to_add() -> None:
    """A chat without alerts is told what there could be."""
    assert labels(alerts_card(T, Page((), 1, 1, 0))) == ["Add"]


def test_the_list_opens_each() -> None:
    """Two of one kind are told apart by their numbers."""
    card = alerts_card(T, Page((alert(number=3), alert(number=12, paused=True)), 1, 1, 2))
    assert labels(card) == ["3 · Sales digest", "12 · Sales digest", "Add"]
    assert "Paused" in card.text


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_its_words(kind: str) -> None:
    """A kind the service knows can be shown."""
    assert T.plain(f"alert-kind-{kind}") in plain(alert_card(T, alert(kind)).text)


def test_a_paused_alert_can_be_resumed() -> None:
    """And one that runs can be paused."""
    assert "Resume" in labels(alert_card(T, alert(paused=True)))
    assert "Pause" in labels(alert_card(T, alert()))


@pytest.mark.parametrize("span", SPANS)
def test_quiet_hours_on_buttons_are_such(span: str) -> None:
    """What a button offers is accepted, and fits into the button."""
    assert str(read_quiet(span)) == span
    Card(T.get("alert-is-test"), [[Button(span, ALERT_QUIET, 2**31, span)]]).markup(2**52)

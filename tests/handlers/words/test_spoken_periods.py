"""Periods as people say them, where nothing but a period is asked for."""

from datetime import UTC, date, datetime

import pytest

from handlers.words.markup import plain
from handlers.words.period_vocabulary import vocabulary
from handlers.words.periods import Days, NoPeriodError
from handlers.words.spoken_periods import (
    period_among,
    period_problem,
    spoken_ahead,
    spoken_past,
)
from handlers.words.texts import Library
from tests.clock import ManualClock

LIBRARY = Library.load(ManualClock(datetime(2030, 1, 15, 12, 0, tzinfo=UTC)), strict=True)
T = LIBRARY.texts("en", "UTC")
"""A Tuesday."""


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("last week", "20300107..20300113"),
        ("Last  Month", "20291201..20291231"),
        ("last year", "20290101..20291231"),
        ("this week", "20300114..20300115"),
        ("this month", "20300101..20300115"),
        ("this year", "20300101..20300115"),
        ("year", "20290116..20300115"),
        ("2030", "20300101..20300115"),
        ("2028", "20280101..20281231"),
        ("1 day", "20300115..20300115"),
        ("last 14 days", "20300102..20300115"),
        ("90d", "20291018..20300115"),
        ("2029-12", "20291201..20291231"),
        ("October", "20291001..20291031"),
        ("oct.  2028", "20281001..20281031"),
        ("jan", "20300101..20300115"),
        ("2029-12-01 - 2029-12-24", "20291201..20291224"),
        ("last three months", "20291016..20300115"),
        ("past month", "20291216..20300115"),
        ("last quarter", "20291001..20291231"),
        ("this quarter", "20300101..20300115"),
        ("quarter", "20291016..20300115"),
        ("Q3", "20290701..20290930"),
        ("2028-q3", "20280701..20280930"),
        ("third quarter of 2028", "20280701..20280930"),
        ("h2 2028", "20280701..20281231"),
        ("friday", "20300111..20300111"),
        ("tuesday", "20300115..20300115"),
        ("last tuesday", "20300108..20300108"),
        ("last weekend", "20300112..20300113"),
        ("3 days ago", "20300112..20300112"),
        ("a month ago", "20291201..20291231"),
        ("week last", "20300107..20300113"),
        ("oct 7", "20291007..20291007"),
        ("Friday, 5th of October", "20291005..20291005"),
        ("5.10.2028", "20281005..20281005"),
        ("10/25/2028", "20281025..20281025"),
        ("10.2028", "20281001..20281031"),
        ("29 feb", "20280229..20280229"),
        ("since october", "20291001..20300115"),
        ("2029-12-01..", "20291201..20300115"),
        ("5-12 oct 2028", "20281005..20281012"),
        ("from oct to nov", "20291001..20291130"),
        ("dec 20 - jan 5", "20291220..20300105"),
        ("between 1 oct and 5 oct", "20291001..20291005"),
        ("week 47", "20291119..20291125"),
        ("KW47", "20291119..20291125"),
        ("cw 47 2028", "20281120..20281126"),
        ("2028-w47", "20281120..20281126"),
        ("week 3", "20300114..20300115"),
        ("week 53", "20261228..20270103"),
        ("week 47 to week 49", "20291119..20291209"),
        ("47 weeks", "20290221..20300115"),
        ("monday to wednesday", "20300107..20300109"),
        ("from friday to monday", "20300111..20300114"),
        ("last 3mo", "20291016..20300115"),
        ("day before yesterday", "20300113..20300113"),
    ],
)
def test_what_has_been_is_read_as_it_is_said(said: str, days: str) -> None:
    """What goes on ends today; a week of the calendar begins on Monday."""
    assert str(spoken_past(T, said)) == days


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("10/05/2029", "may be two days"),
        ("30 feb", "There is no 2030-02-30"),
        ("next week", "2030-01-21 lies ahead"),
        ("jan to mar 2030", "Until today it is 2030-01-01..2030-01-15"),
        ("5 nov to 5 oct 2029", None),
        ("2029-10-05 to 2029-10-01", "The first day comes after the last"),
        ("100 years", "too far away"),
        ("20 dec to 1 dec", "The first day comes after the last, 2029-12-01"),
        ("1h", "Hours cannot be asked for"),
        ("last 24 hours", "Hours cannot be asked for"),
        ("2029-w53", "There is no 2029-W53"),
        ("in 3 days", "2030-01-18 lies ahead"),
    ],
)
def test_of_days_that_cannot_be_meant_it_is_told_why(said: str, why: str | None) -> None:
    """What is in every year began in the year before, where it would else end before it begins."""
    problem = period_problem(T, said)
    assert (problem is None) is (why is None) is (spoken_past(T, said) is not None)
    assert problem is None or why is None or why in plain(problem)


def test_a_period_is_found_among_other_words() -> None:
    """The most words that make one are it; a number of eight digits is a day only if there is such a day."""
    assert period_among(T, ["gta", "v", "last", "3", "weeks"]) == (
        Days(date(2029, 12, 26), date(2030, 1, 15)),
        ["gta", "v"],
    )
    assert period_among(T, ["today", "@sam"]) == ("today", ["@sam"])
    assert period_among(T, ["keys", "12345678"]) == (None, ["keys", "12345678"])
    with pytest.raises(NoPeriodError):
        period_among(T, ["@sam", "2029-02-30"])
    with pytest.raises(NoPeriodError):
        period_among(T, ["puzzle", "30", "feb", "2029"])
    assert period_among(T, ["fifa", "32", "nov", "2029"])[1] == ["fifa", "32"]
    assert period_among(T, ["puzzle", "2029"]) == (
        Days(date(2029, 1, 1), date(2029, 12, 31)),
        ["puzzle"],
    )


def test_every_language_says_periods() -> None:
    """Each list of words has some, and each number its own place."""
    for language in LIBRARY.languages:
        t = LIBRARY.texts(language.code, "UTC")
        for kind in ("numbers", "ordinals"):
            assert len(t.plain(f"period-words-{kind}").split(",")) == 12
        known = {word.kind for word in vocabulary(t).values()}
        assert known >= {"last", "past", "this", "next", "ago", "since", "to", "unit", "name"}


def test_what_is_to_come_begins_today_or_later() -> None:
    """For who stands in: a week is the coming one; and nothing odd is a period."""
    assert spoken_ahead(T, "Tomorrow") == Days(date(2030, 1, 16), date(2030, 1, 16))
    assert spoken_ahead(T, "next week") == Days(date(2030, 1, 21), date(2030, 1, 27))
    assert spoken_ahead(T, "friday") == Days(date(2030, 1, 18), date(2030, 1, 18))
    assert spoken_ahead(T, "24 dec to 2 jan") == Days(date(2030, 12, 24), date(2031, 1, 2))
    assert spoken_ahead(T, "week") == Days(date(2030, 1, 15), date(2030, 1, 21))
    assert spoken_ahead(T, "2030-02-01") == Days(date(2030, 2, 1), date(2030, 2, 1))
    assert spoken_ahead(T, "in 3 days") == Days(date(2030, 1, 18), date(2030, 1, 18))
    assert spoken_ahead(T, "in 1 day") == Days(date(2030, 1, 16), date(2030, 1, 16))
    assert spoken_ahead(T, "in february") == Days(date(2030, 2, 1), date(2030, 2, 28))
    assert spoken_ahead(T, "week 2") == Days(date(2031, 1, 6), date(2031, 1, 12))
    assert spoken_ahead(T, "week 3") == Days(date(2030, 1, 14), date(2030, 1, 20))
    assert spoken_ahead(T, "monday to wednesday") == Days(date(2030, 1, 21), date(2030, 1, 23))
    assert spoken_ahead(T, "today") == "today"
    for odd in (
        "tomorrow",
        "2031",
        "0d",
        "next week",
        "9999",
        "last",
        "feb 2030",
        "d",
        "24h",
        "all",
        "gta v",
    ):
        assert spoken_past(T, odd) is None
    assert (spoken_past(T, "7d"), spoken_past(T, "month")) == ("week", "month")

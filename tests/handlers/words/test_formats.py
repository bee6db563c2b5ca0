from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from handlers.words.formats import NO_BREAK
from handlers.words.markup import Html
from handlers.words.texts import Library, MissingTextError, Texts
from services.money import Money
from tests.clock import ManualClock

NOON = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)


def texts(zone: str = "UTC", *, strict: bool = True) -> Texts:
    """English texts at noon, for readers in a zone."""
    return Library.load(ManualClock(NOON), strict=strict).texts("en", zone)


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        ("956.3", "KZT", f"KZT{NO_BREAK}956.30"),
        ("956.300", "KZT", f"KZT{NO_BREAK}956.30"),
        ("1234.5678", "USD", "US$1,234.5678"),
        ("5", "JPY", "JP¥5"),
        ("0.1", "EUR", "€0.10"),
    ],
)
def test_an_amount_is_shown_with_exactly_its_digits(amount: str, currency: str, shown: str) -> None:
    """No digit of an amount is lost, and none is added beyond the currency's own."""
    assert texts().money(Money(Decimal(amount), currency)) == shown


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("UTC", f"today 12:00{NO_BREAK}UTC"),
        ("Europe/Berlin", f"today 13:00{NO_BREAK}CET"),
        ("Asia/Almaty", f"today 17:00{NO_BREAK}UTC+5"),
        ("Asia/Kolkata", f"today 17:30{NO_BREAK}IST"),
        ("Asia/Kathmandu", f"today 17:45{NO_BREAK}UTC+5:45"),
    ],
)
def test_a_moment_of_today_is_shown_in_the_chats_zone(zone: str, shown: str) -> None:
    """Times carry the abbreviation of their zone, or its offset where it has none."""
    assert texts(zone).moment(NOON) == shown


def test_a_moment_is_of_today_by_the_chats_own_calendar() -> None:
    """What is today in UTC may be tomorrow elsewhere."""
    late = datetime(2030, 1, 15, 23, 30, tzinfo=UTC)
    assert texts().moment(late) == f"today 23:30{NO_BREAK}UTC"
    assert texts("Asia/Tokyo").moment(late) == f"16 Jan 2030, 08:30{NO_BREAK}JST"


def test_of_the_last_day_the_hour_says_enough() -> None:
    """Also past midnight; what is a day old, or yet to come, is told with its day."""
    t = texts("Asia/Tokyo")  # 21:00 there
    assert t.lately(NOON - timedelta(hours=23)) == f"22:00{NO_BREAK}JST"
    assert t.lately(NOON - timedelta(days=1)) == f"14 Jan 2030, 21:00{NO_BREAK}JST"
    assert t.lately(NOON + timedelta(hours=1)) == f"today 22:00{NO_BREAK}JST"


def test_what_is_kept_in_a_chat_names_the_day_of_each_moment() -> None:
    """Nobody draws a card anew at midnight, so that "today" would be another day to who reads it then."""
    t, plain = texts("Asia/Tokyo").kept, texts("Asia/Tokyo")
    day = f"15 Jan 2030, 21:00{NO_BREAK}JST"
    assert t.moment(NOON) == t.lately(NOON) == t.get("moment-day", day=NOON, time="")[:-2] == day
    assert t.of_line(NOON) == plain.of_line(NOON) == "15 Jan 21:00"
    assert day in plain.own_time(NOON), "for apps that know no times"
    assert t.kept is t


def test_a_day_is_shown_without_an_hour() -> None:
    """A date is written in words nobody reads the wrong way round."""
    assert texts().day(date(2030, 2, 1)) == "1 Feb 2030"


def test_arguments_are_escaped_in_messages_and_not_on_buttons() -> None:
    """Markup in an argument stays text; a button shows text as it is."""
    t = texts()
    assert t.get("welcome-staff", name="<b>&").startswith("Welcome, &lt;b&gt;&amp;.")
    assert t.get("welcome-staff", name=Html("<b>x</b>")).startswith("Welcome, <b>x</b>.")
    assert t.plain("welcome-staff", name="<b>&").startswith("Welcome, <b>&.")


def test_an_overlong_argument_is_shortened() -> None:
    """A provider's endless text does not take the card down with it."""
    shown = texts().get("welcome-staff", name="<" * 9000)
    assert "…" in shown
    assert len(shown) < 3000


def test_a_missing_text_raises_where_texts_are_strict() -> None:
    """Tests see what is missing."""
    with pytest.raises(MissingTextError, match="no-such-text"):
        texts().get("no-such-text")


def test_a_missing_argument_raises_where_texts_are_strict() -> None:
    """Tests see an argument that a text wants and does not get."""
    with pytest.raises(MissingTextError, match="name"):
        texts().get("welcome-staff")


def test_people_never_see_a_missing_text() -> None:
    """In production a kind general text stands in."""
    assert texts(strict=False).get("no-such-text") == texts().get("text-missing")


def test_an_unknown_language_is_spoken_in_english() -> None:
    """A language without texts falls back."""
    library = Library.load(ManualClock(NOON), strict=True)
    assert library.texts("tlh", "UTC").language == "en"

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handlers.frame.cards import MOST_CHARACTERS
from handlers.games.maintenance import status_card
from handlers.games.maintenance_card import notice_text
from handlers.words.markup import plain
from handlers.words.texts import Library
from providers.games import Maintenance
from services.games.maintenance import AppStatus
from services.schedules.maintenance_looks import facts_of
from tests.clock import ManualClock

NOW = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)
T = Library.load(ManualClock(NOW), strict=True).texts("en", "Europe/Berlin")
UPDATE = Maintenance(
    "APP",
    NOW,
    NOW + timedelta(hours=1),
    "Update <1.5> & more",
    "https://example.com/?a=1&b=2",
    ("GG", "ONESTORE"),
)
BARE = Maintenance("", None, None, "", "", ())


def status(app: str, *maintenances: Maintenance) -> AppStatus:
    """An app that could be asked."""
    return AppStatus(app, "gamebase", maintenances, None, NOW)


def notice(event: str, before: list[Maintenance], now: list[Maintenance]) -> dict[str, Any]:
    """The facts of a watch's notice."""
    return {
        "schedule": 1,
        "app": "puzzle",
        "event": event,
        "before": facts_of(before),
        "maintenances": facts_of(now),
        "timezone": "UTC",
    }


def test_an_open_game_is_one_line() -> None:
    """No maintenance means that the game is open."""
    assert "🟢 puzzle – open\n" in plain(status_card(T, [status("puzzle")]).text)


def test_a_maintenance_is_told_whole() -> None:
    """Scope, stores, times in the chat's zone, message and link."""
    text = status_card(T, [status("puzzle", UPDATE)]).text
    words = plain(text)
    assert "🔴 puzzle – under maintenance" in words
    assert "This app only, in Google Play and ONE store" in words
    assert "From 15 Jan 2030, 13:00\u00a0CET to 15 Jan 2030, 14:00\u00a0CET" in words
    assert "“Update <1.5> & more”" in words
    assert '<a href="https://example.com/?a=1&amp;b=2">' in text


def test_a_maintenance_nobody_describes_is_told_as_such() -> None:
    """Nothing is made up about stores or scope."""
    words = plain(status_card(T, [status("puzzle", BARE)]).text)
    assert "No details are given" in words
    assert "stores" not in words


def test_only_web_addresses_become_links() -> None:
    """Whatever else stands in the field is shown as text."""
    odd = replace(UPDATE, url="tg://resolve?domain=x")
    text = status_card(T, [status("puzzle", odd)]).text
    assert "<a " not in text
    assert "tg://resolve?domain=x" in plain(text)


def test_an_app_in_trouble_hides_no_other() -> None:
    """It has its own line, after closed games and before open ones."""
    trouble = AppStatus("racing", "gamebase", None, "unavailable", NOW)
    other = AppStatus("chess", "arcade", None, "unavailable", NOW)
    assert "unknown: arcade is" in plain(status_card(T, [other]).text)
    words = plain(status_card(T, [status("chess"), trouble, status("puzzle", UPDATE)]).text)
    assert "⚠️ racing – unknown: Gamebase is not available at the moment" in words
    assert words.index("puzzle") < words.index("racing") < words.index("chess")


def test_a_card_without_apps_says_so() -> None:
    """There is nothing to refresh then."""
    assert status_card(T, []).rows == ()


@given(st.integers(1, 60), st.integers(0, 6))
def test_every_card_fits_into_a_message(apps: int, each: int) -> None:
    """Apps there is no room for are counted."""
    long = replace(UPDATE, message="m" * 5000, url="https://example.com/" + "u" * 5000)
    statuses = [status(f"app{number}".ljust(32, "x"), *[long] * each) for number in range(apps)]
    words = plain(status_card(T, statuses).text)
    assert len(words) <= MOST_CHARACTERS
    shown = words.count("🔴") + words.count("🟢")
    counted = re.search(r"and (\w+) more app", words)
    left_out = 0 if counted is None else 1 if counted[1] == "one" else int(counted[1])
    assert shown
    assert shown + left_out == apps


def test_a_notice_says_that_a_maintenance_began() -> None:
    """With all that is known of it."""
    words = plain(notice_text(T, notice("began", [], [UPDATE])))
    assert "puzzle: a maintenance has begun" in words
    assert "to 15 Jan 2030, 14:00\u00a0CET" in words


def test_a_notice_of_a_change_names_the_end_told_before() -> None:
    """People have planned by it."""
    later = replace(UPDATE, ends_at=NOW + timedelta(hours=2))
    words = plain(notice_text(T, notice("changed", [UPDATE], [later])))
    assert "to 15 Jan 2030, 15:00\u00a0CET" in words
    assert "Its end was told as 15 Jan 2030, 14:00\u00a0CET before" in words


def test_a_notice_says_that_a_game_is_open_again() -> None:
    """Nothing of the old maintenance is left in it."""
    words = plain(notice_text(T, notice("ended", [UPDATE], [])))
    assert words == "🟢 puzzle is open again: the maintenance has ended."


def test_a_test_is_marked_as_one() -> None:
    """It shows how things stand, trouble included."""
    facts = notice("now", [], []) | {"test": True, "trouble": "slow", "provider": "gamebase"}
    words = plain(notice_text(T, facts))
    assert words.startswith("🧪 A test.")
    assert "Gamebase takes too long to answer" in words

from datetime import UTC, datetime
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.frame.callback import fits_button, mark_of, marked
from handlers.frame.cards import MOST_CHARACTERS, Button, Card
from handlers.games.apps import may_be_id
from handlers.games.player_card import player_card
from handlers.taps import PLAYER_SHOW
from handlers.words.markup import plain
from handlers.words.texts import Library, Texts
from providers.games import Identity, Player
from tests.clock import ManualClock

NOW = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)
T: Texts = Library.load(ManualClock(NOW), strict=True).texts("en", "Europe/Berlin")


def player(status: str = "Y", **known: object) -> Player:
    """A player of whom nothing is known but the status, and what is named."""
    facts: dict[str, object] = {
        "user_id": "PZ1",
        "app_id": "AppId1",
        "registered_at": None,
        "last_login_at": None,
        "identities": (),
        "withdrawal_due_at": None,
        "device": {},
    }
    return Player(status=status, **(facts | known))  # type: ignore[arg-type]  # any of the fields


def shown(found: Player, *, whole_keys: bool = False) -> str:
    """The words of the card."""
    return plain(player_card(T, "puzzle", found, read_at=NOW, whole_keys=whole_keys).text)


@pytest.mark.parametrize(
    ("letter", "words"),
    [
        ("Y", "Normal"),
        ("D", "Withdrawn"),
        ("B", "Banned"),
        ("M", "Missing account"),
        ("T", "Withdrawal pending"),
        ("P", "Ban pending"),
        ("Z", "Status Z"),
        ("a b", "Status a b"),
    ],
)
def test_a_status_is_told_in_words(letter: str, words: str) -> None:
    """Known letters have their words; any other is shown as it came."""
    assert words in shown(player(letter))


def test_what_is_not_known_is_left_out() -> None:
    """A bare player has a title, a status and the time of the reading."""
    lines = [line for line in shown(player()).splitlines() if line]
    assert lines == ["👤 PZ1 · puzzle", "🟢 Normal", "Read today 13:00\u00a0CET"]


def test_dates_are_those_of_the_chat() -> None:
    """A moment in UTC is shown in the chat's zone."""
    at = datetime(2030, 1, 14, 23, 30, tzinfo=UTC)
    text = shown(player("T", withdrawal_due_at=at, registered_at=at, last_login_at=at))
    assert text.count("15 Jan 2030") + text.count("today 00:30") == 3
    assert "14 Jan" not in text


def test_auth_keys_are_whole_only_where_that_is_wanted() -> None:
    """A group sees enough of a key to compare it, never all of it."""
    found = player(identities=(Identity("google", "google-pz1-4711", "gbid", None),))
    assert "google-pz1-4711" in shown(found, whole_keys=True)
    assert "goo…711" in shown(found)
    assert "google-pz1-4711" not in shown(found)


@given(st.text(min_size=1, max_size=60))
def test_a_shortened_key_never_shows_the_whole(key: str) -> None:
    """However short a key is, a group does not see all of it."""
    found = player(user_id="1", identities=(Identity("", key, "", None),))
    _, _, rest = player_card(T, "p", found, read_at=NOW).text.partition("•")
    shortened = unescape(rest.partition("<code>")[2].partition("</code>")[0])
    assert "…" in shortened
    assert len(shortened.replace("…", "", 1)) < len(key)


def test_the_device_is_told_as_far_as_it_is_known() -> None:
    """Codes become names, and a SIM from the same country is not told twice."""
    text = shown(
        player(
            device={
                "deviceModel": "Pixel 8",
                "osCode": "AOS",
                "osVersion": "15",
                "clientVersion": "1.4.2",
                "storeCode": "ONESTROE",
                "deviceCountryCode": "KZ",
                "usimCountryCode": "KZ",
            }
        )
    )
    assert "Device: Pixel 8, Android 15" in text
    assert "Game version: 1.4.2, ONE store" in text
    assert "Country and language: KZ\n" in text
    assert "Network" not in text


def refresh_of(card: Card) -> list[Button]:
    """The buttons of a card that come back to us."""
    return [button for row in card.rows for button in row if isinstance(button, Button)]


@given(st.text(min_size=1, max_size=100))
def test_every_card_can_be_sent(user_id: str) -> None:
    """A long id costs the card its button, never the message."""
    long = "k" * 500
    found = player(
        user_id=user_id,
        identities=tuple(Identity(long, long, long, NOW) for _ in range(30)),
        device=dict.fromkeys(("deviceModel", "osVersion", "language", "telecom", "network"), long),
    )
    card = player_card(T, "puzzle", found, read_at=NOW, whole_keys=True)
    assert len(plain(card.text)) <= MOST_CHARACTERS
    assert bool(refresh_of(card)) == fits_button(PLAYER_SHOW, mark_of("puzzle"), user_id)
    card.markup(2**52)


def test_a_button_finds_its_app_again() -> None:
    """The mark of an app does not depend on its place in the settings."""
    assert marked(mark_of("racing"), ("puzzle", "racing")) == "racing"
    assert marked(mark_of("racing"), ("racing", "puzzle")) == "racing"
    assert marked(mark_of("racing"), ("puzzle",)) is None


@pytest.mark.parametrize("text", ["", "a/b", ".", "..", "x" * 101, "a\nb"])
def test_what_cannot_be_an_id_is_not_asked_for(text: str) -> None:
    """Gamebase takes an id as a part of an address, of 100 characters at most."""
    assert not may_be_id(text)


def test_an_id_of_a_hundred_characters_is_one() -> None:
    """The limit itself is allowed."""
    assert may_be_id("x" * 100)

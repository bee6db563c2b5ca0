"""/player: looked up by app and id, every state in words, every mistake named."""

import pytest

from sandbox.faults import Fault
from tests.conversations.play import Play
from tests.one_day import one_day

USAGE = "Usage: /player [app] id\nExample: /player puzzle PZ1001"


@pytest.mark.steps("/player")
async def test_a_player_is_shown_with_status_dates_sign_ins_and_device(play: Play) -> None:
    """The card in full; in a group the auth keys are shortened, and dates are in the chat's zone."""
    town, desk = play.town, play.desk
    await play.say(town.olga, "/setup Asia/Almaty", desk)
    card = await play.say(town.sam, "/player puzzle PZ1001", desk)
    for piece in (
        "👤 PZ1001 · puzzle",
        "🟢 Normal",
        "Last login: ",
        "UTC+5",
        "• Google goo…001 since ",
        "• Guest gue…001 since ",
        "Device: Pixel 8, Android 15",
        "Game version: 1.4.2, SDK 2.66.0, Google Play",
        "Country and language: KZ, ru",
        "Network: Kcell, WiFi",
        "Read today",
    ):
        assert piece in card.text
    assert "google-pz1001" not in card.text
    whole = await play.say(town.olga, "/player puzzle PZ1001")
    assert "google-pz1001" in whole.text


@one_day(
    ("player", "words"),
    [
        ("PZ1001", "🟢 Normal"),
        ("PZ1003", "🔴 Banned"),
        ("PZ1004", "⚫ Withdrawn"),
        ("PZ1005", "⚪ Missing account"),
        ("PZ1999", "🟠 Withdrawal pending"),
    ],
)
async def test_each_status_is_in_words(play: Play, player: str, words: str) -> None:
    """Y, B, D, M and the pending withdrawal."""
    town = play.town
    town.gamebase.member(town.apps["puzzle"].app_id, "PZ1999", "T")
    card = await play.say(town.sam, f"/player puzzle {player}", play.desk)
    assert words in card.text
    assert ("The account ends" in card.text) == (player == "PZ1999")


@pytest.mark.steps("/player", "tap player.app", "answer player.args", "tap player.show")
async def test_player_alone_asks_for_app_and_id(play: Play) -> None:
    """By buttons and a reply; a wrong id may be mended; Refresh reads anew."""
    town, desk = play.town, play.desk
    asked = await play.say(town.sam, "/player", desk)
    assert asked.labels() == ["puzzle", "racing"]
    await play.tap(town.sam, "puzzle", desk)
    question = play.shown(desk)
    assert "Which player of puzzle?" in question.text
    wrong = await play.say(town.sam, "two words", desk, question)
    assert wrong.text == "Usage: the player’s id, in one word\nExample: PZ1001"
    wrong = await play.say(town.sam, "PZ9", desk, question)
    assert wrong.text.startswith("puzzle has no player PZ9.")
    card = await play.say(town.sam, "PZ1002", desk, question)
    assert "iPhone15,2, iOS 18.1" in card.text
    assert "Last login" not in card.text
    town.gamebase.member(town.apps["puzzle"].app_id, "PZ1002", "B")
    await play.tap(town.sam, "Refresh", desk)
    assert "🔴 Banned" in card.text


@pytest.mark.steps("/player", "tap player.app")
async def test_an_id_alone_asks_for_the_app(play: Play) -> None:
    """With several apps the id alone is not guessed."""
    sam, desk = play.town.sam, play.desk
    card = await play.say(sam, "/player RC2001", desk)
    assert card.text == "In which app should I look for RC2001?"
    await play.tap(sam, "racing", desk)
    assert "👤 RC2001 · racing" in card.text
    assert "Apple" in card.text


@pytest.mark.steps("/player", "answer player.args")
async def test_an_app_alone_asks_for_the_id(play: Play) -> None:
    """Its name in any case."""
    sam, desk = play.town.sam, play.desk
    question = await play.say(sam, "/player RACING", desk)
    assert question.text == "Which player of racing? Send me the id."
    card = await play.say(sam, "RC2002", desk, question)
    assert "👤 RC2002 · racing" in card.text


@one_day(
    ("typed", "said"),
    [
        ("puzzle a b", USAGE),
        ("puzzle a/b", USAGE),
        ("puzzle ..", USAGE),
        ("foo RC2001", "There is no app “foo” here. Those there are: puzzle and racing."),
        ("puzzle RC2001", "puzzle has no player RC2001."),
        (f"puzzle {'x' * 101}", USAGE),
    ],
)
async def test_each_mistake_is_named(play: Play, typed: str, said: str) -> None:
    """Usage with an example, or what is not there."""
    card = await play.say(play.town.sam, f"/player {typed}", play.desk)
    assert card.text.startswith(said)


@one_day(
    ("fault", "said"),
    [
        (Fault.status(503), "Gamebase is not available at the moment."),
        (Fault.refusal(-4000002), "Gamebase"),
        (Fault.html(), "Gamebase"),
    ],
)
async def test_a_failing_provider_is_named(play: Play, fault: Fault, said: str) -> None:
    """No silence, no traceback: the provider's name and what to do."""
    play.town.gamebase.faults.add("member", fault, times=None)
    card = await play.say(play.town.sam, "/player puzzle PZ1001", play.desk)
    assert card.text.startswith(said)
    assert "E-" not in card.text

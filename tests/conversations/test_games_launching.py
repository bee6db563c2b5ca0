"""/launching: what a version of a game is told, by words and by buttons."""

import pytest

from tests.conversations.play import Play
from tests.one_day import one_day


@pytest.mark.steps("/launching")
@one_day(
    ("version", "said"),
    [
        ("1.4.2", "🟢 Starts normally. Code 200"),
        ("1.4.1", "🟡 Starts, and recommends an update. Code 201"),
        ("1.2.0", "🟠 Does not start without an update. Code 300"),
        ("0.9.0", "⚫ Does not start: its service has ended. Code 302"),
    ],
)
async def test_each_state_is_in_words(play: Play, version: str, said: str) -> None:
    """With the code at its end, the server, and the pages as links."""
    card = await play.say(play.town.sam, f"/launching puzzle aos gg {version}", play.desk)
    lines = card.text.splitlines()
    assert lines[0] == f"🚀 puzzle · Android, Google Play, {version}"
    assert lines[1] == said
    assert "Server: https://play.game.example" in lines
    assert "Support: help@game.example" in lines
    assert "Pages: install, terms, support, rules, privacy" in lines
    links = {each.url for each in card.entities if each.type == "text_link"}
    assert "https://game.example/install/aos" in links


@pytest.mark.steps("/launching")
async def test_a_maintenance_is_told_with_its_reason(play: Play) -> None:
    """Its stores, times in the chat's zone, and its message."""
    town, desk = play.town, play.desk
    await play.say(town.olga, "/setup Asia/Almaty", desk)
    town.gamebase.begin_maintenance(
        town.apps["puzzle"].app_id, message="New levels", reason="Levels"
    )
    card = await play.say(town.sam, "/launching puzzle AOS GG 1.4.2", desk)
    assert "🔴 Does not start: under maintenance. Code 303" in card.text
    assert "“New levels”" in card.text
    assert "Reason: Levels" in card.text
    assert "UTC+5" in card.text


@pytest.mark.steps(
    "/launching",
    "tap launching.app",
    "tap launching.os",
    "tap launching.store",
    "answer launching.args",
)
async def test_os_and_store_are_buttons_and_the_version_an_answer(play: Play) -> None:
    """Back leads one step back; a version that is not known may be mended."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/launching", desk)
    await play.tap(town.sam, "racing", desk)
    assert card.text == "Which operating system is racing to run on?"
    assert card.labels() == ["Android", "iOS", "Web", "Windows"]
    await play.tap(town.sam, "Android", desk)
    await play.tap(town.sam, "Back", desk)
    assert card.labels() == ["Android", "iOS", "Web", "Windows"]
    await play.tap(town.sam, "iOS", desk)
    assert card.labels() == ["Google Play", "ONE store", "App Store", "Back"]
    await play.tap(town.sam, "App Store", desk)
    question = play.shown(desk)
    assert "Which version, on iOS from App Store?" in question.text
    wrong = await play.say(town.sam, "9.9.9", desk, question)
    assert wrong.text.startswith("This version is not registered")
    assert wrong.text.endswith("Code -4040303")
    wrong = await play.say(town.sam, "1.4.2 or so", desk, question)
    assert wrong.text.startswith("Usage: the version")
    card = await play.say(town.sam, "1.4.2", desk, question)
    assert card.text.startswith("🚀 racing · iOS, App Store, 1.4.2\n🟢 Starts normally.")


@pytest.mark.steps("/launching", "tap launching.app")
async def test_what_was_typed_goes_with_the_app(play: Play) -> None:
    """Without the app its buttons come first; what is no OS or store gets the usage."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/launching IOS AS 1.4.2", desk)
    await play.tap(town.sam, "puzzle", desk)
    assert card.text.startswith("🚀 puzzle · iOS, App Store, 1.4.2")
    for typed in ("puzzle iPhone AS 1.4.2", "puzzle IOS Steam 1.4.2", "IOS AS", "puzzle IOS AS"):
        card = await play.say(town.sam, f"/launching {typed}", desk)
        assert card.text.startswith("Usage: /launching [app] AOS|IOS|WEB|WINDOWS")
    card = await play.say(town.sam, "/launching chess IOS AS 1.4.2", desk)
    assert card.text.startswith("There is no app “chess” here.")

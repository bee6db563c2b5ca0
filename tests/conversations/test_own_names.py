"""Leaderboards and stores by the names the team has given them in the settings."""

import json
from collections.abc import AsyncIterator

import pytest

from bot.demo.stage import Stage
from sandbox.demo_world import DemoWorld
from tests.conversations.play import Play
from tests.furnished import Furnished
from tests.one_day import one_day


@pytest.fixture
async def stage(furnished: Furnished) -> AsyncIterator[Stage]:
    """The working day where puzzle's first leaderboard and Google's store have names."""
    made = await furnished.stage(prepared=named)
    yield made
    await made.stop()


def named(town: DemoWorld) -> dict[str, str]:
    """Settings with the names."""
    apps: dict[str, dict[str, object]] = {
        name: {"app_id": app.app_id, "secret_key": app.secret_key}
        for name, app in town.apps.items()
    }
    apps["puzzle"]["leaderboards"] = {"1": "Weekly score", "2": "All time"}
    return {
        "KEYDESK_GAMEBASE__APPS": json.dumps(apps),
        "KEYDESK_GAMEBASE__STORES": '{"GG": "Play"}',
    }


@one_day(
    "typed",
    [
        "/top puzzle Weekly score 2 5",
        "/top weekly  SCORE 2 5",
        '/top puzzle "Weekly score" 2 5',
        "/top puzzle 1 2 5",
    ],
)
async def test_a_leaderboard_is_called_by_name_or_number(play: Play, typed: str) -> None:
    """A name only one app has names the app as well; the card shows name and number."""
    card = await play.say(play.town.max, typed, play.desk)
    assert "puzzle · leaderboard Weekly score (1)" in card.text


@pytest.mark.steps("/top", "tap top.app", "tap top.page", "tap top.other")
async def test_leaderboards_with_names_are_buttons(play: Play) -> None:
    """Which app, then which leaderboard: all by pressing."""
    town, desk = play.town, play.desk
    await play.say(town.max, "/top", desk)
    await play.tap(town.max, "puzzle", desk)
    card = play.shown(desk)
    assert card.labels() == ["Weekly score", "All time", "Other…"]
    await play.tap(town.max, "Weekly score", desk)
    assert "leaderboard Weekly score (1)" in play.shown(desk).text
    await play.say(town.max, "/top puzzle", desk)
    await play.tap(town.max, "Other…", desk)
    assert "Send me its number." in play.shown(desk).text


@pytest.mark.steps("/rank", "tap rank.app", "answer rank.args", "/score")
async def test_names_are_taken_and_shown_wherever_a_leaderboard_is(play: Play) -> None:
    """Asked for with the names there are, answered by one, and in the question for a score."""
    town, desk = play.town, play.desk
    await play.say(town.max, "/rank", desk)
    await play.tap(town.max, "puzzle", desk)
    assert "By name: Weekly score (1), All time (2)" in play.shown(desk).text
    card = await play.answer(town.max, "weekly score PZ1001", desk)
    assert "leaderboard Weekly score (1)" in card.text
    card = await play.say(town.max, "/score puzzle Weekly score PZ1001 98400", desk)
    assert "on leaderboard Weekly score (1) of puzzle?" in card.text
    card = await play.say(town.max, "/scores puzzle Weekly score,PZ1001,99999", desk)
    assert "Weekly score (1) · PZ1001" in card.text


@pytest.mark.steps("/payments")
async def test_a_store_is_called_by_its_own_name(play: Play) -> None:
    """Typed and shown by it; the code is still taken."""
    for store in ("play", "GG"):
        card = await play.say(play.town.max, f"/payments puzzle PZ1001 {store}", play.desk)
        assert "puzzle · Play" in card.text

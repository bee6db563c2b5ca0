"""/providers: a sign of life of each, asked at once."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.faults import Fault
from tests.conversations.play import Play


@pytest.mark.steps("/providers", "tap providers.again")
async def test_each_provider_is_named_with_how_it_is(play: Play) -> None:
    """All working; then one in trouble, which hides nothing of the others."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/providers", desk)
    for name in ("CodeGames", "Hype", "Gamebase", "Open API Games"):
        assert f"✅ {name} – working" in card.text
    town.codegames.faults.add("sign_in", Fault.refusal("INVALID_CREDENTIALS"), times=None)
    await play.tap(town.max, "Refresh", desk)
    assert "⚠️ CodeGames – does not accept our credentials" in card.text
    assert "✅ Gamebase – working" in card.text
    await town.paysuper.stop()
    await play.tap(town.max, "Refresh", desk)
    assert "⚠️ PaySuper – is not available at the moment" in card.text


async def test_one_that_is_down_is_told_with_since_when(play: Play) -> None:
    """After five failures in a row the line names the hour of the first, here as on the stock card."""
    town, desk = play.town, play.desk
    play.clock.forward_to(datetime.now(UTC))  # providers go by the machine's
    began = f"{play.clock():%H:%M} UTC", f"{play.clock() + timedelta(minutes=1):%H:%M} UTC"
    town.codegames.faults.add("check", Fault.status(500), times=None)
    card = await play.say(town.sam, "/stock gta", desk)
    assert "1. CodeGames – is not available at the moment" in card.text
    await play.tap(town.sam, "Refresh", desk)
    line = card.text.splitlines()[2]
    assert line.replace("\xa0", " ") in {f"1. CodeGames – down since {hour}" for hour in began}
    await town.codegames.stop()
    health = await play.say(town.max, "/providers", desk)
    assert f"⚠️ {line.removeprefix('1. ')}" in health.text


async def test_support_does_not_see_them(play: Play) -> None:
    """It is a matter of managers and owners."""
    said = await play.say(play.town.sam, "/providers", play.desk)
    assert "see the state of the providers" in said.text

"""/providers: a sign of life of each, asked at once."""

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
    await town.gamebase.stop()
    await play.tap(town.max, "Refresh", desk)
    assert "⚠️ Gamebase – cannot be reached at the moment" in card.text


async def test_support_does_not_see_them(play: Play) -> None:
    """It is a matter of managers and owners."""
    said = await play.say(play.town.sam, "/providers", play.desk)
    assert "see the state of the providers" in said.text

"""Players and game status, over the Gamebase stand-in."""

import pytest

from providers.errors import FAULT
from providers.registry import Providers
from sandbox import gamebase
from sandbox.faults import Fault
from services.errors import NeedAppError, NoPlayerError, ProviderTroubleError, UnknownAppError
from services.games.maintenance import GameStatus
from services.games.players import Players
from tests.clock import ManualClock


async def test_a_player_is_found_in_the_app_that_is_named(
    providers: Providers, games: gamebase.Gamebase
) -> None:
    """The app's name is taken whatever its case."""
    games.member("id-west", "P1", "B")
    player = await Players(providers).look_up("west", "P1")
    assert (player.user_id, player.status, player.app_id) == ("P1", "B", "id-west")


async def test_each_mistake_about_a_player_has_its_own_answer(
    providers: Providers, games: gamebase.Gamebase
) -> None:
    """No app named among several, an app nobody knows, no such player, a provider in trouble."""
    players = Players(providers)
    assert players.apps == ("East", "West")
    with pytest.raises(NeedAppError) as need:
        await players.look_up(None, "P1")
    assert need.value.facts == {"apps": ["East", "West"]}
    with pytest.raises(UnknownAppError) as unknown:
        await players.look_up("North", "P1")
    assert unknown.value.facts == {"app": "North", "known": ["East", "West"]}
    with pytest.raises(NoPlayerError) as nobody:
        await players.look_up("East", "P1")
    assert nobody.value.facts == {"app": "East", "player": "P1"}
    games.faults.add("member", Fault.status(503), times=None)
    with pytest.raises(ProviderTroubleError) as trouble:
        await players.look_up("East", "P1")
    assert trouble.value.facts == {
        "provider": "gamebase",
        "kind": "unavailable",
        "reason": FAULT,
        "code": None,
        "since": None,
    }


async def test_without_any_app_there_is_none_to_name(clock: ManualClock) -> None:
    """Gamebase is off: no apps, and no crash."""
    nobody = Providers([])
    with pytest.raises(UnknownAppError):
        await Players(nobody).look_up(None, "P1")
    assert await GameStatus(nobody, clock).maintenances() == ()


async def test_the_status_of_an_app_in_trouble_hides_no_other(
    providers: Providers, games: gamebase.Gamebase, clock: ManualClock
) -> None:
    """One app is under maintenance, the other cannot be asked."""
    games.begin_maintenance("id-east", message="Back soon")
    games.faults.add(
        "maintenance", Fault.status(503), times=None, when=lambda asked: asked["appId"] == "id-west"
    )
    east, west = await GameStatus(providers, clock).maintenances()
    assert east.maintenances is not None
    assert [each.message for each in east.maintenances] == ["Back soon"]
    assert (west.app, west.maintenances, west.trouble) == ("West", None, "unavailable")


async def test_an_app_that_does_not_answer_in_time_is_slow(
    providers: Providers, games: gamebase.Gamebase, clock: ManualClock
) -> None:
    """The answer is not waited for longer than the limit."""
    held = games.gate("maintenance", when=lambda asked: asked["appId"] == "id-west")
    east, west = await GameStatus(providers, clock, time_limit=1.0).maintenances()
    held.release()
    assert (east.maintenances, east.trouble) == ((), None)
    assert (west.maintenances, west.trouble) == (None, "slow")

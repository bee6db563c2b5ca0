"""Get Simple Launching."""

from datetime import timedelta

import pytest

from sandbox.gamebase import Gamebase
from tests.clock import ManualClock
from tests.sandbox.providers.gamebase.game_server import APP, GameServer, code


async def test_unregistered_versions_have_their_code(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """A version belongs to one OS and one store."""
    gamebase.launching.client(APP, "AOS", "GG", "1.4.2")
    assert code(await game_server.launching("1.4.3")) == -4040303
    assert code(await game_server.launching("1.4.2", "IOS")) == -4040303
    assert code(await game_server.launching("1.4.2", store="ONESTORE")) == -4040303
    assert gamebase.complaints == []
    with pytest.raises(KeyError):
        gamebase.launching.client("nope", "AOS", "GG", "1")


async def test_a_maintenance_shuts_out_the_clients_of_its_stores(
    gamebase: Gamebase, game_server: GameServer, clock: ManualClock
) -> None:
    """While it lasts; where the service has ended there is nothing to maintain."""
    gamebase.launching.client(APP, "AOS", "GG", "1.4.2", 201)
    gamebase.launching.client(APP, "AOS", "ONESTORE", "1.4.2")
    gamebase.launching.client(APP, "AOS", "GG", "0.9", 302)
    gamebase.begin_maintenance(APP, message="Patch", stores=["GG"], reason="Patch 1.5")
    data = (await game_server.launching("1.4.2"))["launchingData"]
    assert data["status"]["code"] == 303
    assert (data["maintenance"]["reason"], data["maintenance"]["message"]) == (
        "Patch 1.5",
        "Patch",
    )
    other = (await game_server.launching("1.4.2", store="ONESTORE"))["launchingData"]
    assert other["status"]["code"] == 200
    assert (await game_server.launching("0.9"))["launchingData"]["status"]["code"] == 302
    clock.advance(timedelta(hours=1).total_seconds())
    assert (await game_server.launching("1.4.2"))["launchingData"]["status"]["code"] == 201

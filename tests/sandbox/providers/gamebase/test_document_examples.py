"""The document's example answers have the shape of the stand-in's."""

from datetime import datetime
from typing import Any

from sandbox.faults import Fault
from sandbox.gamebase import Gamebase
from tests.sandbox.providers.examples import example
from tests.sandbox.providers.gamebase.game_server import APP, GameServer


def shape(part: Any) -> Any:
    """Reduce an answer to its field names and types; a moment is not just a text."""
    if isinstance(part, dict):
        return {name: shape(value) for name, value in part.items()}
    if isinstance(part, list):
        return [shape(entry) for entry in part]
    if isinstance(part, str) and "T" in part and part[:4].isdigit():
        return type(datetime.fromisoformat(part))
    return type(part)


async def test_a_member_looks_like_the_sample(gamebase: Gamebase, game_server: GameServer) -> None:
    """The sample shows every field at once, which only T has."""
    day = datetime.fromisoformat("2019-08-27T17:41:05+09:00")
    gamebase.member(APP, "XB-1", "T", registered=day, last_login=day)
    answer = await game_server.member("XB-1")
    assert shape(answer) == shape(example("gamebase", "get-member.response"))
    assert answer["member"]["regDate"] == "2019-08-27T17:41:05+09:00"


async def test_a_maintenance_looks_like_the_sample(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """Its misspelt store can be sent as well."""
    sample = example("gamebase", "check-maintenance.response")
    stores = sample["maintenances"][0]["targetStores"]
    assert "ONESTROE" in stores
    gamebase.begin_maintenance(
        APP, message="maintenance message", stores=stores, url="http://url.info"
    )
    answer = await game_server.maintenance()
    assert shape(answer) == shape(sample)
    assert answer["maintenances"][0]["targetStores"] == stores


async def test_the_header_of_success_has_the_samples_fields(game_server: GameServer) -> None:
    """And says the same."""
    sample = example("gamebase", "common-success.response")
    game_server.headers["X-TCGB-Transaction-Id"] = sample["header"]["transactionId"]
    assert (await game_server.maintenance())["header"] == sample["header"]


async def test_a_failure_looks_like_the_sample(gamebase: Gamebase, game_server: GameServer) -> None:
    """Code, message, trace and the transaction id as printed."""
    sample = example("gamebase", "failed.response")["header"]
    game_server.headers["X-TCGB-Transaction-Id"] = sample["transactionId"]
    gamebase.faults.add("maintenance", Fault.refusal(sample["resultCode"], sample["resultMessage"]))
    header = (await game_server.maintenance())["header"]
    assert shape(header) == shape(sample)
    header["traceError"]["trackingTime"] = sample["traceError"]["trackingTime"]
    assert header == sample

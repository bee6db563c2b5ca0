"""Check Maintenance."""

from datetime import datetime, timedelta
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.gamebase import Gamebase
from tests.clock import ManualClock
from tests.sandbox.providers.gamebase.game_server import APP, GameServer


async def test_a_maintenance_of_all_stores_names_none(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """Stores are told only when it is limited to some."""
    gamebase.begin_maintenance(APP, message="all", type_code="SYSTEM")
    entry = (await game_server.maintenance())["maintenances"][0]
    assert "targetStores" not in entry
    assert entry["typeCode"] == "SYSTEM"


async def test_several_maintenances_go_on_at_once(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """One can be ended alone, or all together."""
    first = gamebase.begin_maintenance(APP, message="first", stores=["GG"])
    gamebase.begin_maintenance(APP, message="second", stores=["AS"])
    gamebase.begin_maintenance(APP, message="third")

    async def messages() -> list[str]:
        answer = await game_server.maintenance()
        return [entry["message"] for entry in answer.get("maintenances", [])]

    assert await messages() == ["first", "second", "third"]
    gamebase.end_maintenance(APP, first)
    assert await messages() == ["second", "third"]
    gamebase.end_maintenance(APP)
    assert await messages() == []


@pytest.mark.parametrize(("form", "shown"), [("absent", {}), ("empty", []), ("null", None)])
async def test_the_list_outside_a_maintenance_has_the_form_that_was_set(
    gamebase: Gamebase,
    game_server: GameServer,
    form: Literal["absent", "empty", "null"],
    shown: object,
) -> None:
    """The document does not show it, so it can be any of three."""
    gamebase.quirks.no_maintenance = form
    answer = await game_server.maintenance()
    assert answer["underMaintenance"] is False
    assert answer.get("maintenances", {}) == shown


MINUTES = st.integers(-90, 90)


@settings(max_examples=30)
@given(spans=st.lists(st.tuples(MINUTES, MINUTES).map(sorted), max_size=5))
async def test_exactly_the_maintenances_of_now_are_shown(
    gamebase: Gamebase, game_server: GameServer, clock: ManualClock, spans: list[list[int]]
) -> None:
    """Whatever was planned, past and future ones are left out and the order stays."""
    gamebase.end_maintenance(APP)
    for number, (begin, end) in enumerate(spans):
        gamebase.begin_maintenance(
            APP,
            message=str(number),
            begin=clock.now + timedelta(minutes=begin),
            end=clock.now + timedelta(minutes=end),
        )
    answer = await game_server.maintenance()
    entries = answer.get("maintenances", [])
    due = [str(n) for n, (begin, end) in enumerate(spans) if begin <= 0 < end]
    assert [entry["message"] for entry in entries] == due
    assert answer["underMaintenance"] is bool(due)
    for entry in entries:
        begun, ends = (datetime.fromisoformat(entry[name]) for name in ("beginDate", "endDate"))
        assert begun <= clock.now < ends

"""The demo's last days, played by the desk itself with its clock set back: a maintenance, incidents."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.demo.stage import Stage, StageClock
from services.actor import Actor

BEFORE = timedelta(days=9)
"""So long ago the people of the demo set the desk up."""


async def play_past_days(stage: Stage, clock: StageClock, until: datetime) -> None:
    """Play them, and give the clock back as it was."""
    town, desk = stage.town, stage.app.house.services
    max_ = Actor(town.max.id, town.managers.id, town.max.name)
    made = await desk.hooks.make(max_, "Monitoring")
    token = made.address.rpartition("/")[2]

    async def post(at: datetime, **body: Any) -> None:
        clock.forward_to(at)
        raw = json.dumps(body).encode()
        await stage.app.house.receiving.take(token, raw, "application/json", {})
        await stage.quiet()

    disk: dict[str, Any] = {
        "title": "Disk of db1 is nearly full",
        "text": "93 % used",
        "key": "db1-disk",
    }
    evening = until - timedelta(days=8)
    await post(evening, **disk, severity="urgent")
    clock.forward_to(evening + timedelta(minutes=6))
    await _acknowledge(stage, max_, f"hook:{made.hook.id}:{disk['key']}")
    await post(evening + timedelta(minutes=47), **disk, resolved=True)
    await _maintenance(stage, clock, until - timedelta(days=6))
    for minutes, resolved in ((0, False), (12, True)):
        at = until - timedelta(days=3) + timedelta(minutes=minutes)
        await post(at, title="The shop answers slowly", key="shop-slow", resolved=resolved)
    clock.forward_to(datetime.now(UTC))
    await post(clock(), title="The backup of db2 took 3 hours", key="db2-backup", severity="info")


async def _acknowledge(stage: Stage, actor: Actor, group: str) -> None:
    house = stage.app.house
    async with house.db.write() as tx:
        incident = await tx.incidents.open_of(actor.chat_id, group)
    if incident is not None:
        await house.services.incident_handling.acknowledge(actor, incident.id)
    await stage.quiet()


async def _maintenance(stage: Stage, clock: StageClock, begin: datetime) -> None:
    app = stage.town.apps["racing"].app_id
    end = begin + timedelta(hours=2)
    gamebase = stage.town.gamebase
    clock.forward_to(begin)
    first = gamebase.begin_maintenance(
        app, message="New tracks", begin=begin, end=end, stores=["GG", "AS"]
    )
    await _look(stage, clock, begin + timedelta(minutes=1))
    gamebase.end_maintenance(app, first)
    later = end + timedelta(hours=1)
    gamebase.begin_maintenance(
        app, message="New tracks", begin=begin, end=later, stores=["GG", "AS"]
    )
    await _look(stage, clock, begin + timedelta(minutes=70))
    gamebase.end_maintenance(app)
    await _look(stage, clock, begin + timedelta(hours=2, minutes=40))


async def _look(stage: Stage, clock: StageClock, at: datetime) -> None:
    clock.forward_to(at)
    await stage.app.house.schedules.run_due()
    await stage.quiet()

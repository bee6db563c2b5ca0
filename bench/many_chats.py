"""What is due in many chats at once, while no desk runs: a digest of each, or an alert that all have."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bench.schedules import ZONES
from bot.demo.stage import Stage
from sandbox.telegram import Chat
from services.incidents import Signal

DIGEST_SAYS, ALERT_SAYS = "made late", "is down"
"""What stands in the message that each chat gets."""
_AT_ONCE = 500


def groups(stage: Stage, count: int) -> list[Chat]:
    """So many groups with the bot in them, of which it has heard long ago."""
    world = stage.town.world
    made = [world.group(f"Chat {number}", [stage.town.olga]) for number in range(count)]
    world.updates.drop_all()
    for chat in made:
        chat.all_messages.clear()
    return made


async def digests(stage: Stage, chats: list[Chat]) -> None:
    """A digest in each, due ten minutes ago, in twelve zones."""
    due = datetime.now(UTC) - timedelta(minutes=10)
    made, olga = due - timedelta(days=1), stage.town.olga
    async with stage.app.house.db.write() as tx:
        for number, chat in enumerate(chats):
            zone = ZONES[number % len(ZONES)]
            at = due.astimezone(ZoneInfo(zone))
            line = f"{at.minute} {at.hour} * * *"
            await tx.schedules.add(chat.id, "digest", line, zone, None, None, olga.id, made)


async def alerts(stage: Stage, chats: list[Chat]) -> None:
    """One provider is down, and each chat has an incident with its card to be told of."""
    facts = {"provider": "codegames", "state": "down", "since_at": datetime.now(UTC).isoformat()}
    down = Signal("provider", "provider:codegames", "warning", facts)
    house = stage.app.house
    for at in range(0, len(chats), _AT_ONCE):
        async with house.db.write() as tx:
            for chat in chats[at : at + _AT_ONCE]:
                await house.incidents.signal(tx, chat.id, None, down)

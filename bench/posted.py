"""Digests from outside: a real process sends those of many chats at Telegram's rates, and is killed half-way.

All are due at one moment, ten minutes ago, in twelve zones. Meanwhile Sam asks /whoami in private. The
stand-in counts as Telegram does and refuses what is too much. ``CAMPAIGNS=long`` takes twenty times as
many chats.
"""

import asyncio
import time
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bench.floods import answered, own
from bench.processes import Program, Running, start
from bench.result import Ratio
from bench.schedules import LONG, RATE, ZONES
from bot.demo.stage import Stage
from bot.telegram.rates import Rates
from sandbox.telegram import Chat
from sandbox.telegram import Rates as TelegramRates

CHATS = 6_000 if LONG else 300
ASK_EVERY = 2.0
LOOK_EVERY = 0.1
LONGEST = 120.0 + 2 * CHATS / RATE
MOST_ON_THE_WIRE = 30
"""What was on its way at the kill may be untold: its chat is told that it may have missed something."""


class Seen:
    """What became of it."""

    def __init__(self) -> None:
        self.answers: list[float] = []
        self.memory: list[int] = []


async def run() -> list[Ratio]:
    """Rates, refusals, answers, memory."""
    async with AsyncExitStack() as ending:
        stage = Stage(rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited())
        await stage.start()
        ending.push_async_callback(stage.stop)
        await stage.furnish({"codegames"})
        chats = await _wished(stage)
        await stage.app.stop()
        world, town, seen = stage.town.world, stage.town, Seen()
        world.rates = TelegramRates.telegram()
        places = {"KEYDESK_DATA_DIR": str(stage.data_dir), "KEYDESK_LISTEN": "127.0.0.1:0"}
        desk = Program.keydesk(world, {**town.settings(), **places})

        async def ask() -> None:
            while True:
                seen.answers.append(await answered(town.sam, "/whoami", town.sam.private))
                await asyncio.sleep(ASK_EVERY)

        running = await start(desk)
        asking = asyncio.create_task(ask())
        spent = running.cpu()
        first = await _until(chats, CHATS // 2, running, seen)
        spent = running.cpu() - spent
        asking.cancel()
        running.process.kill()
        await running.process.wait()
        before = _heard(chats)
        running = await start(desk)
        ending.push_async_callback(running.end)
        asking = asyncio.create_task(ask())
        second = await _until(chats, CHATS, running, seen)
        asking.cancel()
        refused = sum(not call.ok and "Too Many Requests" in call.error for call in world.calls)
        told = [
            sum("made late" in each.text for each in chat.messages if each.sender is None)
            for chat in chats
        ]
    return [
        Ratio(
            f"digests to {CHATS} chats, in parts of Telegram's {RATE} a second", first, 0.9, True
        ),
        Ratio(f"… after a kill with {before} sent", second, 0.9, True),
        Ratio(
            "CPU of the desk for a digest, in parts of what Telegram needs to take it",
            spent / (CHATS // 2) * RATE,
            0.5,
        ),
        Ratio("requests that Telegram refused as too many", refused, 0),
        Ratio("chats that were told twice", sum(each > 1 for each in told), 0),
        Ratio(
            "chats that were told instead that they may have missed it",
            told.count(0),
            MOST_ON_THE_WIRE,
        ),
        Ratio(
            f"slowest of {len(seen.answers)} answers to /whoami meanwhile, by a second",
            max(seen.answers),
            1,
        ),
        Ratio(
            "memory at its most while sending, in times of when the first was sent",
            max(seen.memory) / seen.memory[0],
            1.15,
        ),
    ]


async def _wished(stage: Stage) -> list[Chat]:
    """A digest in each of the groups, due ten minutes ago."""
    due = datetime.now(UTC) - timedelta(minutes=10)
    made, olga = due - timedelta(days=1), stage.town.olga
    chats = [stage.town.world.group(f"Chat {number}", [olga]) for number in range(CHATS)]
    await stage.quiet()
    async with stage.app.house.db.write() as tx:
        for number, chat in enumerate(chats):
            zone = ZONES[number % len(ZONES)]
            at = due.astimezone(ZoneInfo(zone))
            line = f"{at.minute} {at.hour} * * *"
            await tx.schedules.add(chat.id, "digest", line, zone, None, None, olga.id, made)
    for chat in chats:
        chat.all_messages.clear()
    return chats


def _heard(chats: list[Chat]) -> int:
    return sum(own(chat) > 0 for chat in chats)


async def _until(chats: list[Chat], count: int, running: Running, seen: Seen) -> float:
    """Wait until so many chats have heard; gives the rate from the first on, in parts of Telegram's."""
    at_first, begun = _heard(chats), 0.0
    async with asyncio.timeout(LONGEST):
        while (heard := _heard(chats)) < count:
            if heard > at_first:
                begun = begun or time.monotonic()
                seen.memory.append(running.memory())
            else:
                begun = 0.0
            await asyncio.sleep(LOOK_EVERY)
    # The first thirty may leave together.
    return (count - at_first - RATE) / (time.monotonic() - begun) / RATE

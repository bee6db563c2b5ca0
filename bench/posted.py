"""Digests and an alert from outside: a real process tells many chats at Telegram's rates, killed half-way.

All are due at one moment. Meanwhile Sam asks /whoami in private. The stand-in counts as Telegram does and
refuses what is too much. ``CAMPAIGNS=long`` takes ten thousand chats, twelve minutes of Telegram's own time;
``POSTED=digests`` or ``POSTED=alerts`` measures one of the two.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

from bench.floods import answered
from bench.many_chats import ALERT_SAYS, DIGEST_SAYS, alerts, digests, groups
from bench.processes import Program, Running, start
from bench.result import Ratio
from bench.schedules import LONG, RATE
from bot.demo.stage import Stage
from bot.sender import MOST_UNSURE
from bot.telegram.rates import Rates
from sandbox.telegram import Chat
from sandbox.telegram import Rates as TelegramRates

CHATS = 10_000 if LONG else 300
ASK_EVERY = 2.0
LOOK_EVERY = 0.5 if LONG else 0.1
LONGEST = 240.0 + 2 * CHATS / RATE
ON_THE_WIRE = MOST_UNSURE
"""What was on its way at the kill is unsure: of a digest its chat reads that it may be missing, an alert
comes a second time."""

Due = Callable[[Stage, list[Chat]], Awaitable[None]]


class Seen:
    """What became of it."""

    def __init__(self) -> None:
        self.answers: list[float] = []
        self.memory: list[int] = []


async def run() -> list[Ratio]:
    """Rates, refusals, answers, memory."""
    wanted = os.environ.get("POSTED")
    found: list[Ratio] = []
    if wanted in (None, "digests"):
        found += await _measured("digests", digests, DIGEST_SAYS, twice=0, missing=ON_THE_WIRE)
    if wanted in (None, "alerts"):
        found += await _measured("an alert", alerts, ALERT_SAYS, twice=ON_THE_WIRE, missing=0)
    return found


async def _measured(what: str, due: Due, says: str, twice: int, missing: int) -> list[Ratio]:
    async with AsyncExitStack() as ending:
        stage = Stage(rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited())
        await stage.start()
        ending.push_async_callback(stage.stop)
        await stage.furnish({"codegames"})
        chats = groups(stage, CHATS)
        await stage.app.sender.stop()
        await due(stage, chats)
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
        rates, spent, memory = [], 0.0, 0.0
        for count in (CHATS // 2, CHATS):
            cpu, begun = running.cpu(), len(seen.memory)
            before = _heard(chats)
            rates.append(await _until(chats, count, running, seen))
            spent += running.cpu() - cpu
            memory = max(memory, max(seen.memory[begun:]) / seen.memory[begun])
            if count < CHATS:
                asking.cancel()
                running.process.kill()
                await running.process.wait()
                running = await start(desk)
                asking = asyncio.create_task(ask())
        asking.cancel()
        await running.end()
        refused = sum(not call.ok and "Too Many Requests" in call.error for call in world.calls)
        told = [sum(says in each.text for each in chat.messages) for chat in chats]
    title = f"{what} to {CHATS} chats"
    slowest = max(seen.answers)
    return [
        Ratio(f"{title}, in parts of Telegram's {RATE} a second", rates[0], 0.9, True),
        Ratio(f"… after a kill with {before} told", rates[1], 0.9, True),
        Ratio(
            "CPU for each, in parts of what Telegram needs to take it", spent / CHATS * RATE, 0.3
        ),
        Ratio("requests that Telegram refused as too many", refused, 0),
        Ratio("chats that were told twice", sum(each > 1 for each in told), twice),
        Ratio("chats that read that they may have missed it", told.count(0), missing),
        Ratio(f"slowest of {len(seen.answers)} answers to /whoami, by a second", slowest, 1),
        Ratio("memory at its most, in times of when the first was sent", memory, 1.15),
    ]


def _heard(chats: list[Chat]) -> int:
    return sum(bool(chat.messages) for chat in chats)


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
    # Those that were seen first have taken no time that was seen.
    return (count - at_first - ON_THE_WIRE) / (time.monotonic() - begun) / RATE

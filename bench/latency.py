"""How long others wait, from outside: a real process over HTTP, at its busiest.

Olga buys 500 keys of PIN Hype in her private chat, CodeGames does not answer while Max asks it again and
again, and Stan, a stranger, floods. Meanwhile Sam asks for /stock and /orders in the support desk, and Olga,
whose order is under way, for /orders.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from bench.floods import begin, end, flood, own
from bench.result import Ratio
from bot.demo.stage import Stage
from bot.telegram.rates import Rates
from sandbox.faults import Fault
from sandbox.telegram import Chat, Message, Person
from sandbox.telegram import Rates as TelegramRates

KEYS = 500
RATE = 50
"""Keys a second that PIN Hype allows."""
SOON = 1.0
"""Seconds within which an answer is due."""
PAUSE = 1.5
"""Between two questions of one person: Telegram takes 20 messages a minute in a group."""
LONGEST = 240.0


@dataclass
class Seen:
    """Seconds of each answer while the keys were bought, and of all of that."""

    answers: dict[str, list[float]] = field(default_factory=dict)
    bought_in: float = 0.0


async def run() -> list[Ratio]:
    """The slowest answers in parts of a second, and how much longer the purchase took for all of it."""
    seen = await _busiest()
    found = [
        Ratio(f"{what}, slowest of {len(waits)}, by {SOON:.0f} s", max(waits) / SOON, 1)
        for what, waits in sorted(seen.answers.items())
    ]
    pace = KEYS / RATE / seen.bought_in
    return [*found, Ratio("500 keys meanwhile, in parts of 50 a second", pace, 0.8, at_least=True)]


async def _busiest() -> Seen:
    async with AsyncExitStack() as running:
        stage = Stage(rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited())
        await stage.start()
        running.push_async_callback(stage.stop)
        await stage.furnish()
        await stage.app.stop()
        town, seen = stage.town, Seen()
        town.world.rates = TelegramRates.telegram()
        running.push_async_callback(end, await begin(stage))
        question = await _asked(town.olga)
        await _answered(town.sam, "/orders", town.support_desk)
        town.codegames.faults.add("check", Fault.delay(LONGEST), times=None)
        town.olga.taps("Confirm", message=question)
        begun = time.monotonic()

        def bought() -> bool:
            return len(town.hype.pins) == KEYS

        async def ask(what: str, person: Person, text: str, *, group: bool = True) -> None:
            chat = town.support_desk if group else person.private
            waited = await _answered(person, text, chat)
            seen.answers.setdefault(what, []).append(waited)

        others = [
            _turns(
                bought,
                lambda: ask("/orders of another", town.sam, "/orders"),
                lambda: ask("/stock of another", town.sam, "/stock google play"),
            ),
            _turns(bought, lambda: ask("/orders of the buyer", town.olga, "/orders", group=False)),
        ]
        tasks = [
            asyncio.create_task(flood(town.stan, None, 300)),
            asyncio.create_task(_hangs_on(town.max, stage)),
        ]
        await asyncio.gather(*map(asyncio.create_task, others))
        seen.bought_in = time.monotonic() - begun
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return seen


async def _asked(buyer: Person) -> Message:
    """The question whether to buy 500 keys."""
    buyer.says(f"/buy google play {KEYS}")
    chat = buyer.private
    await chat.until(lambda: chat.last.button("Confirm") is not None, LONGEST)
    return chat.last


async def _turns(bought: Callable[[], bool], *questions: Callable[[], Awaitable[None]]) -> None:
    """Ask one after the other, until all is bought."""
    while True:
        for question in questions:
            await question()
            await asyncio.sleep(PAUSE)
            if bought():
                return


async def _hangs_on(person: Person, stage: Stage) -> None:
    """Ask for what only the provider sells that does not answer, for ever."""
    while True:
        person.says("/stock elden ring", stage.town.managers)
        await asyncio.sleep(PAUSE)


async def _answered(person: Person, text: str, chat: Chat) -> float:
    """Seconds until the bot has written there."""
    before, begun = own(chat), time.monotonic()
    person.says(text, chat)
    await chat.until(lambda: own(chat) > before, LONGEST)
    return time.monotonic() - begun

"""What a command costs, in echoes: one echo is a bare aiogram /ping handler in the same run."""

import time
from collections.abc import Awaitable, Callable

from aiogram import Bot, Dispatcher, Router
from aiogram.filters import Command
from aiogram.types import Message

from bench.house import TOKEN, house
from bench.result import Ratio
from bench.silent import SilentSession, says, update
from services.actor import Actor

ROUNDS = 400
TURNS = 5
PRODUCTS = 200


async def run() -> list[Ratio]:
    """Commands that spend no SQL of their own, and pages of the catalog."""
    async with house() as app:
        desk = app.house.services
        olga = Actor(1001, 1001, "Sam")
        for number in range(PRODUCTS):
            await desk.catalog.add(olga, f"Product {number}", "codegames", str(number), "KZT")
        plan = [("/whoami", 1.25), ("/cancel", 1.25), ("/stock", 2.0), ("/menu", 1.25)]
        ours = {text: _feeder(app.dispatcher, app.bot, text) for text, _ in plan}
        echo = _echo()
        cost = await _measured({"echo": echo, **ours})
    return [
        Ratio(f"CPU of {text} in echoes", cost[text] / cost["echo"], budget)
        for text, budget in plan
    ]


def _echo() -> Callable[[int], Awaitable[None]]:
    router = Router()

    @router.message(Command("ping"))
    async def ping(message: Message) -> None:
        await message.answer("pong")

    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    return _feeder(dispatcher, Bot(TOKEN, session=SilentSession()), "/ping")


def _feeder(dispatcher: Dispatcher, bot: Bot, text: str) -> Callable[[int], Awaitable[None]]:
    async def feed(number: int) -> None:
        await dispatcher.feed_update(bot, update(says(number, text), bot))

    return feed


async def _measured(feeds: dict[str, Callable[[int], Awaitable[None]]]) -> dict[str, float]:
    """The least CPU of each over several turns, taken in turn so that noise hits all alike."""
    best = dict.fromkeys(feeds, float("inf"))
    number = 0
    for _ in range(TURNS):
        for name, feed in feeds.items():
            started = time.process_time()
            for _ in range(ROUNDS):
                number += 1
                await feed(number)
            best[name] = min(best[name], time.process_time() - started)
    return best

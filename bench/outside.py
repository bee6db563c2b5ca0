"""What a command costs from outside: the whole process over HTTP, its CPU in those of a bare aiogram echo.

Twenty people write to each side by side, and each writes again when the answer is there: that is how updates
come, a few at a time. Neither has limits of its own on sending, so nothing but work is in the measure.
"""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL
from collections import defaultdict
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

from bench.result import Ratio
from bot.demo.stage import Stage
from bot.telegram.rates import Rates
from sandbox.telegram import Chat, Person, TelegramServer, World
from sandbox.telegram import Rates as TelegramRates

PEOPLE = 20
ROUNDS = 25
TURNS = 6
ANSWERED_IN = 60.0
TICKS = os.sysconf("SC_CLK_TCK")
ECHO = """
import asyncio, sys
from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
router = Router()
@router.message()
async def echo(message: Message) -> None:
    await message.answer(message.text)
async def main():
    session = AiohttpSession(api=TelegramAPIServer.from_base(sys.argv[1]))
    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    await dispatcher.start_polling(Bot(sys.argv[2], session=session))
asyncio.run(main())
"""
OURS = """
import asyncio, os
from pathlib import Path
from handlers.lazy_models import put_off
put_off()
from bot import logs
from bot.app import App
from bot.process import keep_what_is_there
from bot.redact import Redactor
from bot.settings import Settings
from bot.telegram.rates import Rates
async def main():
    redactor = Redactor()
    logs.configure(level="error", redactor=redactor)
    app = App(Settings.load(os.environ, Path("none.env")), redactor, rates=Rates.unlimited())
    await app.start()
    keep_what_is_there()
    await app.wait()
asyncio.run(main())
"""


async def run() -> list[Ratio]:
    """Both in turn, so that noise hits them alike."""
    async with AsyncExitStack() as running:
        echo = await _echo(running)
        ours = await _ours(running)
        cost: defaultdict[str, float] = defaultdict(float)
        for _ in range(TURNS):
            for name, side, text in (
                ("echo", echo, "/whoami"),
                ("/whoami", ours, "/whoami"),
                ("/menu", ours, "/menu"),
            ):
                cost[name] += await _cost(*side, text)
    return [
        Ratio(f"CPU of {name} from outside, in echoes", cost[name] / cost["echo"], 1.5)
        for name in ("/whoami", "/menu")
    ]


async def _echo(running: AsyncExitStack) -> tuple[int, list[Person]]:
    world = World(rates=TelegramRates.unlimited())
    server = TelegramServer(world)
    await server.start()
    running.push_async_callback(server.stop)
    process = await _process(running, ECHO, [server.base_url, world.token], dict(os.environ))
    return process.pid, [world.person(f"Person {number}") for number in range(PEOPLE)]


async def _ours(running: AsyncExitStack) -> tuple[int, list[Person]]:
    stage = Stage(rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited())
    await stage.start()
    running.push_async_callback(stage.stop)
    await stage.furnish({"codegames"})
    world, places = stage.town.world, {"KEYDESK_DATA_DIR": str(stage.data_dir)}
    people = [world.person(f"Person {number}") for number in range(PEOPLE)]
    await stage.app.stop()
    env = {**os.environ, **stage.town.settings(), **places, "KEYDESK_LISTEN": "127.0.0.1:0"}
    process = await _process(running, OURS, [], env)
    return process.pid, people


async def _process(
    running: AsyncExitStack, program: str, args: list[str], env: dict[str, str]
) -> asyncio.subprocess.Process:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program, *args),
        env=env,
        stdin=DEVNULL,
        cwd=Path(__file__).parent.parent,
    )

    async def end() -> None:
        process.kill()
        await process.wait()

    running.push_async_callback(end)
    return process


async def _cost(pid: int, people: list[Person], text: str) -> float:
    """Seconds of CPU that the process spends on what all of them write."""
    await asyncio.gather(*(_talk(person, text, 2) for person in people))
    before = _cpu(pid)
    await asyncio.gather(*(_talk(person, text, ROUNDS) for person in people))
    return _cpu(pid) - before


async def _talk(person: Person, text: str, rounds: int) -> None:
    chat = person.private
    for _ in range(rounds):
        person.says(text)
        there = len(chat.messages) + 1
        await chat.until(partial(_has, chat, there), ANSWERED_IN)


def _has(chat: Chat, count: int) -> bool:
    return len(chat.messages) >= count


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS

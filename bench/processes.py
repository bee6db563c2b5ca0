"""Processes seen from outside: a bare aiogram echo bot and Keydesk, each before a Telegram of its own.

What they cost is read from /proc, so it is everything they do: threads, loops that come round, and HTTP.
"""

import asyncio
import os
import re
import sys
import time
from asyncio.subprocess import DEVNULL, Process
from dataclasses import dataclass
from pathlib import Path

from sandbox.telegram import World

TICKS = os.sysconf("SC_CLK_TCK")
READY_WITHIN = 120.0
LOOK_EVERY = 0.002
"""Seconds between two looks whether updates are asked for."""
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


@dataclass(frozen=True)
class Program:
    """What is started: its arguments for Python, the Telegram it asks, and its settings."""

    args: tuple[str, ...]
    world: World
    settings: dict[str, str]

    @classmethod
    def echo(cls, world: World, base_url: str) -> "Program":
        """A bot that says again what is said to it, and nothing else."""
        return cls(("-c", ECHO, base_url, world.token), world, {})

    @classmethod
    def keydesk(cls, world: World, settings: dict[str, str]) -> "Program":
        """``keydesk run``."""
        return cls(("-m", "bot", "run"), world, settings)


@dataclass(frozen=True)
class Running:
    """A process that asks for updates; ``ready`` is how many seconds it took until then."""

    process: Process
    ready: float

    def cpu(self) -> float:
        """Seconds of CPU that it has spent so far."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text()
        fields = stat.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> int:
        """KB that are resident."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", status)
        assert found is not None
        return int(found[1])

    async def end(self) -> None:
        """Stop it as an operator does."""
        self.process.terminate()
        await self.process.wait()


async def start(program: Program) -> Running:
    """Start it, and wait until it asks Telegram for updates."""
    asked = _polls(program.world)
    begun = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *program.args,
        env=_around() | program.settings,
        cwd=Path(__file__).parent.parent,
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    async with asyncio.timeout(READY_WITHIN):
        while _polls(program.world) == asked:
            assert process.returncode is None, "it has ended by itself"
            await asyncio.sleep(LOOK_EVERY)
    return Running(process, time.monotonic() - begun)


def _around() -> dict[str, str]:
    """The environment, in which Python keeps what it has compiled, as it does for whoever runs either bot."""
    env = dict(os.environ)
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return env


def _polls(world: World) -> int:
    return sum(call.method == "getUpdates" for call in world.calls)

"""The process at rest against a bare aiogram bot: resident memory of two fresh processes."""

import subprocess
import sys
from tempfile import TemporaryDirectory

from bench.result import Ratio

BARE = """
import asyncio
from aiogram import Bot, Dispatcher, Router
from aiogram.filters import Command
router = Router()
@router.message(Command("ping"))
async def ping(message):
    await message.answer("pong")
dispatcher = Dispatcher()
dispatcher.include_router(router)
bot = Bot("7000000001:AAFakeTokenForBenchmarksOnlyXXXXXXXX")
"""
OURS = """
import asyncio
from bench.house import house
async def main():
    async with house(FOLDER):
        rest()
"""
REST = """
def rest():
    import re
    from pathlib import Path
    print(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


async def run() -> list[Ratio]:
    """Both with everything imported and made, neither with anything to do."""
    bare = _resident(REST + BARE + "\nrest()\n")
    with TemporaryDirectory() as folder:
        ours = REST + OURS.replace("FOLDER", repr(folder)) + "\nasyncio.run(main())\n"
        _resident(ours)  # the very first start makes the schema, which later ones do not
        resting = _resident(ours)
    return [Ratio("memory at rest, in bare aiogram bots", resting / bare, 1.25)]


def _resident(program: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return int(done.stdout.split()[-1])

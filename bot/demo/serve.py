"""The demo to play with: the web chat, served until Ctrl-C."""

import asyncio
import signal
import sys
from datetime import UTC, datetime

from bot import logs
from bot.demo.customer import sell_a_key
from bot.demo.guide import guide
from bot.demo.limit import set_a_limit
from bot.demo.own_stock import put_in_stock
from bot.demo.past_days import BEFORE, play_past_days
from bot.demo.past_orders import write_past_orders
from bot.demo.stage import Stage, StageClock

_WELCOME = """
  Keydesk is at work. Open {address}

  Olga is the owner, Max a manager, Sam a supporter, Cara and Carl are customers,
  and nobody has heard of Stan. Choose one of them and follow "Try this".
  Everything runs on this machine and is forgotten at the end. Ctrl-C ends it.
"""


async def serve(port: int) -> None:
    """Serve until SIGINT or SIGTERM. Ends the process with a message if the port is taken."""
    stage, clock, now = set_back()
    logs.configure(level="warning", redactor=stage.redactor)
    stage.town.guide = guide(stage.town)
    try:
        address = await stage.start(port)
    except OSError as error:
        sys.exit(
            f"Port {port} cannot be used ({error.strerror}). Choose another: keydesk demo --port 8081"
        )
    ended = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, ended.set)
    try:
        await prepare(stage, clock, now)
        sys.stdout.write(_WELCOME.format(address=address))
        sys.stdout.flush()
        await ended.wait()
    finally:
        await stage.stop()


def set_back() -> tuple[Stage, StageClock, datetime]:
    """A stage on which it is some days ago, its clock, and what time it really is.

    What the world has is as old as it says by today.
    """
    clock, now = StageClock(), datetime.now(UTC)
    stage = Stage(clock=clock)
    clock.begin_at(now - BEFORE)
    return stage, clock, now


async def prepare(stage: Stage, clock: StageClock, now: datetime) -> None:
    """Have the desk set up some days ago, with two months of orders, and live until now."""
    await stage.furnish()
    await write_past_orders(stage, now)
    await play_past_days(stage, clock, now)
    await sell_a_key(stage)
    await put_in_stock(stage)
    await set_a_limit(stage)

"""Floods, from outside: a real process over HTTP, while strangers write as fast as they can.

For a minute one stranger sends three hundred commands at once and five a second after it; then ten do, each
in private and in a group of their own that nobody set up, which makes six thousand at once, while three
thousand half-sent requests are held against the web side. Meanwhile Sam asks /whoami, and a customer claims
keys, which the support desk is told. What waits at Telegram before the bot has fetched it is nothing the bot
could let others pass by: a hundred updates come at a time, in their order.
"""

import asyncio
import os
import re
import socket
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from bench.half_sent import CROWD
from bench.result import Ratio
from bot.demo.stage import Stage
from bot.telegram.rates import Rates
from bot.visitors import Bounds
from sandbox.telegram import Chat, Person
from sandbox.telegram import Rates as TelegramRates
from services.actor import Actor
from services.orders.door import BUY, DELIVER, Admitted

AT_ONCE = 300
"""Commands of a stranger in each place, all at one moment."""
SECONDS = 60.0
EVERY = 5.0
AGAIN = 0.2
SOON = 2.0
"""Seconds within which others are to be served."""
LONGEST = 240.0
WARM_UP = 15.0
"""Seconds of the flood after which memory has to be flat."""


@dataclass
class Seen:
    """What a flood did to others: seconds of each answer, memory in kB, and files at their most."""

    answers: list[float] = field(default_factory=list)
    alerts: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    files: list[int] = field(default_factory=list)


async def run() -> list[Ratio]:
    """How long others wait, in parts of two seconds; what the process holds, in parts of before."""
    found: list[Ratio] = []
    for strangers, worst, name in (
        (1, False, "one stranger"),
        (10, True, "6,000 updates at once and half-sent requests"),
    ):
        seen = await _flooded(strangers, worst=worst)
        web = Bounds().in_all if worst else 0
        found += [
            Ratio(f"{name}: slowest /whoami of another, by 2 s", max(seen.answers) / SOON, 1),
            Ratio(f"{name}: slowest alert, by 2 s", max(seen.alerts) / SOON, 1),
            Ratio(
                f"{name}: memory at the end, by {WARM_UP:.0f} s after the beginning",
                seen.memory[-1] / seen.memory[int(WARM_UP / EVERY)],
                1.1,
            ),
            Ratio(
                f"{name}: open files at most, by before and as many connections as there may be",
                max(seen.files) / (seen.files[0] + 100 + web),
                1,
            ),
        ]
    return found


async def _flooded(strangers: int, *, worst: bool) -> Seen:
    async with AsyncExitStack() as running:
        stage = Stage(rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited())
        await stage.start()
        running.push_async_callback(stage.stop)
        await stage.furnish({"codegames"})
        tokens = await claims(stage, 2 + int(SECONDS / EVERY))
        await stage.app.stop()
        world, town = stage.town.world, stage.town
        world.rates = TelegramRates.telegram()
        port = _free_port()
        process = await begin(stage, port)
        running.push_async_callback(end, process)
        eves = [world.person(f"Eve {number}") for number in range(strangers)]
        places: list[tuple[Person, Chat | None]] = [(eve, None) for eve in eves]
        if worst:
            places += [(eve, world.group(f"Den {eve.id}", [eve], kind="group")) for eve in eves]
        seen = Seen()
        await answered(town.sam, "/whoami", town.sam.private)
        await told(town.cara, tokens.pop(), town.support_desk)
        seen.files.append(_files(process.pid))
        if worst:
            crowd = await asyncio.create_subprocess_exec(sys.executable, "-c", CROWD, str(port))
            running.push_async_callback(end, crowd)
        flooding = [asyncio.create_task(flood(eve, chat, AT_ONCE)) for eve, chat in places]

        async def ask() -> None:
            seen.answers.append(await answered(town.sam, "/whoami", town.sam.private))

        async def claim() -> None:
            seen.alerts.append(await told(town.cara, tokens.pop(), town.support_desk))

        others = [asyncio.create_task(_every(act)) for act in (ask, claim)]
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            seen.memory.append(_resident(process.pid))
            seen.files.append(_files(process.pid))
            await asyncio.sleep(EVERY)
        seen.memory.append(_resident(process.pid))
        for task in flooding:
            task.cancel()
        await asyncio.gather(*others)
        await asyncio.gather(*flooding, return_exceptions=True)
        return seen


async def claims(stage: Stage, count: int) -> list[str]:
    """Buy keys, and give a claim link's token for each."""
    desk, town = stage.app.house.services, stage.town
    sam = Actor(town.sam.id, town.support_desk.id, town.sam.name)
    town.codegames.offer("9000", title="Bench", price=Decimal(10), stock=count)
    offer = await desk.catalog.add(sam, "Bench", "codegames", "9000", "KZT")
    tokens = []
    for _ in range(count):
        draft = await desk.checkout.draft(sam, offer.id, 1)
        await desk.checkout.confirm(Admitted(sam, draft.number, sam.chat_id, BUY))
        await stage.app.house.worker.idle()
        link = await desk.claims.make(Admitted(sam, draft.number, sam.chat_id, DELIVER))
        tokens.append(link.token)
    return tokens


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def begin(stage: Stage, port: int = 0) -> asyncio.subprocess.Process:
    """The process as it is run, on the data that is there; its web side listens on that port."""
    places = {
        "KEYDESK_DATA_DIR": str(stage.data_dir),
        "KEYDESK_LISTEN": f"127.0.0.1:{port}",
        "KEYDESK_LOG_LEVEL": "error",
    }
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        env={**os.environ, **stage.town.settings(), **places},
        cwd=Path(__file__).parent.parent,
    )


async def end(process: asyncio.subprocess.Process) -> None:
    """Kill it."""
    process.kill()
    await process.wait()


async def flood(eve: Person, chat: Chat | None, at_once: int) -> None:
    """Write commands for ever: so many at once, then five a second."""
    for _ in range(at_once):
        eve.says("/whoami", chat)
    while True:
        await asyncio.sleep(AGAIN)
        eve.says("/whoami", chat)


async def _every(act: Callable[[], Awaitable[None]]) -> None:
    """Do it again and again, as long as the flood is to last."""
    begun = time.monotonic()
    while time.monotonic() - begun < SECONDS - EVERY:
        due = time.monotonic() + EVERY
        await act()
        await asyncio.sleep(max(0.0, due - time.monotonic()))


async def answered(person: Person, text: str, chat: Chat) -> float:
    """Seconds until the bot has written there."""
    before, begun = own(chat), time.monotonic()
    person.says(text)
    await chat.until(lambda: own(chat) > before, LONGEST)
    return time.monotonic() - begun


async def told(customer: Person, token: str, desk: Chat) -> float:
    """Seconds until the desk reads, on the order's card, that a customer has opened a claim link."""
    before, begun = _delivered(desk), time.monotonic()
    customer.starts(token)
    await desk.until(lambda: _delivered(desk) > before, LONGEST)
    return time.monotonic() - begun


def _delivered(chat: Chat) -> int:
    return sum("Delivered" in message.text for message in chat.messages)


def own(chat: Chat) -> int:
    """How many messages of the bot there are."""
    return sum(message.sender is None for message in chat.messages)


def _resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) if found else 0


def _files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))

"""Keydesk from outside: the whole process over HTTP, in those of a bare aiogram echo bot.

How long a start takes until updates are asked for, and its CPU; what stays in memory; what a command costs.
Customers write twenty-five messages a second, as many as Telegram lets a bot answer with some to spare, so
that each bears its part of all that comes round by itself: one by one, when every update is fetched and
written down alone, and those of a second at once, when they share that.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from statistics import median

from bench.floods import claims
from bench.processes import Program, Running, start
from bench.result import Ratio
from bot.demo.stage import Stage
from bot.telegram.rates import Rates
from sandbox.telegram import Chat, Person, TelegramServer, World
from sandbox.telegram import Rates as TelegramRates

STARTS = 7
RESTS = 3.0
"""Seconds after a start until it is at rest."""
TURNS = 3
PEOPLE = 50
ORDERS = 2
"""That each of them has claimed."""
RATE = 25
"""Messages a second."""
MESSAGES = 200
WAYS = {"one by one": 1, "25 at once": RATE}
ANSWERED_IN = 60.0
BUDGETS = {"/whoami": 1.5, "/menu": 1.5, "/mykeys": 2.5}


@dataclass
class Start:
    """What starts took: seconds, seconds of CPU, KB at rest."""

    ready: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


async def run() -> list[Ratio]:
    """Both in turn, so that noise hits them alike."""
    async with AsyncExitStack() as running:
        echo, echoed = await running.enter_async_context(_echo())
        ours, served = await running.enter_async_context(_ours())
        await (await start(ours)).end()  # what a first start writes down is there then
        begins = await _starts(echo, ours)
        costs = await _costs((echo, echoed), (ours, served))
    return [
        *(
            Ratio(f"{what}, in bare aiogram bots", _ratio(mine, theirs), budget)
            for what, mine, theirs, budget in (
                ("ready after start", begins[1].ready, begins[0].ready, 1.25),
                ("CPU until ready", begins[1].cpu, begins[0].cpu, 1.25),
                ("memory at rest", begins[1].memory, begins[0].memory, 1.3),
            )
        ),
        *(
            Ratio(
                f"CPU of {text}, {way}, in echoes", _ratio(costs[way, text], costs[way, ""]), budget
            )
            for way in WAYS
            for text, budget in BUDGETS.items()
        ),
    ]


def _ratio(mine: list[float], theirs: list[float]) -> float:
    """The median of each turn's ratio."""
    return median(one / other for one, other in zip(mine, theirs, strict=True))


@asynccontextmanager
async def _echo() -> AsyncIterator[tuple[Program, list[Person]]]:
    world = World(rates=TelegramRates.unlimited())
    server = TelegramServer(world)
    try:
        people = [world.person(f"Person {number}") for number in range(PEOPLE)]
        yield Program.echo(world, await server.start()), people
    finally:
        await server.stop()


@asynccontextmanager
async def _ours() -> AsyncIterator[tuple[Program, list[Person]]]:
    """A desk with customers, stopped."""
    stage = Stage(rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited())
    await stage.start()
    try:
        await stage.furnish({"codegames"})
        people = [stage.town.world.person(f"Person {number}") for number in range(PEOPLE)]
        for person, token in zip(
            people * ORDERS, await claims(stage, PEOPLE * ORDERS), strict=True
        ):
            person.starts(token)
        await stage.quiet()
        await stage.app.stop()
        places = {"KEYDESK_DATA_DIR": str(stage.data_dir), "KEYDESK_LISTEN": "127.0.0.1:0"}
        yield Program.keydesk(stage.town.world, {**stage.town.settings(), **places}), people
    finally:
        await stage.stop()


async def _starts(*programs: Program) -> list[Start]:
    begins = [Start() for _ in programs]
    for _ in range(STARTS):
        for begin, program in zip(begins, programs, strict=True):
            running = await start(program)
            begin.cpu.append(running.cpu())
            begin.ready.append(running.ready)
            await asyncio.sleep(RESTS)
            begin.memory.append(running.memory())
            await running.end()
    return begins


async def _costs(
    echo: tuple[Program, list[Person]], ours: tuple[Program, list[Person]]
) -> dict[tuple[str, str], list[float]]:
    """Seconds of CPU by way and command, turn by turn; the echo's under the empty name."""
    costs: dict[tuple[str, str], list[float]] = {
        (way, text): [] for way in WAYS for text in ("", *BUDGETS)
    }
    async with AsyncExitStack() as ending:
        sides = []
        for program, people in (echo, ours):
            running = await start(program)
            ending.push_async_callback(running.end)
            sides.append((running, people))
            for text in BUDGETS:
                await talk(people, text, PEOPLE, 1)
        for _ in range(TURNS):
            for way, at_once in WAYS.items():
                costs[way, ""].append(await _cost(*sides[0], "/whoami", at_once))
                for text in BUDGETS:
                    costs[way, text].append(await _cost(*sides[1], text, at_once))
    return costs


async def _cost(running: Running, people: list[Person], text: str, at_once: int) -> float:
    before = running.cpu()
    await talk(people, text, MESSAGES, at_once)
    return running.cpu() - before


async def talk(people: list[Person], text: str, count: int, at_once: int) -> None:
    """Write so many messages, and wait until each is answered."""
    due = {person: len(person.private.messages) for person in people}
    for number in range(count):
        person = people[number % len(people)]
        person.says(text)
        due[person] += 2
        if (number + 1) % at_once == 0:
            await asyncio.sleep(at_once / RATE)
    for person, there in due.items():
        await person.private.until(partial(_has, person.private, there), ANSWERED_IN)


def _has(chat: Chat, count: int) -> bool:
    return len(chat.messages) >= count

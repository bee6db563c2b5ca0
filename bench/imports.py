"""A catalog of 100,000 rows taken in: how long others wait for the loop meanwhile, in parts of the whole."""

import asyncio
import time
from collections.abc import Awaitable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from bench.house import built
from bench.result import Ratio
from bench.silent import PERSON
from services.actor import Actor
from services.catalog.sheet_reading import plan_of
from services.catalog.sheets import NEEDED

ROWS = 100_000
OWNER = Actor(PERSON.id, PERSON.id, "Olga")
OF_THE_WHOLE = 0.1
"""What one pause of the loop may take of it."""
TICK = 0.005
T = TypeVar("T")


async def run() -> list[Ratio]:
    """The preview, and the yes; a task that only wants its turn every few milliseconds notes its waits."""
    with TemporaryDirectory() as folder:
        house = built(Path(folder))
        await house.open()
        services = house.services
        plan, took, read = await _held_up(asyncio.to_thread(plan_of, services.catalog, _rows()))
        work = services.catalog_importing.carry_out(OWNER, "big.csv", plan)
        _, done, written = await _held_up(work)
        await house.close()
    whole = took + done
    return [
        Ratio(
            f"longest pause of others in the preview of {ROWS:,} rows ({took:.1f} s, {read:.2f} s of it)",
            read / whole,
            OF_THE_WHOLE,
        ),
        Ratio(
            f"the same while it is carried out ({done:.1f} s, {written:.2f} s of it)",
            written / whole,
            OF_THE_WHOLE,
        ),
    ]


async def _held_up(work: Awaitable[T]) -> tuple[T, float, float]:
    """What it gives, how long it took, and the longest that another task waited for its turn."""
    longest, over = 0.0, asyncio.Event()

    async def wait_for_turns() -> None:
        nonlocal longest
        while not over.is_set():
            at = time.perf_counter()
            await asyncio.sleep(TICK)
            longest = max(longest, time.perf_counter() - at - TICK)

    waiting = asyncio.create_task(wait_for_turns())
    begun = time.perf_counter()
    given = await work
    took = time.perf_counter() - begun
    over.set()
    await waiting
    return given, took, longest


def _rows() -> Iterator[tuple[int, list[str]]]:
    yield 1, list(NEEDED)
    for number in range(ROWS):
        yield number + 2, [f"Game {number}", "hype", f"{number + 1}"]

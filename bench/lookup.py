"""Finding one order among a million against finding one among ten thousand."""

import asyncio
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.books import Books, fill
from bench.result import Ratio
from services.clock import system_clock
from services.orders import OrderViews
from storage.database import Database

FEW, MANY = 10_000, 1_000_000
LOOKS = 300


async def run() -> list[Ratio]:
    """By number, with everything a card shows."""
    seconds = {}
    for count in (FEW, MANY):
        with TemporaryDirectory() as folder:
            file = Path(folder) / "bench.db"
            db = Database(f"sqlite+aiosqlite:///{file}")
            await db.open()
            number = await asyncio.to_thread(fill, file, Books(orders=count))
            seconds[count] = await _look(db, number)
            await db.close()
    return [
        Ratio(
            "one order among a million, in times of among ten thousand",
            seconds[MANY] / seconds[FEW],
            1.2,
        )
    ]


async def _look(db: Database, number: str) -> float:
    views = OrderViews(system_clock)
    best = float("inf")
    for _ in range(5):
        started = time.perf_counter()
        for _ in range(LOOKS):
            async with db.read() as tx:
                await views.by_number(tx, number)
        best = min(best, time.perf_counter() - started)
    return best

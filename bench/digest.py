"""A month's digest over a million orders against the bare SQL it needs."""

import asyncio
import time
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.books import BEGINNING, Books, fill
from bench.result import Ratio
from services.sales import Sales
from storage.database import Database
from storage.sales import sales_between

COUNT = 1_000_000


async def run() -> list[Ratio]:
    """The report as handlers get it, against the one statement below it."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "bench.db"
        db = Database(f"sqlite+aiosqlite:///{file}")
        await db.open()
        await asyncio.to_thread(fill, file, Books(orders=COUNT))
        until = BEGINNING + timedelta(days=30)
        bare = report = float("inf")
        for _ in range(3):
            started = time.perf_counter()
            async with db.read() as tx:
                await sales_between(tx.connection, BEGINNING, until)
            bare = min(bare, time.perf_counter() - started)
            started = time.perf_counter()
            await Sales(db).report(BEGINNING, until)
            report = min(report, time.perf_counter() - started)
        await db.close()
    return [
        Ratio("a month's digest over a million orders, in times of its SQL", report / bare, 1.2)
    ]

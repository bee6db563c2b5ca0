"""A month's digest over a million orders against the same over ten thousand: by totals it reads days."""

import asyncio
import time
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from bench.books import BEGINNING, Books, fill
from bench.result import Ratio
from services.access import Reach
from services.periods import Period, before, points
from services.sales import More, Sales
from services.sales.totals import TotalsKeeper
from storage.database import Database

FEW, MANY = 10_000, 1_000_000
DAYS = 30
BERLIN = ZoneInfo("Europe/Berlin")


async def run() -> list[Ratio]:
    """The report as a digest gets it, in a zone whose days are not the totals' own."""
    few, many = [await _seconds(count) for count in (FEW, MANY)]
    return [
        Ratio("a month's digest over a million orders, in times of one over 10,000", many / few, 2)
    ]


async def _seconds(count: int) -> float:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "bench.db"
        db = Database(f"sqlite+aiosqlite:///{file}")
        await db.open()
        await asyncio.to_thread(fill, file, Books(orders=count, days=DAYS))
        keeper = TotalsKeeper(db)
        started = time.perf_counter()
        while await keeper.run():
            pass
        print(f"counted {count} orders in {time.perf_counter() - started:.1f} s")
        midnight = timedelta(hours=1)
        month = Period(BEGINNING - midnight, BEGINNING - midnight + timedelta(days=DAYS))
        everybody = Reach(anywhere=True, chats=frozenset())
        more = More(
            products=10,
            buyers=10,
            buyers_in=everybody,
            points=points(month, BERLIN),
            before=before(month, BERLIN),
            now=month.until,
        )
        best = float("inf")
        for _ in range(3):
            started = time.perf_counter()
            await Sales(db).report(month.since, month.until, everybody, more)
            best = min(best, time.perf_counter() - started)
        await db.close()
    return best

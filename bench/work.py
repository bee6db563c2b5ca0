"""Work as rows: from the wish to its beginning, and what claiming costs, against plain commits meanwhile.

A wish, the claim of it and its end are a commit each. What is done between is the doer's own and is left out.
"""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.result import Ratio
from services.clock import system_clock
from services.work import Claim, Worker, WorkQueue
from storage.database import Database
from tests.databases import PostgresServer
from tests.statements import counted_commits

DEEDS = 500
SINGLE = 100
"""So many are wished for one after the other, each when the one before it is done."""
TURNS = 3


class Desk:
    """A queue and a worker on a database, as the process runs them; it notes when each deed begins."""

    def __init__(self, db: Database, queue: WorkQueue | None = None) -> None:
        self.db = db
        self.queue = queue or WorkQueue(system_clock)
        self.begun: dict[str, float] = {}
        self.ended = asyncio.Event()
        """One more is done."""
        self.worker = Worker(db, system_clock, self.queue)
        self.worker.learn({"bench": self._do})

    async def wish(self, *subjects: str) -> None:
        """Write wishes down, in one commit."""
        async with self.db.write() as tx:
            for subject in subjects:
                await self.queue.put(tx, "bench", subject, f"line {hash(subject) % 10}")
        self.queue.kick()

    async def work(self) -> None:
        """Claim whenever there is something new."""
        while True:
            self.queue.wake.clear()
            await self.worker.run()
            await self.queue.wake.wait()

    async def _do(self, claim: Claim) -> None:
        self.begun[claim.row.subject] = time.perf_counter()
        async with self.db.write() as tx:
            await claim.end(tx)
        self.ended.set()


async def run() -> list[Ratio]:
    """On SQLite one worker, on PostgreSQL one and two of them, each durable as a desk's is."""
    with TemporaryDirectory() as folder:
        found = await _on("SQLite", f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}")
    server = await asyncio.to_thread(PostgresServer, ())
    try:
        fresh = [await asyncio.to_thread(server.fresh) for _ in range(3)]
        found += await _on("PostgreSQL", fresh[0])
        one = two = float("inf")
        for _ in range(TURNS):
            one = min(one, await _together(fresh[1], 1))
            two = min(two, await _together(fresh[2], 2))
        found.append(
            Ratio("PostgreSQL: two workers, in times of one's pace", one / two, 0.5, at_least=True)
        )
    finally:
        await asyncio.to_thread(server.stop)
    return found


async def _on(name: str, url: str) -> list[Ratio]:
    async with _opened(url) as db:
        desk = Desk(db)
        working = asyncio.create_task(desk.work())
        plain, waits, all_in_all = [], [], []
        for number in range(SINGLE):
            plain.append(await _commit(db))
            subject = f"single {number}"
            started = time.perf_counter()
            await desk.wish(subject)
            wished = time.perf_counter()
            await desk.ended.wait()
            desk.ended.clear()
            waits.append(desk.begun[subject] - wished)
            all_in_all.append(time.perf_counter() - started)
        many = float("inf")
        for turn in range(TURNS):
            with counted_commits() as commits:
                started = time.perf_counter()
                await desk.wish(*(f"many {turn} {number}" for number in range(DEEDS)))
                await _all_done(desk)
                many = min(many, (time.perf_counter() - started) / DEEDS)
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
    commit, wait, alone = map(statistics.median, (plain, waits, all_in_all))
    return [
        Ratio(f"{name}: from wish to beginning, in commits", wait / commit, 4),
        Ratio(f"{name}: a deed alone, from wish to end, in commits", alone / commit, 8),
        Ratio(f"{name}: one of {DEEDS} deeds at once, in times of one alone", many / alone, 0.5),
        Ratio(f"{name}: commits made for each of {DEEDS}", len(commits) / DEEDS, 1.2),
    ]


async def _together(url: str, workers: int) -> float:
    """Seconds until many deeds are done by so many workers, each with connections of its own."""
    async with _opened(url) as first, _opened(url) as second:
        desks = [Desk(db) for db in (first, second)[:workers]]
        await desks[0].wish(*(f"many {number}" for number in range(DEEDS)))
        started = time.perf_counter()
        working = [asyncio.create_task(desk.work()) for desk in desks]
        await asyncio.gather(*(_all_done(desk) for desk in desks))
        took = time.perf_counter() - started
        for task in working:
            task.cancel()
        await asyncio.gather(*working, return_exceptions=True)
        assert sum(len(desk.begun) for desk in desks) == DEEDS  # none was claimed by both
    return took


async def _all_done(desk: Desk) -> None:
    """Wait until no row is left, without asking the database more often than the worker does."""
    while True:
        async with desk.db.read() as tx:
            left = await tx.work.any_due("nobody", datetime.max.replace(tzinfo=UTC))
        if not left and not desk.worker.running:
            return
        await asyncio.sleep(0.005)


async def _commit(db: Database) -> float:
    """Seconds of a plain durable commit."""
    started = time.perf_counter()
    async with db.write() as tx:
        await tx.users.note(1, "Ann", None, datetime.now(UTC))
    return time.perf_counter() - started


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Database]:
    db = Database(url)
    await db.open()
    try:
        yield db
    finally:
        await db.close()

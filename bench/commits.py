"""Commits side by side, which share syncs, against those with one each and those with none."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool

from bench.result import Ratio
from storage.database import Database
from tests.statements import counted_commits

WRITES = 1000
TOGETHER = 25
"""As many as purchases under way at PIN Hype."""
TURNS = 3


async def run() -> list[Ratio]:
    """The same writes one after the other, side by side, and side by side with synchronous=NORMAL."""
    seconds = dict.fromkeys(("alone", "shared", "lazy"), float("inf"))
    commits = 0
    for _ in range(TURNS):
        with counted_commits() as counted:
            seconds["shared"] = min(seconds["shared"], await _written(TOGETHER))
            commits = len(counted)
        seconds["alone"] = min(seconds["alone"], await _written(1))
        with _lazily():
            seconds["lazy"] = min(seconds["lazy"], await _written(TOGETHER))
    alone, lazy = seconds["shared"] / seconds["alone"], seconds["shared"] / seconds["lazy"]
    return [
        Ratio(f"durable writes, {TOGETHER} side by side, in syncs each", commits / WRITES, 0.1),
        Ratio("the same, in times of one after the other", alone, 1.0),
        Ratio("the same, in times of what no power cut spares", lazy, 2.0),
    ]


async def _written(together: int) -> float:
    with TemporaryDirectory() as folder:
        db = Database(f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}")
        await db.open()
        people = iter(range(1, WRITES + 1))

        async def write() -> None:
            for person in people:
                async with db.write() as tx:
                    await tx.users.note(person, "Ann", None, datetime.now(UTC))

        started = time.perf_counter()
        await asyncio.gather(*(write() for _ in range(together)))
        taken = time.perf_counter() - started
        await db.close()
    return taken


@contextmanager
def _lazily() -> Iterator[None]:
    def be_lazy(connection: Any, _record: Any, _proxy: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.close()

    event.listen(Pool, "checkout", be_lazy)
    try:
        yield
    finally:
        event.remove(Pool, "checkout", be_lazy)

"""Digests of many chats in twelve zones, all due at nine o'clock where the chat is.

A desk with a thousand chats beside one with fewer; with ``CAMPAIGNS=long`` it is ten thousand beside a
thousand. What is compared is counted: reports that were made, statements, what Python holds at its most.
"""

import asyncio
import os
import time
import tracemalloc
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from sqlalchemy import insert, literal, select

from bench.books import BEGINNING, Books, fill
from bench.house import built
from bench.result import Ratio
from bench.silent import PERSON
from bot.house import House
from services.access import Reach
from services.sales import More, Sales, SalesReport
from services.sales.service import EVERY_CHAT, NOTHING_MORE
from services.schedules import DIGEST, Digest, ScheduleRunner
from storage.tables.chats import chats
from storage.tables.schedules import runs, schedules
from tests.statements import statements

LONG = os.environ.get("CAMPAIGNS") == "long"
FEW, MANY = (1_000, 10_000) if LONG else (100, 1_000)
ORDERS = 5_000
RATE = 30
"""Messages a second that Telegram takes."""
ZONES = (
    "Pacific/Auckland",
    "Asia/Seoul",
    "Asia/Shanghai",
    "Asia/Almaty",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Europe/Istanbul",
    "Europe/Berlin",
    "Europe/London",
    "America/Sao_Paulo",
    "America/New_York",
    "America/Los_Angeles",
)
DAY = BEGINNING.replace(hour=0) + timedelta(days=10)


class Counted(Sales):
    """Sales that count how often they are asked for a report."""

    reports = 0

    async def report(
        self,
        since: datetime,
        until: datetime,
        reach: Reach = EVERY_CHAT,
        more: More = NOTHING_MORE,
    ) -> SalesReport:
        """Report, and count it."""
        self.reports += 1
        return await super().report(since, until, reach, more)


class Wall:
    """A clock on the wall that is set; seconds pass by themselves."""

    counted_from = "the bench"

    def __init__(self) -> None:
        self.now = DAY - timedelta(days=2)

    def __call__(self) -> datetime:
        """Give the moment it was set to."""
        return self.now

    def steady(self) -> float:
        """Give seconds that pass."""
        return time.monotonic()


@dataclass
class Round:
    """What the digests of a day took."""

    made: int = 0
    reports: int = 0
    statements: int = 0
    idle: int = 0
    """Statements of a round in which nothing is due."""
    cpu: float = 0.0
    held: int = 0
    """Bytes that Python held at its most beyond what it held before."""


async def run() -> list[Ratio]:
    """The day of each."""
    few, many = await _day(FEW), await _day(MANY)
    assert (few.made, many.made) == (FEW, MANY)
    more = MANY / FEW
    return [
        Ratio(f"reports counted for digests of {MANY} chats, by zones", many.reports / 12, 1),
        Ratio(
            f"statements for a digest, of {MANY} in times of of {FEW}",
            many.statements / few.statements / more,
            1.05,
        ),
        Ratio("statements for a digest, in all", many.statements / MANY, 10),
        Ratio("statements of a round in which nothing is due", many.idle, few.idle),
        Ratio(
            f"CPU for making a digest, of {MANY} in times of of {FEW}",
            many.cpu / few.cpu / more,
            1.3,
        ),
        Ratio(
            "CPU for making a digest, in parts of what Telegram needs to take it",
            many.cpu / MANY * RATE,
            0.5,
        ),
        Ratio(
            f"bytes for a chat whose digest is due, of {MANY} in times of of {FEW}",
            many.held / few.held / more,
            1.1,
        ),
    ]


async def _day(count: int) -> Round:
    found = Round()
    with TemporaryDirectory() as folder:
        wall = Wall()
        house = built(Path(folder), wall)
        await house.open()
        await asyncio.to_thread(fill, Path(folder) / "keydesk.db", Books(orders=ORDERS))
        while await house.sales_totals.run():
            pass
        await _wishes(house, count)
        await house.services.access.load()
        sales = Counted(house.db)
        services = house.services
        digest = Digest(house.db, services.outbox, sales, services.access)
        wired = house.db, wall, services.outbox, services.access, {DIGEST: digest}
        runner = ScheduleRunner(*wired, services.quiet_summary)
        hours = {DAY.replace(hour=9, tzinfo=ZoneInfo(zone)) for zone in ZONES}
        for at in sorted(hours):
            wall.now = at.astimezone(DAY.tzinfo)
            with statements() as said:
                began = time.process_time()
                found.made += await runner.run_due()
                found.cpu += time.process_time() - began
            found.statements += len(said)
            with statements() as said:
                assert await runner.run_due() == 0
            found.idle = max(found.idle, len(said))
        found.reports = sales.reports
        # The next day once more, held against what there was before: it is slower when it is watched.
        wall.now += timedelta(days=1)
        tracemalloc.start()
        before, _ = tracemalloc.get_traced_memory()
        await runner.run_due()
        found.held = tracemalloc.get_traced_memory()[1] - before
        tracemalloc.stop()
        await house.close()
    return found


async def _wishes(house: House, count: int) -> None:
    """A group each, set up by the owner, with its digest; the zones in turn."""
    made = DAY - timedelta(days=2)
    numbers = range(1, count + 1)
    groups = [
        {
            "id": -number,
            "kind": "group",
            "title": f"Chat {number}",
            "set_up_at": made,
            "set_up_by": PERSON.id,
        }
        for number in numbers
    ]
    wishes = [
        {
            "chat_id": -number,
            "kind": DIGEST,
            "cron": "0 9 * * *",
            "timezone": ZONES[number % len(ZONES)],
            "made_by": PERSON.id,
            "made_at": made,
            "options": {},
            "late_minutes": 24 * 60,
        }
        for number in numbers
    ]
    async with house.db.write() as tx:
        await tx.connection.execute(insert(chats), groups)
        await tx.connection.execute(insert(schedules), wishes)
        none_missed = select(schedules.c.id, literal(DAY - timedelta(hours=5)), literal(made))
        columns = ["schedule_id", "fire_at", "claimed_at"]
        await tx.connection.execute(insert(runs).from_select(columns, none_missed))

"""The last quotes: what was read last of each offer, whoever asked, and by how much its price has moved.

Readings are taken note of in memory and written together, so that nobody who looks at stock waits for it.
"""

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from services.clock import Clock
from services.stock import SOLD_OUT, StockLine, StockReading
from storage.database import Database
from storage.quotes import QuoteRow

WINDOW = timedelta(days=1)
"""A price counts as moved for so long; what it moves meanwhile is the same movement."""
MOST = 1000
"""Products of which readings wait to be written; more are forgotten, the oldest first."""


class Quotes:
    """Takes note of readings, and says what was read last. ``run`` should be called every minute."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._unwritten: dict[int, list[StockReading]] = {}
        self._writing = asyncio.Lock()

    def note(self, reading: StockReading) -> None:
        """Something was read."""
        lately = self._unwritten.pop(reading.product.id, [])
        self._unwritten[reading.product.id] = [*lately[-1:], reading]
        while len(self._unwritten) > MOST:
            self._unwritten.pop(next(iter(self._unwritten)))

    async def run(self) -> int:
        """Write down what was read up to now; gives of how many offers that is."""
        async with self._writing:  # whoever comes meanwhile finds it written
            unwritten, self._unwritten = self._unwritten, {}
            return await self._write([each for lately in unwritten.values() for each in lately])

    async def _write(self, readings: Iterable[StockReading]) -> int:
        lines = [(line, each.read_at) for each in readings for line in each.lines]
        if not lines:
            return 0
        async with self._db.write() as tx:
            rows = await tx.quotes.of_offers([line.offer.id for line, _ in lines])
            for line, at in lines:
                rows[line.offer.id] = read_now(rows.get(line.offer.id), line, at)
            await tx.quotes.put(rows.values())
        return len(rows)

    async def of(self, offer_ids: Collection[int]) -> dict[int, QuoteRow]:
        """What was read last of these offers, by their ids; those never read are left out."""
        async with self._db.read() as tx:
            rows = await tx.quotes.of_offers(offer_ids)
        wanted = frozenset(offer_ids)
        lately = [each for readings in self._unwritten.values() for each in readings]
        lines = [(line, each.read_at) for each in lately for line in each.lines]
        for line, at in lines:
            if line.offer.id in wanted:
                rows[line.offer.id] = read_now(rows.get(line.offer.id), line, at)
        return rows


def read_now(before: QuoteRow | None, line: StockLine, at: datetime) -> QuoteRow:
    """The row of an offer after a reading.

    A price that moves again within the window is held against what it was before all of that, so that one
    that comes back has not moved.
    """
    row = before or QuoteRow(line.offer.id, None, None, 0, None, None, at)
    if line.quote is None:
        trouble = None if line.trouble is None else line.trouble.kind
        sold_out = trouble == SOLD_OUT and row.unit_price is not None
        stock = 0 if sold_out else row.stock
        return replace(row, stock=stock, trouble=trouble, tried_at=at)
    price = line.quote.unit_price
    was, moved_at = row.price_before, row.moved_at
    if moved_at is not None and not moved_at <= at < moved_at + WINDOW:
        was, moved_at = None, None
    if moved_at is None and row.unit_price is not None and price != row.unit_price:
        was, moved_at = row.unit_price, at
    return QuoteRow(
        line.offer.id, price, line.quote.stock, line.quote.more, at, None, at, was, moved_at
    )

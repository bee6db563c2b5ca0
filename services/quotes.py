"""The last quotes: what was read last of each offer, whoever asked, and by how much its price has moved.

Readings are taken note of in memory and written together, so that nobody who looks at stock waits for it.
"""

import asyncio
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from services.clock import Clock, is_over
from services.recent import Recent
from services.stock import SOLD_OUT, StockLine, StockReading
from storage.database import Database
from storage.quotes import QuoteRow

WINDOW = timedelta(days=1)
"""A price counts as moved for so long; what it moves meanwhile is the same movement."""
REMEMBERED = 60.0
"""Seconds for which a row in memory is believed."""
KEPT = 10_000
"""Offers whose rows are in memory."""
MOST = 1000
"""Products of which readings wait to be written; more are forgotten, the oldest first."""


class Quotes:
    """Takes note of readings, and says what was read last. ``run`` should be called every minute."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._unwritten: dict[int, list[StockReading]] = {}
        self._writing = asyncio.Lock()
        self._kept: Recent[tuple[float, QuoteRow | None]] = Recent(KEPT)

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
        self._keep(rows, rows)
        return len(rows)

    async def of(self, offer_ids: Collection[int]) -> dict[int, QuoteRow]:
        """What was read last of these offers, by their ids; those never read are left out."""
        async with self._db.read() as tx:
            rows = await tx.quotes.of_offers(offer_ids)
        self._keep(offer_ids, rows)
        return self._with_unwritten(offer_ids, rows)

    async def lately(self, offer_ids: Collection[int]) -> dict[int, QuoteRow]:
        """The same from memory: what another process has read is in it a minute after that is written.

        What people look at all day costs no statement.
        """
        fresh = self._clock.steady() - REMEMBERED
        kept = {offer_id: self._kept.get(offer_id) for offer_id in offer_ids}
        if any(each is None or each[0] < fresh for each in kept.values()):
            return await self.of(offer_ids)
        known = {number: each[1] for number, each in kept.items() if each is not None}
        rows = {number: row for number, row in known.items() if row is not None}
        return self._with_unwritten(offer_ids, rows)

    def _keep(self, offer_ids: Iterable[int], rows: Mapping[int, QuoteRow]) -> None:
        now = self._clock.steady()
        for offer_id in offer_ids:
            self._kept.put(offer_id, (now, rows.get(offer_id)))

    def _with_unwritten(
        self, offer_ids: Collection[int], rows: dict[int, QuoteRow]
    ) -> dict[int, QuoteRow]:
        """These rows, and what was read since and waits to be written."""
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
    if moved_at is not None and is_over(moved_at, WINDOW, at):
        was, moved_at = None, None
    if moved_at is None and row.unit_price is not None and price != row.unit_price:
        was, moved_at = row.unit_price, at
    return QuoteRow(
        line.offer.id, price, line.quote.stock, line.quote.more, at, None, at, was, moved_at
    )

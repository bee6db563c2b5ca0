"""Tell me when it is back: who wants to be told of a product that is sold out is told once when it is there.

Products are read some at a time, and each after a pause: those that are wished and, while a chat has an
alert of stock or prices, in turn all that are sold; what is read is kept by services/quotes.py. A product's
row is the claim: of two processes one moves its moment on and reads, and its wishes are taken out in the
transaction that writes the notices, so that each is told once.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from services.actor import Actor
from services.catalog import Catalog, Product
from services.clock import Clock
from services.errors import DeskError, PausedProductError, UnknownProductError
from services.outbox import Outbox
from services.schedules.kinds import PRICE, STOCK
from services.stock import Stock
from storage.database import Database
from storage.stock_wishes import StockWatchRow, StockWishRow
from storage.transaction import Tx

MOST = 20
"""Wishes of one person."""
AT_ONCE = 20
"""Products that are read in a look, wished ones first."""
PAUSE = timedelta(minutes=5)
"""Between two readings of a product."""
LEASE = timedelta(minutes=2)
"""How long a process has a product to read."""
BACK = "product-back"
_ALERTS = (STOCK, PRICE)
"""Kinds of alerts that look at what is read of every product."""


class TooManyWishesError(DeskError):
    """The person waits for as many products as one may. Facts: most."""

    code = "too-many-wishes"


class StockWishes:
    """Takes wishes, and tells; ``run`` should be called every minute."""

    def __init__(
        self, db: Database, clock: Clock, catalog: Catalog, stock: Stock, outbox: Outbox
    ) -> None:
        self._db = db
        self._clock = clock
        self._catalog = catalog
        self._stock = stock
        self._outbox = outbox

    async def wish(self, actor: Actor, product_id: int) -> tuple[Product, bool]:
        """Have this person told in this chat. False: they have wished it before.

        Of a product that was merged into another since it was shown it is that.

        Raises UnknownProductError, PausedProductError, TooManyWishesError.
        """
        product = self._catalog.offered((await self._catalog.now_of(product_id)).id)
        row = StockWishRow(product.id, actor.chat_id, actor.user_id, product.name)
        async with self._db.write() as tx:
            wished = await tx.stock_wishes.count(actor.user_id)
            new = await tx.stock_wishes.add(row, self._clock())
            if new and wished >= MOST:
                raise TooManyWishesError(most=MOST)
        return product, new

    async def of(self, actor: Actor) -> Sequence[Product]:
        """What this person waits for in this chat, as far as it is in the catalog."""
        async with self._db.read() as tx:
            ids = await tx.stock_wishes.of(actor.user_id, actor.chat_id)
        return [product for each in ids if (product := self._known(each)) is not None]

    async def drop(self, actor: Actor, product_id: int) -> bool:
        """Wait for it no more. False: they did not."""
        with suppress(UnknownProductError):
            product_id = (await self._catalog.now_of(product_id)).id
        row = StockWishRow(product_id, actor.chat_id, actor.user_id)
        async with self._db.write() as tx:
            return await tx.stock_wishes.drop(row)

    async def run(self) -> int:
        """Look at some of the wished products; gives how many wishes were told."""
        now = self._clock()
        async with self._db.read() as tx:
            alerted = await tx.schedules.any_of(_ALERTS)
            due = await tx.stock_wishes.due(now, AT_ONCE)
        if alerted and len(due) < AT_ONCE:  # else there is enough to do
            async with self._db.write() as tx:
                await tx.stock_wishes.watch_all(now)
            async with self._db.read() as tx:
                due = await tx.stock_wishes.due(now, AT_ONCE)
        if not due:
            return 0
        told = sum(await asyncio.gather(*(self._look(row, alerted) for row in due)))
        if told:
            self._outbox.kick()
        return told

    async def _look(self, row: StockWatchRow, alerted: bool) -> int:
        """Read one product, if it is this process's to read. ``alerted``: also if nobody wishes it."""
        mine = StockWatchRow(row.product_id, self._clock() + LEASE)
        async with self._db.write() as tx:
            if not await tx.stock_wishes.put_off(row, mine.due_at):
                return 0
            if not (alerted or await tx.stock_wishes.is_wished(row.product_id)):
                await tx.stock_wishes.end_watch(row.product_id)
                return 0
        name = await self._there(row.product_id)
        async with self._db.write() as tx:
            if not await tx.stock_wishes.put_off(mine, self._clock() + PAUSE):
                return 0
            return 0 if name is None else await self._tell(tx, row.product_id, name, alerted)

    async def _there(self, product_id: int) -> str | None:
        """What the product is called, if it can be bought now; "" where it is not sold any more."""
        try:
            reading = await self._stock.read(product_id)
        except PausedProductError:
            return None
        except UnknownProductError:
            return ""
        return reading.product.name if reading.is_there else None

    async def _tell(self, tx: Tx, product_id: int, name: str, alerted: bool) -> int:
        wishes = await tx.stock_wishes.take(product_id)
        if not (alerted and name):
            await tx.stock_wishes.end_watch(product_id)
        for wish in wishes:
            facts = {
                "product": product_id,
                "name": name or wish.product,
                "user": wish.user_id,
                "gone": not name,
            }
            await self._outbox.post(tx, BACK, wish.chat_id, facts)
        return len(wishes)

    def _known(self, product_id: int) -> Product | None:
        try:
            return self._catalog.product(product_id)
        except UnknownProductError:
            return None

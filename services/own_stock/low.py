"""Low own stock: told once when no more keys are left than a product's low mark, until there are more."""

import structlog

from services.access import Access
from services.clock import Clock
from services.orders.door import STOCK
from services.outbox import Outbox
from services.own_stock.provider import OWN
from storage.database import Database
from storage.low_stock import Marked
from storage.transaction import Tx

LOW = "own-stock-low"
"""The notice. Facts: ``product`` (its name), ``left``, ``mark``."""
ALERT = "stock"
"""The kind of alert that tells of it as well."""

log = structlog.get_logger(__name__)


class LowStock:
    """Looks at the marks whenever ``run`` is called, which should be every minute."""

    def __init__(self, db: Database, clock: Clock, outbox: Outbox, access: Access) -> None:
        self._db = db
        self._clock = clock
        self._outbox = outbox
        self._access = access

    async def run(self) -> int:
        """Tell of what has become low; gives how many products that is."""
        async with self._db.read() as tx:
            marked = await tx.low_stock.marked(OWN, self._clock())
        changed = [each for each in marked if each.is_low is not each.told]
        if not changed:
            return 0
        async with self._db.write() as tx:
            told = sum([await self._told_of(tx, each) for each in changed])
        self._outbox.kick()
        return told

    async def _told_of(self, tx: Tx, product: Marked) -> bool:
        if not product.is_low:
            if not await tx.low_stock.forget(product.id):
                log.info("up again, and noted before", product=product.name)
            return False
        if not await tx.low_stock.note(product.id, self._clock()):
            return False  # another process tells it
        facts = {"product": product.name, "left": product.left, "mark": product.mark}
        # Where an alert of stock runs, that tells it, and when it is over too.
        told = await tx.schedules.chats_with(ALERT)
        for chat_id in self._access.chats_with(STOCK):
            if chat_id in told:
                continue
            await self._outbox.post(tx, LOW, chat_id, facts)
        return True

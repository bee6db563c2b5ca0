"""The beginning of a purchase: from here on the order is bought, and somebody waits for how that ends."""

import secrets

from services.ages import stamp
from services.clock import Clock
from services.limits import Claimed
from services.orders.states import OrderStatus
from services.orders.wish import Wish, write_wish
from services.work import WorkQueue
from storage.orders import OrderRow
from storage.transaction import Tx


class Beginning:
    """Works inside the caller's transaction; ``kick`` after it is committed."""

    def __init__(self, clock: Clock, queue: WorkQueue) -> None:
        self._clock = clock
        self._queue = queue

    async def have_bought(
        self, tx: Tx, order: OrderRow, source: OrderStatus, claimed: Claimed, card: int | None
    ) -> bool:
        """Have it bought. ``card`` is the message in which its end is told.

        False: it does not stand in ``source`` any more, and what was claimed for it must not be committed.
        """
        taken = await tx.orders.move(
            order.id,
            (source,),
            OrderStatus.PAYING,
            confirmed_at=self._clock(),
            **claimed.columns(),
        )
        if taken:
            await tx.purchases.add(order.id, [secrets.token_hex(16) for _ in range(order.count)])
            wish = Wish(untold=True, card=card, confirmed=stamp(self._clock))
            await write_wish(tx, self._queue, order, wish)
        return taken

    def kick(self) -> None:
        """It is committed."""
        self._queue.kick()

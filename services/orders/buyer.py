"""Making the purchases of a confirmed order, one after the other.

Before each call the intent is committed; the call happens outside any transaction; its result is
committed after. What is lost in between is taken up by the recovery pass with the same id.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from providers.base import OfferRef, Purchase, Purchasing
from providers.errors import (
    AlreadyCharged,
    NotAllowed,
    NotProven,
    ProviderError,
    Refused,
    Unavailable,
)
from providers.registry import Providers
from services.clock import Clock
from services.orders.arrivals import FIRST_LOOK, Arrivals
from services.orders.states import OrderStatus, PurchaseStatus
from storage.database import Database
from storage.orders import OrderRow
from storage.purchases import PurchaseRow

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=3)
"""For so long a purchase under way belongs to whoever sent it; longer than any time-out."""

Progress = Callable[[int, int], Awaitable[None]]
"""Hears how many of how many purchases are settled."""


async def no_progress(done: int, total: int) -> None:
    """Tell nobody."""


class Buyer:
    """Buys what was never sent, and reads the keys of what was accepted."""

    def __init__(
        self, db: Database, clock: Clock, providers: Providers, arrivals: Arrivals
    ) -> None:
        self._db = db
        self._clock = clock
        self._providers = providers
        self._arrivals = arrivals

    async def offer_of(self, order: OrderRow) -> OfferRef:
        """The offer of an order as its provider names it."""
        async with self._db.read() as tx:
            offer = await tx.catalog.offer(order.offer_id)
        if offer is None:
            raise LookupError(f"no offer row {order.offer_id}")
        return OfferRef(offer.external_id, offer.currency, offer.country)

    async def buy(self, order: OrderRow, progress: Progress = no_progress) -> OrderStatus:
        """Send the waiting purchases until one does not go through, then read the keys.

        An answer that is lost ends the run: the recovery pass asks first what became of that one.
        """
        provider = self._providers.get(order.provider, Purchasing)
        offer = await self.offer_of(order)
        async with self._db.read() as tx:
            purchases = await tx.purchases.of_order(order.id)
        for purchase in purchases:
            if purchase.status != PurchaseStatus.WAITING:
                continue
            if not await self._mark_sent(order, purchase):
                break
            try:
                result = await provider.purchase(offer, order.unit_price, purchase.txn_id)
            except ProviderError as error:
                await self.write_failure(order, purchase, error)
                break
            await self.write_success(order, purchase, result)
            await progress(purchase.position, len(purchases))
        return await self.collect_keys(order)

    async def _mark_sent(self, order: OrderRow, purchase: PurchaseRow) -> bool:
        now = self._clock()
        async with self._db.write() as tx:
            sent = await tx.purchases.move(
                purchase.id, (PurchaseStatus.WAITING,), PurchaseStatus.SENT, sent_at=now
            )
            if sent:
                await tx.orders.wait_until(order.id, now + LEASE)
        return sent

    async def write_success(
        self, order: OrderRow, purchase: PurchaseRow, result: Purchase
    ) -> OrderStatus:
        """Commit that the provider took the order, with the keys if it gave them."""
        async with self._db.write() as tx:
            await tx.orders.lock(order.id)
            await self._arrivals.accepted(tx, order, purchase, result.reference, result.keys)
            return await self._arrivals.settle(tx, order.id)

    async def write_failure(
        self, order: OrderRow, purchase: PurchaseRow, error: ProviderError, *, again: bool = False
    ) -> OrderStatus:
        """Commit what an error means for money. ``again``: the purchase had been sent before."""
        log.warning(
            "purchase did not go through",
            order=order.number,
            txn_id=purchase.txn_id,
            kind=error.kind,
            again=again,
            error=str(error),
        )
        async with self._db.write() as tx:
            await tx.orders.lock(order.id)
            match error:
                case AlreadyCharged() | NotProven():
                    await self._arrivals.uncertain(tx, purchase, error.kind)
                case NotAllowed() if again:
                    pass  # our sign-in fails now, which says nothing about the lost answer
                case Refused():
                    await self._arrivals.refused(tx, purchase, error.kind)
                case Unavailable() if not again:
                    await self._arrivals.refused(tx, purchase, error.kind)
                case _ if not again:
                    await tx.orders.wait_until(order.id, self._clock() + FIRST_LOOK)
            return await self._arrivals.settle(tx, order.id)

    async def collect_keys(self, order: OrderRow) -> OrderStatus:
        """Read and seal the keys of accepted purchases that have none yet."""
        provider = self._providers.get(order.provider, Purchasing)
        async with self._db.read() as tx:
            purchases = await tx.purchases.of_order(order.id)
            keyed = {key.purchase_id for key in await tx.keys.of_order(order.id)}
        for purchase in purchases:
            if purchase.reference is None or purchase.id in keyed:
                continue
            try:
                plain = await provider.keys(purchase.reference)
            except ProviderError as error:
                log.warning("keys not read yet", order=order.number, error=str(error))
                continue
            if plain:
                async with self._db.write() as tx:
                    await tx.orders.lock(order.id)
                    await self._arrivals.keys(tx, order, purchase, plain)
                    await self._arrivals.settle(tx, order.id)
        async with self._db.write() as tx:
            return await self._arrivals.settle(tx, order.id)

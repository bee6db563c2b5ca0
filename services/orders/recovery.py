"""The recovery pass: whatever was left between "sent" and "keys stored" is asked after and finished.

It runs at start-up over every order left half done, and every few seconds over those whose next look
is due: soon after an answer was lost, then with a back-off of its own for each order.
"""

import asyncio
from datetime import timedelta

import structlog

from providers.base import Purchasing
from providers.errors import ProviderError
from providers.registry import Providers, UnknownProviderError
from services.clock import Clock
from services.orders.buyer import LEASE, Buyer
from services.orders.errors import NotBegunError
from services.orders.reverser import Reverser
from services.orders.states import LATE, OrderStatus, PurchaseStatus
from services.outbox import Outbox
from storage.database import Database
from storage.errors import TroubleError
from storage.orders import OrderRow
from storage.purchases import PurchaseRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)

LOOKED_AT = (
    OrderStatus.PAYING,
    OrderStatus.PAID,
    OrderStatus.UNCERTAIN,
    OrderStatus.KEYED,
    OrderStatus.DELIVERED,
)
"""Where something may be open: a purchase, its key, or (the last two) only its reversal."""
BATCH = 20
STILL_WANTED = timedelta(minutes=15)
"""A confirmed purchase that a stop kept from being sent is still made for so long."""
SLIP = timedelta(minutes=1)
"""By so much a clock may be set back without anybody having to wonder."""
DRAFT_LIFE = timedelta(hours=24)
LATE_AFTER_TRIES = 12
"""After so many looks (about an hour and a half) people are told that keys, or answers, are late."""


def back_off(tries: int) -> timedelta:
    """How long until the next look: 5 s, 10 s, 20 s … up to 15 minutes."""
    return min(timedelta(seconds=5 * 2 ** min(tries, 10)), timedelta(minutes=15))


class Recovery:
    """Takes up orders in ``paying``, ``paid`` and keyless ``uncertain``, and those that are being
    reversed; lets old drafts expire.
    """

    def __init__(
        self,
        db: Database,
        clock: Clock,
        providers: Providers,
        buyer: Buyer,
        reverser: Reverser,
        outbox: Outbox,
    ) -> None:
        self._db = db
        self._clock = clock
        self._providers = providers
        self._buyer = buyer
        self._reverser = reverser
        self._outbox = outbox

    async def take_over(self) -> None:
        """At start-up: make every order left half done due now.

        Nothing of this process is under way yet, so what an earlier one had leased is taken over.
        """
        now = self._clock()
        async with self._db.write() as tx:
            for order in await tx.orders.awaited(LOOKED_AT):
                await tx.orders.wait_until(order.id, now, order.tries)

    async def run(self) -> int:
        """Do one pass and say how many orders were looked at.

        None while an answer is still in hand: what it says need not be asked for. Raises
        NotWritableError where nothing can be written, so that nothing was begun.
        """
        looked = 0
        if self._db.keeper.waits:
            return looked
        while batch := await self._due():
            results = await asyncio.gather(
                *(self._look(order) for order in batch), return_exceptions=True
            )
            for order, result in zip(batch, results, strict=True):
                if isinstance(result, TroubleError | NotBegunError):
                    log.warning("recovery goes on later", order=order.number, why=str(result))
                elif isinstance(result, BaseException):
                    log.error("recovery failed", order=order.number, exc_info=result)
            looked += len(batch)
        await self._expire_drafts()
        return looked

    async def _due(self) -> list[OrderRow]:
        """Take the orders whose look is due; the put-off date is the lease."""
        now = self._clock()
        async with self._db.write() as tx:
            due = await tx.orders.due(now, LOOKED_AT, BATCH)
            taken = [order for order in due if await tx.orders.take_due(order, now + LEASE)]
        return [order for order in taken if order.id not in self._buyer.in_hand]

    async def _look(self, order: OrderRow) -> None:
        with self._buyer.in_hand.hold(order.id):
            await self._look_at(order)

    async def _look_at(self, order: OrderRow) -> None:
        before = status = OrderStatus(order.status)
        try:
            before = status = await self._take_back(order)
            if before is OrderStatus.PAYING:
                try:
                    await self._find_out(order)
                except UnknownProviderError:
                    log.warning("an open order's provider is not configured", order=order.number)
            status = await self._collect(order)
        except Exception:
            # What goes wrong for ever counts as a try too, so that people are told at last.
            await self._after(order, before, status)
            raise
        await self._after(order, before, status)

    async def _take_back(self, order: OrderRow) -> OrderStatus:
        """Ask once more about what is being taken back; gives how the order stands then."""
        async with self._db.read() as tx:
            purchases = await tx.purchases.of_order(order.id)
        rows = [row for row in purchases if row.status == PurchaseStatus.REVERSING]
        if not rows:
            return OrderStatus(order.status)
        try:
            await self._reverser.ask(None, order, rows, again=True)
        except UnknownProviderError:
            log.warning("a reversal's provider is not configured", order=order.number)
        async with self._db.read() as tx:
            after = await tx.orders.by_id(order.id)
        return OrderStatus((after or order).status)

    async def _find_out(self, order: OrderRow) -> None:
        """Ask what became of sent purchases; then go on with those never sent."""
        provider = self._providers.get(order.provider, Purchasing)
        offer = await self._buyer.offer_of(order)
        async with self._db.read() as tx:
            purchases = await tx.purchases.of_order(order.id)
        for purchase in purchases:
            if purchase.status != PurchaseStatus.SENT:
                continue
            try:
                result = await provider.recover(
                    offer, order.unit_price, purchase.txn_id, purchase.sent_at or order.created_at
                )
            except ProviderError as error:
                await self._buyer.write_failure(order, purchase, error)
            else:
                await self._buyer.write_success(order, purchase, result)
        await self._go_on(order)

    async def _go_on(self, order: OrderRow) -> None:
        async with self._db.read() as tx:
            purchases = await tx.purchases.of_order(order.id)
        waiting = [row for row in purchases if row.status == PurchaseStatus.WAITING]
        if not waiting or any(row.status == PurchaseStatus.SENT for row in purchases):
            return
        # A confirmation that lies ahead was dated by a clock that was wrong: nobody knows its age.
        age = self._clock() - (order.confirmed_at or order.created_at)
        if -SLIP <= age <= STILL_WANTED:
            await self._buyer.buy(order)
        else:
            await self._give_up(order, waiting[0])

    async def _give_up(self, order: OrderRow, purchase: PurchaseRow) -> None:
        now = self._clock()
        async with self._db.write() as tx:
            await tx.purchases.move(
                purchase.id,
                (PurchaseStatus.WAITING,),
                PurchaseStatus.REFUSED,
                reason="interrupted",
                settled_at=now,
            )
            await tx.purchases.refuse_waiting(order.id, "not-tried", now)

    async def _collect(self, order: OrderRow) -> OrderStatus:
        try:
            return await self._buyer.collect_keys(order)
        except UnknownProviderError:
            log.warning("an open order's provider is not configured", order=order.number)
            return OrderStatus(order.status)

    async def _after(self, order: OrderRow, before: OrderStatus, status: OrderStatus) -> None:
        """Set the next look where something is still open, and tell the chat of a change."""

        async def unit(tx: Tx) -> None:
            now = await tx.orders.lock(order.id)
            if now.due_at is not None:
                tries = order.tries + 1
                await tx.orders.wait_until(order.id, self._clock() + back_off(tries), tries)
                late = LATE.get(OrderStatus(now.status)) if tries >= LATE_AFTER_TRIES else None
                if late is not None:
                    await self._outbox.post(
                        tx,
                        late,
                        order.chat_id,
                        {"order": order.number},
                        once_key=f"{late}:{order.number}",
                    )
                rows = await tx.purchases.of_order(order.id)
                reversing = any(row.status == PurchaseStatus.REVERSING for row in rows)
                if tries == LATE_AFTER_TRIES and reversing:
                    facts = {"order": order.number}
                    await self._outbox.post(tx, "reversal-late", order.chat_id, facts)
            # An uncertain order has called for help already, with the same card.
            if status is not before and status is not OrderStatus.UNCERTAIN:
                await self._outbox.post(
                    tx,
                    "order-changed",
                    order.chat_id,
                    {"order": order.number},
                    once_key=f"changed:{order.number}:{status}",
                )

        await self._db.keep(unit, "answered", order=order.number)
        self._outbox.kick()

    async def _expire_drafts(self) -> None:
        now = self._clock()
        async with self._db.write() as tx:
            for order in await tx.orders.drafts_before(now - DRAFT_LIFE, BATCH):
                await tx.orders.move(
                    order.id,
                    (OrderStatus.DRAFT,),
                    OrderStatus.EXPIRED,
                    reason="too-old",
                    ended_at=now,
                )

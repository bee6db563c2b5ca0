"""Making the purchases of a confirmed order, as many together as its provider allows.

Before each call the intent is committed; the call happens outside any transaction; its result is
committed after. What is lost in between is taken up by the recovery pass with the same id.
"""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from functools import partial

import structlog

from providers.base import OfferRef, Purchase, Purchasing
from providers.errors import (
    AlreadyCharged,
    NotAllowed,
    NotProven,
    OutcomeUnknown,
    ProviderError,
    Refused,
    Unavailable,
)
from providers.registry import Providers
from services.clock import Clock
from services.orders.arrivals import FIRST_LOOK, LOST, Arrivals
from services.orders.errors import NotBegunError
from services.orders.in_hand import InHand
from services.orders.states import OrderStatus, PurchaseStatus
from services.orders.under_way import Ended, Progress, Teller, UnderWay, no_progress
from storage.database import Database
from storage.errors import NotWritableError
from storage.keeping import T, Unit
from storage.orders import OrderRow
from storage.purchases import PurchaseRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=3)
"""For so long a purchase under way belongs to whoever sent it; longer than any time-out."""


class Buyer:
    """Buys what was never sent, and reads the keys of what was accepted."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        providers: Providers,
        arrivals: Arrivals,
        in_hand: InHand,
    ) -> None:
        self.in_hand = in_hand
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

        What is under way at that moment is waited for and written down. An answer that is lost ends
        the run too: the recovery pass asks first what became of that one.
        """
        provider = self._providers.get(order.provider, Purchasing)
        offer = await self.offer_of(order)
        async with self._db.read() as tx:
            purchases = await tx.purchases.of_order(order.id)
        waiting = deque(row for row in purchases if row.status == PurchaseStatus.WAITING)
        bought = sum(row.status == PurchaseStatus.ACCEPTED for row in purchases)
        failures: list[Exception] = []
        under_way = UnderWay(lambda row: provider.purchase(offer, order.unit_price, row.txn_id))
        teller = Teller(progress, len(purchases))
        # A few at a time, so that their intents share a transaction.
        few = max(1, provider.parallel // 4)
        stuck: NotWritableError | None = None
        try:
            while waiting or under_way:
                room = provider.parallel - len(under_way)
                if waiting and room >= few:
                    batch = [waiting.popleft() for _ in range(min(room, len(waiting)))]
                    try:
                        sent = await self._mark_sent(order, batch)
                    except NotWritableError as error:
                        stuck, sent = error, []  # what is not written down is not sent
                    under_way.start(sent)
                    if len(sent) < len(batch):
                        waiting.clear()  # somebody else sends them, or the recovery pass will
                if not under_way:
                    break
                ended = await under_way.ended()
                failures += [each.end for each in ended if isinstance(each.end, Exception)]
                if failures:
                    waiting.clear()
                last = not waiting and not under_way
                await self._write(
                    order, ended, last=last, failures=failures, stuck=stuck is not None
                )
                bought += sum(isinstance(each.end, Purchase) for each in ended)
                teller.tell(bought)
        finally:
            if left := await under_way.abandon():
                await self._write(order, left, last=False, failures=failures)
            await teller.end()
        for failure in failures:
            if not isinstance(failure, ProviderError):
                raise failure
        if stuck is not None and not bought and not failures:
            raise NotBegunError(number=order.number, cause=str(stuck.cause)) from stuck
        return await self.collect_keys(order)

    async def _mark_sent(
        self, order: OrderRow, purchases: Sequence[PurchaseRow]
    ) -> list[PurchaseRow]:
        """Commit the intents of these purchases, and give those that were still to be sent."""
        now = self._clock()
        async with self._db.write() as tx:
            sent = [
                row
                for row in purchases
                if await tx.purchases.move(
                    row.id, (PurchaseStatus.WAITING,), PurchaseStatus.SENT, sent_at=now
                )
            ]
            if sent:
                await tx.orders.wait_until(order.id, now + LEASE)
        return sent

    async def _write(
        self,
        order: OrderRow,
        ended: Sequence[Ended[Purchase]],
        *,
        last: bool,
        failures: Collection[Exception],
        stuck: bool = False,
    ) -> None:
        """Commit how calls ended. The order's own state follows from the last of them.

        ``stuck``: others were not sent because that could not be written down.
        """
        for each in ended:
            if isinstance(each.end, Exception):
                _log(order, each.row, each.end)

        async def unit(tx: Tx) -> None:
            await tx.orders.lock(order.id)
            for each in ended:
                if isinstance(each.end, Purchase):
                    reference, keys = each.end.reference, each.end.keys
                    await self._arrivals.accepted(tx, order, each.row, reference, keys)
                else:
                    await self._note_failure(tx, each.row, each.end)
            # While others are under way, nobody may ask after those without an answer.
            lost = any(_meaning(failure) is None for failure in failures)
            if last and (lost or stuck):
                await tx.orders.wait_until(order.id, self._clock() + FIRST_LOOK)
            elif not last:
                await tx.orders.wait_until(order.id, self._clock() + LEASE)
            if last:
                await self._arrivals.settle(tx, order.id)

        await self._keep(unit, order, {each.row.txn_id: each.end for each in ended})

    async def write_success(
        self, order: OrderRow, purchase: PurchaseRow, result: Purchase
    ) -> OrderStatus:
        """Commit that the provider took the order, with the keys if it gave them."""

        async def unit(tx: Tx) -> OrderStatus:
            await tx.orders.lock(order.id)
            await self._arrivals.accepted(tx, order, purchase, result.reference, result.keys)
            return await self._arrivals.settle(tx, order.id)

        return await self._keep(unit, order, {purchase.txn_id: result})

    async def write_failure(
        self, order: OrderRow, purchase: PurchaseRow, error: ProviderError
    ) -> OrderStatus:
        """Commit what an error means for money, of a purchase that had been sent before."""
        _log(order, purchase, error, again=True)

        async def unit(tx: Tx) -> OrderStatus:
            await tx.orders.lock(order.id)
            await self._note_failure(tx, purchase, error, again=True)
            return await self._arrivals.settle(tx, order.id)

        return await self._keep(unit, order, {purchase.txn_id: error})

    async def _keep(
        self, unit: Unit[T], order: OrderRow, ends: Mapping[str, Purchase | Exception]
    ) -> T:
        """Commit answers, however long it takes; the log names them by ids alone."""
        bought = {txn: end.reference for txn, end in ends.items() if isinstance(end, Purchase)}
        without = [txn for txn in ends if txn not in bought]
        about = "bought" if bought else "answered"
        return await self._db.keep(
            unit, about, order=order.number, references=bought, not_bought=without
        )

    async def _note_failure(
        self, tx: Tx, purchase: PurchaseRow, error: Exception, *, again: bool = False
    ) -> None:
        kind = _kind(error)
        match _meaning(error, again=again):
            case PurchaseStatus.UNCERTAIN:
                await self._arrivals.uncertain(tx, purchase, kind)
            case PurchaseStatus.REFUSED:
                await self._arrivals.refused(tx, purchase, kind)
            case None:
                if isinstance(error, OutcomeUnknown):
                    await self._arrivals.unclear(tx, purchase, error.reason or LOST)

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
            except Exception:  # one that breaks must not hide the keys of the others
                log.exception("keys not read", order=order.number)
                continue
            if plain:
                result = Purchase(purchase.reference, plain)
                await self._keep(
                    partial(self._write_keys, order, purchase, plain),
                    order,
                    {purchase.txn_id: result},
                )
        return await self._keep(lambda tx: self._arrivals.settle(tx, order.id), order, {})

    async def _write_keys(
        self, order: OrderRow, purchase: PurchaseRow, plain: Sequence[str], tx: Tx
    ) -> None:
        await tx.orders.lock(order.id)
        await self._arrivals.keys(tx, order, purchase, plain)
        await self._arrivals.unreadable(tx, order, purchase, plain)
        await self._arrivals.settle(tx, order.id)


def _meaning(error: Exception, *, again: bool = False) -> PurchaseStatus | None:
    """The status that an error puts a sent purchase in; None where it may still be charged.

    ``again``: an earlier answer was lost, which a failure of this call says nothing about.
    """
    match error:
        case AlreadyCharged() | NotProven():
            return PurchaseStatus.UNCERTAIN
        case NotAllowed() | Unavailable() if again:
            return None
        case Refused() | Unavailable():
            return PurchaseStatus.REFUSED
    return None


def _kind(error: Exception) -> str:
    return error.kind if isinstance(error, ProviderError) else "broken"


def _log(order: OrderRow, row: PurchaseRow, error: Exception, *, again: bool = False) -> None:
    log.warning(
        "purchase did not go through",
        order=order.number,
        txn_id=row.txn_id,
        kind=_kind(error),
        again=again,
        error=str(error) if isinstance(error, ProviderError) else type(error).__name__,
    )

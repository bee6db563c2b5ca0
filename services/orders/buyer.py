"""Asking a provider for keys: sending what waits, asking what became of what was sent, reading keys.

Before each call the intent is committed; the call happens outside any transaction; its result is
committed after. What is lost in between is asked after with the same id.
"""

from collections import Counter, deque
from collections.abc import Callable, Sequence

import structlog

from providers.base import OfferRef, Purchase, Purchasing
from providers.errors import UNREADABLE, NotYet, ProviderError
from providers.lists import slips_of
from services.clock import Clock
from services.orders.answers import Answers, Then, meaning
from services.orders.door import BUY
from services.orders.parallel import UnderWay
from services.orders.progress import Progress
from services.orders.states import PurchaseStatus
from services.work import MayStill
from storage.database import Database
from storage.errors import NotWritableError
from storage.orders import OrderRow
from storage.purchases import PurchaseRow

log = structlog.get_logger(__name__)

TOLD_OF = 3
"""After so many answers about a key that make no sense, within a minute, people are told."""

Stopping = Callable[[], bool]
"""Whether the process ends, so that nothing new is sent."""


class Buyer:
    """Makes the calls about purchases of one order at a time for each who calls."""

    def __init__(self, db: Database, clock: Clock, answers: Answers, rights: MayStill) -> None:
        self._db = db
        self._clock = clock
        self._answers = answers
        self._rights = rights
        self._read_in_vain: Counter[int] = Counter()

    async def buy(
        self,
        provider: Purchasing,
        order: OrderRow,
        width: Callable[[], int],
        progress: Progress,
        stopping: Stopping,
        then: Then,
    ) -> int:
        """Send the waiting purchases until one does not go through, ``width`` of them together; gives how
        many were bought.

        What is under way at that moment is waited for and written down, and ``then`` follows in the
        transaction of the last answer. An answer that is lost ends the run too: what became of that one
        is asked first. So does that its buyer may not buy any more: what was sent by then goes on. Raises
        NotWritableError where nothing was sent because no intent could be written down; an error that is
        none of a provider's, once all answers are written.
        """
        offer = await self._offer_of(order)
        purchases = await self._purchases(order)
        waiting = deque(row for row in purchases if row.status == PurchaseStatus.WAITING)
        before = bought = sum(row.status == PurchaseStatus.ACCEPTED for row in purchases)
        failures: list[Exception] = []
        stuck: NotWritableError | None = None
        under_way = UnderWay(lambda row: provider.purchase(offer, order.unit_price, row.txn_id))
        try:
            while waiting or under_way:
                if stopping():
                    waiting.clear()
                room = width() - len(under_way)
                # A few at a time, so that their intents share a transaction.
                if waiting and room >= max(1, width() // 4):
                    batch = [waiting.popleft() for _ in range(min(room, len(waiting)))]
                    try:
                        sent = await self._mark_sent(order, batch)
                    except NotWritableError as error:
                        stuck, sent = error, []  # what is not written down is not sent
                    under_way.start(sent)
                    if len(sent) < len(batch):
                        waiting.clear()  # somebody else sends them, or later, or nobody may any more
                if not under_way:
                    break
                ended = await under_way.ended()
                failures += [each.end for each in ended if isinstance(each.end, Exception)]
                if failures:
                    waiting.clear()
                last = not waiting and not under_way
                await self._answers.write(order, ended, then if last else None)
                bought += sum(isinstance(each.end, Purchase) for each in ended)
                progress.tell(bought, len(purchases))
        finally:
            if left := await under_way.abandon():
                await self._answers.write(order, left)
        for failure in failures:
            if not isinstance(failure, ProviderError):
                raise failure
        if stuck is not None and not bought and not failures:
            raise stuck
        return bought - before

    async def ask_after(
        self,
        provider: Purchasing,
        order: OrderRow,
        width: Callable[[], int],
        stopping: Stopping,
    ) -> bool:
        """Ask what became of those purchases whose answers were lost.

        True: the provider has said of each, if only that it knows nothing of it yet. Whatever else is to be
        bought need not wait for these. False where it does not answer, or the process stops.
        """
        offer = await self._offer_of(order)
        sent = deque(
            row for row in await self._purchases(order) if row.status == PurchaseStatus.SENT
        )
        under_way = UnderWay(
            lambda row: provider.recover(
                offer, order.unit_price, row.txn_id, row.sent_at or order.created_at
            )
        )
        answered = True
        try:
            while sent or under_way:
                if stopping():
                    answered = False
                    sent.clear()
                room = max(width() - len(under_way), 0)
                under_way.start([sent.popleft() for _ in range(min(room, len(sent)))])
                if under_way:
                    ended = await under_way.ended()
                    answered = answered and all(_answered(each.end) for each in ended)
                    await self._answers.write(order, ended, again=True)
        finally:
            if left := await under_way.abandon():
                await self._answers.write(order, left, again=True)
        return answered

    async def read_keys(self, provider: Purchasing, order: OrderRow) -> None:
        """Read and seal the keys of accepted purchases that have none yet.

        A stop lets it go on for as long as it is granted: cut off, nothing of it is lost.
        """
        async with self._db.read() as tx:
            purchases = await tx.purchases.of_order(order.id)
            keyed = await tx.keys.purchases_with(order.id)
        for purchase in purchases:
            if purchase.reference is None or purchase.id in keyed:
                continue
            try:
                plain = await provider.keys(purchase.reference)
            except ProviderError as error:
                log.warning("keys not read yet", order=order.number, error=str(error))
                if error.reason == UNREADABLE:
                    await self._senseless(order, purchase)
                continue
            except Exception:  # one that breaks must not hide the keys of the others
                log.exception("keys not read", order=order.number)
                continue
            self._read_in_vain.pop(purchase.id, None)
            if plain or slips_of(plain):
                await self._answers.write_keys(order, purchase, purchase.reference, plain)

    async def _senseless(self, order: OrderRow, purchase: PurchaseRow) -> None:
        """An answer that makes no sense: once may be an accident, again and again it stays so."""
        self._read_in_vain[purchase.id] += 1
        if self._read_in_vain[purchase.id] == TOLD_OF:
            await self._answers.write_senseless(order, purchase)

    async def _mark_sent(
        self, order: OrderRow, purchases: Sequence[PurchaseRow]
    ) -> list[PurchaseRow]:
        """Commit the intents of these purchases, and give those that were still to be sent."""
        now = self._clock()
        sent = (PurchaseStatus.WAITING,), PurchaseStatus.SENT
        async with self._db.write() as tx:
            if not await self._rights.may_still(tx, order.buyer_id, order.chat_id, BUY):
                return []
            return [row for row in purchases if await tx.purchases.move(row.id, *sent, sent_at=now)]

    async def _purchases(self, order: OrderRow) -> list[PurchaseRow]:
        async with self._db.read() as tx:
            return await tx.purchases.of_order(order.id)

    async def _offer_of(self, order: OrderRow) -> OfferRef:
        """The offer of an order as its provider names it."""
        async with self._db.read() as tx:
            offer = await tx.catalog.offer(order.offer_id)
        if offer is None:
            raise LookupError(f"no offer row {order.offer_id}")
        return OfferRef(offer.external_id, offer.currency, offer.country)


def _answered(end: Purchase | Exception) -> bool:
    """Whether the provider has said something of a purchase that was asked about."""
    if isinstance(end, Purchase | NotYet):
        return True
    return meaning(end, again=True) is not None

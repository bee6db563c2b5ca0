"""Writing down what came of a purchase: every result, and the order's state that follows from all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from providers.lists import slips_of
from services.access import Access
from services.clock import Clock
from services.known_keys import KnownKeys
from services.limits import Spending
from services.orders.charges import FIRST_READING
from services.orders.door import RESOLVE
from services.orders.pieces import delivered_if_all
from services.orders.shown_cards import shown_on
from services.orders.states import OrderStatus, PurchaseStatus, sources_of, standing
from services.orders.twins import left_to_desk, named_at
from services.outbox import Outbox
from services.vault import Vault, mask
from storage.key_samples import Holders
from storage.keys import KeyRow
from storage.order_marks import TWIN
from storage.orders import OrderRow
from storage.purchases import PurchaseRow
from storage.transaction import Tx

MOST_PLACES = 10
"""Of keys that cannot be read, so many are named by their place."""
OPEN = (PurchaseStatus.WAITING, PurchaseStatus.SENT)
LOST = "lost"
"""Why an answer is not known, where none came at all. Other reasons: :mod:`providers.errors`."""
_CLOSED = (PurchaseStatus.REFUSED,)
_TAKEN = (
    ((*OPEN, PurchaseStatus.UNCERTAIN, PurchaseStatus.ACCEPTED), PurchaseStatus.ACCEPTED),
    ((PurchaseStatus.REVERSING,), PurchaseStatus.REVERSING),
    (_CLOSED, PurchaseStatus.ACCEPTED),
)
"""What a purchase becomes of which the provider says that it was charged."""
_NOT_SPENT = (PurchaseStatus.REFUSED, PurchaseStatus.REVERSED)
"""Whose price an order holds of limits no more."""
_ENDS = (OrderStatus.REVERSED, OrderStatus.FAILED)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Settled:
    """Where an order stands after what came of its purchases.

    ``open``: something is still to be done; ``reversing``: some are being taken back, which is that too.
    """

    status: OrderStatus
    reason: str | None
    open: bool
    reversing: bool


class Outcomes:
    """Each method works inside the caller's transaction, with the order's row locked."""

    def __init__(
        self,
        clock: Clock,
        vault: Vault,
        known: KnownKeys,
        outbox: Outbox,
        access: Access,
        spending: Spending,
        by_books: Callable[[str], bool] = lambda provider: False,
    ) -> None:
        """``by_books`` tells which providers charge what only their books say."""
        self._by_books = by_books
        self._clock = clock
        self._vault = vault
        self._known = known
        self._outbox = outbox
        self._access = access
        self._spending = spending

    async def accepted(
        self, tx: Tx, order: OrderRow, purchase: PurchaseRow, reference: str, keys: Sequence[str]
    ) -> None:
        """The provider took the order, and perhaps handed the keys over at once.

        It is the truth also after the purchase was thought uncertain, or its case was closed, which is
        told then: a late answer may come last. One that is being taken back goes on being so; it is known
        now what it was. Keys are stored only with a purchase that has this reference: of one that was
        settled otherwise meanwhile people are told what the provider says.
        """
        for sources, target in _TAKEN:
            if not await tx.purchases.accept(
                purchase.id, sources, target, reference, self._clock()
            ):
                continue
            if sources == _CLOSED:
                await self._tell_of_late(tx, order, purchase, reference, "joined")
            await self.keys(tx, order, purchase, keys)
            return
        log.error(
            "an answer came for a purchase that was settled otherwise",
            order=order.number,
            txn_id=purchase.txn_id,
            reference=reference,
        )
        await self._tell_of_late(tx, order, purchase, reference, "apart")

    async def found(
        self, tx: Tx, order: OrderRow, purchase: PurchaseRow, reference: str, keys: Sequence[str]
    ) -> bool:
        """A person has found out under which reference an uncertain purchase was charged.

        False: it is not uncertain any more, and nothing was written.
        """
        uncertain = (PurchaseStatus.UNCERTAIN,)
        found = await tx.purchases.accept(
            purchase.id, uncertain, PurchaseStatus.ACCEPTED, reference, self._clock()
        )
        if found:
            await self.keys(tx, order, purchase, keys)
        return found

    async def refused(self, tx: Tx, purchase: PurchaseRow, reason: str) -> None:
        """Nothing was charged for this one. What was not sent yet is given up with it."""
        await self._end(tx, purchase, OPEN, PurchaseStatus.REFUSED, reason)

    async def unclear(self, tx: Tx, purchase: PurchaseRow, reason: str) -> None:
        """Whether it was charged is not known yet, and is asked after; ``reason`` says why not."""
        sent = (PurchaseStatus.SENT,)
        if not await tx.purchases.move(purchase.id, sent, PurchaseStatus.SENT, reason=reason):
            _came_late(purchase, reason)

    async def uncertain(self, tx: Tx, purchase: PurchaseRow, reason: str) -> None:
        """It may be charged, and only a person can tell. What was not sent yet is given up."""
        sent = (PurchaseStatus.SENT,)
        await self._end(tx, purchase, sent, PurchaseStatus.UNCERTAIN, reason)

    async def _end(
        self,
        tx: Tx,
        purchase: PurchaseRow,
        sources: Sequence[PurchaseStatus],
        target: PurchaseStatus,
        reason: str,
    ) -> None:
        """End a purchase without a key. One that was settled meanwhile stays as it is: whoever did that
        knew more than this answer, which says nothing against a charge, and saw to what waits.
        """
        now = self._clock()
        changes = {"reason": reason, "settled_at": now}
        if await tx.purchases.move(purchase.id, sources, target, **changes):
            await tx.purchases.refuse_waiting(purchase.order_id, "not-tried", now)
        else:
            _came_late(purchase, reason)

    async def keys(
        self, tx: Tx, order: OrderRow, purchase: PurchaseRow, plain: Sequence[str]
    ) -> None:
        """Seal the keys of a purchase. A key we were sold before is flagged, and people are told."""
        if not plain:
            return
        await tx.own_keys.while_nobody_adds()
        known = await tx.keys.fingerprints_of(purchase.id)
        position = await tx.keys.last_position(order.id)
        shapes = self._known.shapes_with_these(plain, await self._known.unread(tx))
        inside = await self._known.inner.holders(tx, plain)
        samples: dict[int, frozenset[int]] = {}
        twins = []
        for key in plain:
            fingerprint = self._vault.fingerprint(key)
            if fingerprint in known:
                continue
            known.add(fingerprint)
            marks = self._vault.fingerprints(key)
            dresses = {*self._vault.dresses(key), *self._known.marks_inside(key, shapes)}
            holders = inside.get(key, Holders())
            twin = await tx.keys.by_fingerprint(marks, dresses, holders.of_orders)
            if await tx.own_keys.double(marks, dresses, holders.own):
                await self._tell_of_double(tx, order)
            position += 1
            key_id = await tx.keys.add(
                order_id=order.id,
                purchase_id=purchase.id,
                position=position,
                sealed=self._vault.seal(key),
                fingerprint=fingerprint,
                bare_fingerprint=await self._known.note(tx, key),
                mask=mask(key),
                twin_of=twin.id if twin else None,
                arrived_at=self._clock(),
            )
            samples[key_id] = self._vault.samples(key)
            if twin:
                twins.append(twin)
        owner = await left_to_desk(tx, order.id, samples) if twins else None
        if owner is not None:
            await self._bring_rest(tx, order, owner)
        for twin in twins:
            await self._tell_of_twin(tx, order, twin, owner)
        await tx.key_samples.add(samples)
        await tx.own_keys.stored(purchase.txn_id)

    async def unreadable(
        self, tx: Tx, order: OrderRow, purchase: PurchaseRow, answer: Sequence[str]
    ) -> None:
        """Tell the order's chat of keys in an answer that cannot be read; the others are stored."""
        if slips := slips_of(answer):
            places = [slip.place for slip in slips[:MOST_PLACES]]
            await self._unread(tx, order, purchase, places, len(slips), len(answer) + len(slips))

    async def senseless(self, tx: Tx, order: OrderRow, purchase: PurchaseRow) -> None:
        """Tell the order's chat of an answer about keys of which nothing at all can be read."""
        await self._unread(tx, order, purchase, [], 0, 0)

    async def _unread(
        self,
        tx: Tx,
        order: OrderRow,
        purchase: PurchaseRow,
        places: Sequence[int],
        count: int,
        total: int,
    ) -> None:
        facts = {"order": order.number, "places": list(places), "count": count, "total": total}
        once = f"unreadable:{order.number}:{purchase.id}"
        await self._outbox.post(tx, "keys-unreadable", order.chat_id, facts, once_key=once)

    async def settle(self, tx: Tx, order_id: int) -> Settled:
        """Move the order to the state that follows from its purchases and keys, and give it."""
        order = await tx.orders.lock(order_id)
        purchases = await tx.purchases.of_order(order_id)
        keyed = await tx.keys.purchases_with(order_id)
        stand = [standing(row.status, row.reason) for row in purchases]
        accepted = [
            row
            for row, status in zip(purchases, stand, strict=True)
            if status is PurchaseStatus.ACCEPTED
        ]
        keyless = [row for row in accepted if row.id not in keyed]
        asked = any(row.status in OPEN for row in purchases)
        reversing = any(row.status == PurchaseStatus.REVERSING for row in purchases)
        if order.owner_id is not None:
            await tx.pieces.adopt(order_id, order.owner_id)
        spent = sum(row.status not in _NOT_SPENT for row in purchases)
        await self._spending.follow(tx, order, spent)
        if not asked:
            await self._follow(tx, order, purchases, stand, accepted, keyless)
        settled = await tx.orders.lock(order_id)
        goes_on = asked or reversing or bool(keyless)
        return Settled(OrderStatus(settled.status), settled.reason, goes_on, reversing)

    async def _follow(
        self,
        tx: Tx,
        order: OrderRow,
        purchases: Sequence[PurchaseRow],
        stand: Sequence[PurchaseStatus],
        accepted: Sequence[PurchaseRow],
        keyless: Sequence[PurchaseRow],
    ) -> None:
        """All of its purchases are known: let the order follow them, if it does not already."""
        if PurchaseStatus.UNCERTAIN in stand:
            if await self._move(tx, order, OrderStatus.UNCERTAIN, _reason(purchases)):
                await self._call_for_help(tx, order)
                await self._await_charges(tx, order, accepted)
        elif accepted:
            if await self._move(tx, order, OrderStatus.PAID, _reason(purchases)):
                await self._await_charges(tx, order, accepted)
            if not keyless and await self._move(tx, order, OrderStatus.KEYED, _reason(purchases)):
                await self._bring(tx, order)
            if order.by_the_piece and await delivered_if_all(tx, order.id, self._clock()):
                await self._outbox.post(
                    tx,
                    "delivered",
                    order.chat_id,
                    {"order": order.number},
                    once_key=f"delivered:{order.number}",
                )
        else:
            reversed_ = PurchaseStatus.REVERSED in stand
            target = OrderStatus.REVERSED if reversed_ else OrderStatus.FAILED
            reason = None if reversed_ else _reason(purchases)
            if order.status != target and not await self._move(tx, order, target, reason):
                log.error("an order does not follow", order=order.number, now=order.status)

    async def _move(self, tx: Tx, order: OrderRow, target: OrderStatus, reason: str | None) -> bool:
        """False: it is there already, or beyond it, as one that was delivered."""
        ended_at = self._clock() if target in _ENDS else None
        return await tx.orders.move(
            order.id, sources_of(target), target, reason=reason, ended_at=ended_at
        )

    async def _bring(self, tx: Tx, order: OrderRow) -> None:
        """Send the keys to a customer who was given the order while a part of it was uncertain."""
        if order.owner_id is not None:
            facts = {"order": order.number, "customer": order.owner_id}
            await self._outbox.post(tx, "keys-for-customer", order.owner_id, facts)

    async def _bring_rest(self, tx: Tx, order: OrderRow, customer_id: int) -> None:
        """Send a customer what is theirs of an order and was not brought yet; one notice at a time waits."""
        rows = await tx.keys.of_order(order.id)
        waiting = await tx.notices.waiting("keys-for-customer", customer_id)
        coming = any(each.facts["order"] == order.number for each in waiting)
        if not coming and any(
            key.customer_id == customer_id and key.handed_at is None for key in rows
        ):
            facts = {"order": order.number, "customer": customer_id}
            await self._outbox.post(tx, "keys-for-customer", customer_id, facts)

    async def _await_charges(
        self, tx: Tx, order: OrderRow, accepted: Sequence[PurchaseRow]
    ) -> None:
        """Have it read what these were charged at, where only the provider's books say that."""
        if accepted and self._by_books(order.provider):
            await tx.charges.await_reading(order.id, self._clock() + FIRST_READING)

    async def _call_for_help(self, tx: Tx, order: OrderRow) -> None:
        """Tell the order's chat, and every chat in which somebody may settle it."""
        for chat_id in self._helpers(order):
            await self._outbox.post(
                tx,
                "order-uncertain",
                chat_id,
                {"order": order.number},
                once_key=f"uncertain:{order.number}:{chat_id}",
            )

    async def _tell_of_late(
        self, tx: Tx, order: OrderRow, purchase: PurchaseRow, reference: str, what: str
    ) -> None:
        """Tell of a charge that nobody reckoned with any more: its key has *joined* the order, or it is
        *apart* from it.
        """
        facts = {"order": order.number, "txn": purchase.txn_id, "reference": reference}
        for chat_id in self._helpers(order):
            await self._outbox.post(
                tx,
                f"charge-{what}",
                chat_id,
                facts,
                once_key=f"charge-{what}:{purchase.txn_id}:{reference}:{chat_id}",
            )

    def _helpers(self, order: OrderRow) -> set[int]:
        return {order.chat_id, *self._access.chats_with(RESOLVE, order.chat_id)}

    async def _tell_of_double(self, tx: Tx, order: OrderRow) -> None:
        """A key came that lay in own stock: it is not sold from there any more."""
        log.warning("a key came that lay in own stock", order=order.number)
        facts = {"order": order.number}
        once = f"in-stock:{order.number}"
        await self._outbox.post(tx, "key-in-stock", order.chat_id, facts, once_key=once)

    async def _tell_of_twin(self, tx: Tx, order: OrderRow, twin: KeyRow, owner: int | None) -> None:
        """Mark it, and tell its chat; of what was bought in a case, that nothing of it goes out by itself; of
        what came late for an ``owner`` of the whole order, that it is not theirs.

        The card of the order in which the key came first says that it came again.
        """
        earlier = named_at(order.chat_id, (await tx.keys.homes_of({twin.id}))[twin.id])
        await tx.order_marks.put(order.id, TWIN, self._clock())
        await self._outbox.post(
            tx,
            "key-twin",
            order.chat_id,
            {"order": order.number, "earlier": earlier, "case": order.case_id, "owner": owner},
            once_key=f"twin:{order.number}:{twin.id}",
        )
        first = await tx.orders.by_id(twin.order_id)
        if first is not None and first.id != order.id and first.message_id is not None:
            card = shown_on(first, (first.chat_id, first.message_id))
            await self._outbox.post_all(tx, [card])


def _reason(purchases: Sequence[PurchaseRow]) -> str | None:
    """The one reason worth telling: of what waits for a person, else of the first refusal."""
    for status in (PurchaseStatus.UNCERTAIN, PurchaseStatus.REFUSED):
        for row in purchases:
            if standing(row.status, row.reason) is status and row.reason != "not-tried":
                return row.reason
    return None


def _came_late(purchase: PurchaseRow, reason: str) -> None:
    log.warning("an answer came late", txn_id=purchase.txn_id, reason=reason)

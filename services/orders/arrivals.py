"""Writing down what came of a purchase: every result, and the order's state that follows from all."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from providers.listed import slips_of
from services.access import Access
from services.clock import Clock
from services.known_keys import KnownKeys
from services.orders.charges import FIRST_READING
from services.orders.door import RESOLVE
from services.orders.states import OrderStatus, PurchaseStatus, sources_of, standing
from services.outbox import Outbox
from services.vault import Vault, mask
from storage.keys import KeyRow
from storage.orders import OrderRow
from storage.purchases import PurchaseRow
from storage.transaction import Tx

MOST_PLACES = 10
"""Of keys that cannot be read, so many are named by their place."""
OPEN = (PurchaseStatus.WAITING, PurchaseStatus.SENT)
LOST = "lost"
"""Why an answer is not known, where none came at all. Other reasons: :mod:`providers.errors`."""
FIRST_LOOK = timedelta(seconds=5)
"""How long after a lost answer, or a purchase without its key, the recovery pass looks first."""


class Arrivals:
    """Each method works inside the caller's transaction, with the order's row locked."""

    def __init__(
        self,
        clock: Clock,
        vault: Vault,
        known: KnownKeys,
        outbox: Outbox,
        access: Access,
        by_books: Callable[[str], bool] = lambda provider: False,
    ) -> None:
        """``by_books`` tells which providers charge what only their books say."""
        self._by_books = by_books
        self._clock = clock
        self._vault = vault
        self._known = known
        self._outbox = outbox
        self._access = access

    async def accepted(
        self, tx: Tx, order: OrderRow, purchase: PurchaseRow, reference: str, keys: Sequence[str]
    ) -> None:
        """The provider took the order, and perhaps handed the keys over at once.

        It is the truth also after the purchase was thought uncertain: a late answer may come last.
        One that is being taken back goes on being so; it is known now what it was.
        """
        for sources, target in (
            ((PurchaseStatus.SENT, PurchaseStatus.UNCERTAIN), PurchaseStatus.ACCEPTED),
            ((PurchaseStatus.REVERSING,), PurchaseStatus.REVERSING),
        ):
            if await tx.purchases.move(
                purchase.id,
                sources,
                target,
                reference=reference,
                reason=None,
                settled_at=self._clock(),
            ):
                break
        await self.keys(tx, order, purchase, keys)

    async def refused(self, tx: Tx, purchase: PurchaseRow, reason: str) -> None:
        """Nothing was charged for this one. What was not sent yet is given up with it."""
        now = self._clock()
        await tx.purchases.move(
            purchase.id, OPEN, PurchaseStatus.REFUSED, reason=reason, settled_at=now
        )
        await tx.purchases.refuse_waiting(purchase.order_id, "not-tried", now)

    async def unclear(self, tx: Tx, purchase: PurchaseRow, reason: str) -> None:
        """Whether it was charged is not known yet, and is asked after; ``reason`` says why not."""
        sent = (PurchaseStatus.SENT,)
        await tx.purchases.move(purchase.id, sent, PurchaseStatus.SENT, reason=reason)

    async def uncertain(self, tx: Tx, purchase: PurchaseRow, reason: str) -> None:
        """It may be charged, and only a person can tell. What was not sent yet is given up."""
        now = self._clock()
        await tx.purchases.move(
            purchase.id,
            (PurchaseStatus.SENT,),
            PurchaseStatus.UNCERTAIN,
            reason=reason,
            settled_at=now,
        )
        await tx.purchases.refuse_waiting(purchase.order_id, "not-tried", now)

    async def keys(
        self, tx: Tx, order: OrderRow, purchase: PurchaseRow, plain: Sequence[str]
    ) -> None:
        """Seal the keys of a purchase. A key we were sold before is flagged, and people are told."""
        held = await tx.keys.of_order(order.id)
        known = {key.fingerprint for key in held if key.purchase_id == purchase.id}
        position = len(held)
        for key in plain:
            fingerprint = self._vault.fingerprint(key)
            if fingerprint in known:
                continue
            known.add(fingerprint)
            twin = await tx.keys.by_fingerprint(self._vault.fingerprints(key))
            position += 1
            await tx.keys.add(
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
            if twin:
                await self._tell_of_twin(tx, order, twin)

    async def unreadable(
        self, tx: Tx, order: OrderRow, purchase: PurchaseRow, answer: Sequence[str]
    ) -> None:
        """Tell the order's chat of keys in an answer that cannot be read; the others are stored."""
        slips = slips_of(answer)
        if not slips:
            return
        facts = {
            "order": order.number,
            "places": [slip.place for slip in slips[:MOST_PLACES]],
            "count": len(slips),
            "total": len(answer) + len(slips),
        }
        once = f"unreadable:{order.number}:{purchase.id}"
        await self._outbox.post(tx, "keys-unreadable", order.chat_id, facts, once_key=once)

    async def settle(self, tx: Tx, order_id: int) -> OrderStatus:
        """Move the order to the state that follows from its purchases and keys, and give it."""
        order = await tx.orders.lock(order_id)
        purchases = await tx.purchases.of_order(order_id)
        keyed = {key.purchase_id for key in await tx.keys.of_order(order_id)}
        stand = [standing(row.status, row.reason) for row in purchases]
        accepted = [
            row
            for row, status in zip(purchases, stand, strict=True)
            if status is PurchaseStatus.ACCEPTED
        ]
        keyless = [row for row in accepted if row.id not in keyed]
        reversing = any(row.status == PurchaseStatus.REVERSING for row in purchases)

        if any(row.status in OPEN for row in purchases):
            return OrderStatus(order.status)
        if PurchaseStatus.UNCERTAIN in stand:
            if await self._move(tx, order_id, OrderStatus.UNCERTAIN, _reason(purchases)):
                await self._call_for_help(tx, order)
                await self._await_charges(tx, order, accepted)
        elif accepted:
            if await self._move(tx, order_id, OrderStatus.PAID, _reason(purchases)):
                await self._await_charges(tx, order, accepted)
            if not keyless:
                await self._move(tx, order_id, OrderStatus.KEYED, _reason(purchases))
        elif PurchaseStatus.REVERSED in stand:
            await self._move(tx, order_id, OrderStatus.REVERSED, None, ends=True)
        else:
            await self._move(tx, order_id, OrderStatus.FAILED, _reason(purchases), ends=True)
        if not keyless and not reversing:
            await tx.orders.wait_until(order_id, None)
        elif order.status == OrderStatus.PAYING:
            await tx.orders.wait_until(order_id, self._clock() + FIRST_LOOK)
        settled = await tx.orders.lock(order_id)
        return OrderStatus(settled.status)

    async def _move(
        self, tx: Tx, order_id: int, target: OrderStatus, reason: str | None, *, ends: bool = False
    ) -> bool:
        changes = {"ended_at": self._clock()} if ends else {}
        return await tx.orders.move(order_id, sources_of(target), target, reason=reason, **changes)

    async def _await_charges(
        self, tx: Tx, order: OrderRow, accepted: Sequence[PurchaseRow]
    ) -> None:
        """Have it read what these were charged at, where only the provider's books say that."""
        if accepted and self._by_books(order.provider):
            await tx.charges.await_reading(order.id, self._clock() + FIRST_READING)

    async def _call_for_help(self, tx: Tx, order: OrderRow) -> None:
        """Tell the order's chat, and every chat in which somebody may settle it."""
        for chat_id in {order.chat_id, *self._access.chats_with(RESOLVE, order.chat_id)}:
            await self._outbox.post(
                tx,
                "order-uncertain",
                chat_id,
                {"order": order.number},
                once_key=f"uncertain:{order.number}:{chat_id}",
            )

    async def _tell_of_twin(self, tx: Tx, order: OrderRow, twin: KeyRow) -> None:
        earlier = (await tx.keys.numbers_of({twin.id}))[twin.id]
        await self._outbox.post(
            tx,
            "key-twin",
            order.chat_id,
            {"order": order.number, "earlier": earlier},
            once_key=f"twin:{order.number}:{twin.id}",
        )


def _reason(purchases: Sequence[PurchaseRow]) -> str | None:
    """The one reason worth telling: of what waits for a person, else of the first refusal."""
    for status in (PurchaseStatus.UNCERTAIN, PurchaseStatus.REFUSED):
        for row in purchases:
            if standing(row.status, row.reason) is status and row.reason != "not-tried":
                return row.reason
    return None

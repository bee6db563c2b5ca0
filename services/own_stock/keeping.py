"""Keep in stock: keys of an order that nobody has seen go into own stock, at what they were bought for.

A key that goes is of the order no more, by the compare-and-set that would hand it out: it is never both in
a link and in stock. One that came from own stock goes back there at its own cost.
"""

from dataclasses import dataclass

from cryptography.fernet import InvalidToken

from services.audit import Audit
from services.audit.done import done_since, times_done
from services.clock import Clock
from services.money import Money
from services.orders.door import STOCK, Admitted
from services.orders.pieces import (
    can_be_kept,
    delivered_if_all,
    order_to_hand_out,
    read_pieces,
)
from services.own_stock.errors import ExpiredError, KeptSinceError, NothingToKeepError
from services.own_stock.offers import OwnOffers
from services.own_stock.provider import plain_cost
from services.vault import Vault
from storage.database import Database
from storage.keys import KeyRow
from storage.orders import OrderRow
from storage.own_keys import FREE, NEVER
from storage.transaction import Tx

KEPT = "kept"
_DONE = "keys.kept"


@dataclass(frozen=True, slots=True)
class Kept:
    """So many keys of an order, at this price each; ``since``: how often some were kept before."""

    keys: int
    product: str
    cost: Money
    since: int = 0


class Keeping:
    """Moves keys of orders into own stock."""

    def __init__(
        self, db: Database, clock: Clock, vault: Vault, offers: OwnOffers, audit: Audit
    ) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault
        self._offers = offers
        self._audit = audit

    async def keepable(self, admitted: Admitted) -> Kept:
        """What ``keep`` would move now. Raises NothingToKeepError, ExpiredError, BeingReversedError."""
        admitted.need(STOCK)
        async with self._db.read() as tx:
            order, keys = await self._keepable(tx, admitted.number, locked=False)
            since = await times_done(tx, _DONE, order.number)
        return Kept(len(keys), order.product, Money(order.unit_price, order.currency), since)

    async def keep(self, admitted: Admitted, count: int, since: int) -> Kept:
        """Move keys of an order that nobody has seen, and that are in no open link, into own stock.

        At most so many: what ``keepable`` said when this was asked, as ``since`` is. What has expired stays
        where it is: nobody would be sold it. An order of which no key is left to hand over is delivered with
        that. Raises KeptSinceError, NothingToKeepError, ExpiredError, BeingReversedError.
        """
        admitted.need(STOCK)
        actor, number = admitted.actor, admitted.number
        async with self._db.read() as tx:
            await self._none_since(tx, number, since)
            order, _ = await self._keepable(tx, number, locked=False)
            offer_row = await tx.catalog.offer(order.offer_id)
        if offer_row is None:
            raise LookupError(f"no offer row {order.offer_id}")
        offer_id = await self._offers.of(actor, offer_row.product_id, order.product, order.currency)
        async with self._db.write() as tx:
            await order_to_hand_out(tx, number)
            await tx.own_keys.add_alone()  # the same key could come for an order in this moment
            await self._none_since(tx, number, since)
            order, keys = await self._keepable(tx, number, locked=True)
            kept = 0
            for key in keys[:count]:
                kept += await self._keep(tx, order, key, offer_id, actor.user_id)
            if not kept:
                raise NothingToKeepError(number=number)
            last = await delivered_if_all(tx, order.id, self._clock())
            await self._audit.write(tx, actor, _DONE, number, keys=kept, last=last)
        return Kept(kept, order.product, Money(order.unit_price, order.currency))

    async def _none_since(self, tx: Tx, number: str, since: int) -> None:
        if (kept := await done_since(tx, _DONE, number, since)) is not None:
            keys = int(kept.facts["keys"])
            raise KeptSinceError(number=number, by=kept.by, at=kept.at, keys=keys)

    async def _keepable(
        self, tx: Tx, number: str, *, locked: bool
    ) -> tuple[OrderRow, list[KeyRow]]:
        order = await order_to_hand_out(tx, number, locked=locked)
        pieces = await read_pieces(tx, order, self._clock())
        unseen = [key for key in pieces.free if can_be_kept(key)]
        until = await tx.own_keys.expiries([order.id]) if unseen else {}
        now = self._clock()
        keys = [key for key in unseen if until.get(key.purchase_id, NEVER) > now]
        if not keys:
            raise ExpiredError(number=number) if unseen else NothingToKeepError(number=number)
        return order, keys

    async def _keep(
        self, tx: Tx, order: OrderRow, key: KeyRow, offer_id: int, added_by: int
    ) -> bool:
        """Move one. One that no secret opens stays where it is: nobody could be sold it."""
        now = self._clock()
        try:
            fingerprint, bare = self._vault.fingerprints_of(key.sealed)
        except (InvalidToken, UnicodeDecodeError):
            return False
        if await tx.own_keys.is_another(fingerprint, bare, key.purchase_id):
            return False  # the same key was sold to somebody else, or lies there in another dress
        if not await tx.keys.keep(key.id, now):
            return False
        if await tx.own_keys.put_back(fingerprint, key.purchase_id, key.sealed):
            return True
        row = {
            "offer_id": offer_id,
            "state": FREE,
            "sealed": key.sealed,
            "fingerprint": fingerprint,
            "bare_fingerprint": bare,
            "mask": key.mask,
            "cost": plain_cost(order.unit_price),
            "sold_until": NEVER,
            "came_by": KEPT,
            "from_order_id": order.id,
            "added_by": added_by,
            "added_at": now,
        }
        if not (added := await tx.own_keys.add([row])):
            # It lies in stock already, added by hand: it is kept there, and of no order any more.
            await tx.own_keys.note_origin(fingerprint, order.id)
        for own_key_id in added.values():
            await tx.key_samples.keep(key.id, own_key_id)
        return True

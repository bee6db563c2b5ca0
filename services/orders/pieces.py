"""Keys by the piece: whose each key of an order is, and whether all of them are handed over.

Everything works inside the caller's transaction. Who writes has the order's row locked.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.orders.errors import BeingReversedError, UnknownOrderError
from services.orders.states import HELD_BACK, OrderStatus, PurchaseStatus, sources_of
from storage.claims import ClaimRow
from storage.keys import KeyRow
from storage.orders import OrderRow
from storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class Pieces:
    """The good keys of an order: those free, those in open links, and those that are a customer's.

    ``to_give``: what can be given or put into a new link. That is what is free, and what is in the open link
    of all keys together, which anything new takes the place of.
    """

    good: tuple[KeyRow, ...]
    free: tuple[KeyRow, ...]
    linked: tuple[KeyRow, ...]
    given: tuple[KeyRow, ...]
    to_give: tuple[KeyRow, ...]
    links: tuple[ClaimRow, ...]

    @property
    def handed(self) -> int:
        """How many a customer has, or may have."""
        return sum(key.handed_at is not None for key in self.given)


def pieces_of(order: OrderRow, good: Sequence[KeyRow], links: Collection[ClaimRow]) -> Pieces:
    """Tell the good keys of an order apart; ``links`` are its open ones."""
    opened = {each.id for each in links}
    of_parts = {each.id for each in links if not each.whole}
    given = tuple(key for key in good if holder(key, order) is not None)
    rest = [key for key in good if holder(key, order) is None]
    linked = tuple(key for key in rest if key.claim_id in opened)
    free = tuple(key for key in rest if key.claim_id not in opened)
    to_give = tuple(key for key in rest if key.claim_id not in of_parts)
    return Pieces(tuple(good), free, linked, given, to_give, tuple(links))


def holder(key: KeyRow, order: OrderRow) -> int | None:
    """The customer whose a key is; what has just come is whose the order is as a whole."""
    return key.customer_id or order.owner_id


def can_be_kept(key: KeyRow) -> bool:
    """Whether a free key may go into own stock: nobody has seen it, and it came only once."""
    return key.seen_at is None and key.handed_at is None and not key.came_twice


def goes_back(keys: Iterable[KeyRow]) -> bool:
    """Whether own stock takes these keys back: no customer has one, nor had it, and nobody has seen it."""
    return all(
        each.customer_id is None and each.handed_at is None and each.seen_at is None
        for each in keys
    )


async def being_reversed(tx: Tx, order_id: int) -> bool:
    """Whether keys of an order are being taken back, so that new hands have to wait."""
    purchases = await tx.purchases.of_order(order_id)
    return any(row.status == PurchaseStatus.REVERSING for row in purchases)


async def order_to_hand_out(tx: Tx, number: str, *, locked: bool = True) -> OrderRow:
    """The order, locked where this is no reading transaction; nothing of it is being taken back.

    Raises UnknownOrderError, BeingReversedError.
    """
    order = await tx.orders.by_number(number)
    if order is None:
        raise UnknownOrderError(text=number)
    if locked:
        order = await tx.orders.lock(order.id)
    if await being_reversed(tx, order.id):
        raise BeingReversedError(number=number)
    return order


async def good_keys(tx: Tx, order_id: int) -> list[KeyRow]:
    """The keys of an order that may be handed over: neither taken back nor being so."""
    purchases = await tx.purchases.of_order(order_id)
    held_back = {row.id for row in purchases if row.status in HELD_BACK}
    return [key for key in await tx.keys.of_order(order_id) if key.purchase_id not in held_back]


async def read_pieces(tx: Tx, order: OrderRow, now: datetime) -> Pieces:
    """Whose the good keys of an order are."""
    return pieces_of(order, await good_keys(tx, order.id), await tx.claims.open_of([order.id], now))


async def delivered_if_all(tx: Tx, order_id: int, now: datetime) -> bool:
    """Let an order be delivered whose every good key is handed over, or kept in stock. False: it is not,
    or was before.

    One of which a part is uncertain, or is being taken back, stays as it is until that is settled. One that
    a customer has as a whole is theirs with what is still to come.
    """
    order = await tx.orders.lock(order_id)
    if order.status not in sources_of(OrderStatus.DELIVERED):
        return False
    if order.owner_id is None:
        good = await good_keys(tx, order_id)
        if any(key.handed_at is None for key in good):
            return False
        if not good and not await tx.keys.purchases_kept(order_id):
            return False
        if await being_reversed(tx, order_id):
            return False
    return await tx.orders.move(
        order_id, sources_of(OrderStatus.DELIVERED), OrderStatus.DELIVERED, ended_at=now
    )

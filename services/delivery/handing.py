"""Handing keys over, by whatever way: which of an order's keys can be given, and that its card says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.audit.done import done_since, times_done
from services.delivery.errors import (
    AllInLinksError,
    AlreadyDeliveredError,
    FewerFreeError,
    LinkedSinceError,
    NothingToDeliverError,
    SentSinceError,
    TwinKeysError,
)
from services.orders.pieces import good_keys, order_to_hand_out, read_pieces
from services.orders.shown_cards import shown_on
from services.orders.twins import Twin, doubtful, sure_first
from services.orders.views import OrderViews
from services.orders.wish import wish_of
from services.outbox import Outbox
from storage.keys import KeyRow
from storage.orders import OrderRow
from storage.transaction import Tx

SENT = "keys.sent"
"""The audit's word for keys that went to a customer by Send to customer; reminders too."""


@dataclass(frozen=True, slots=True)
class ToHand:
    """Keys of an order that go, whether that is the order as a whole, and which of them are doubtful: those
    are taken last.
    """

    keys: Sequence[KeyRow]
    whole: bool
    twins: tuple[Twin, ...] = ()

    def told_of(self, number: str, twins: int) -> None:
        """Whoever says yes was told of so many doubtful ones. Raises TwinKeysError where there are more."""
        if len(self.twins) > twins:
            raise TwinKeysError(self.twins, number=number, count=len(self.keys))


async def deliverable(tx: Tx, number: str, *, locked: bool = True) -> OrderRow:
    """The order, if it has a key to hand over and none is being taken back.

    Raises UnknownOrderError, BeingReversedError, NothingToDeliverError.
    """
    order = await order_to_hand_out(tx, number, locked=locked)
    if not await good_keys(tx, order.id):
        raise NothingToDeliverError(number=number)
    return order


async def to_hand(
    tx: Tx, views: OrderViews, order: OrderRow, count: int | None, now: datetime
) -> ToHand:
    """So many keys of an order that can be given, None: all.

    Raises AlreadyDeliveredError, AllInLinksError, FewerFreeError.
    """
    pieces = await read_pieces(tx, order, now)
    number = order.number
    if order.owner_id is not None or not (pieces.to_give or pieces.linked):
        names = [each.name for each in (await views.of(tx, order)).customers]
        raise AlreadyDeliveredError(number=number, customer=names)
    if not pieces.to_give:
        raise AllInLinksError(number=number, links=len(pieces.links))
    free = len(pieces.to_give)
    wanted = free if count is None else count
    if not 0 < wanted <= free:
        raise FewerFreeError(number=number, free=free)
    doubts = await doubtful(tx, pieces.to_give, now)
    taken = sure_first(pieces.to_give, doubts)[:wanted]
    twins = tuple(doubts[key.id] for key in taken if key.id in doubts)
    return ToHand(taken, order.customer_id is None and wanted == len(pieces.good), twins)


async def handed_before(tx: Tx, order: OrderRow, customer_id: int) -> int:
    """How often keys of the order went to this customer, or were put into a link of all, added up.

    Neither ever grows less, so it tells a question whether anything came between it and its answer.
    """
    links, _ = await tx.claims.wholes(order.id)
    return links + await times_done(tx, SENT, order.number, customer=customer_id)


async def none_handed_since(tx: Tx, order: OrderRow, customer_id: int, since: int) -> None:
    """No more than that has become of the order since. Raises SentSinceError, LinkedSinceError."""
    number = order.number
    if await handed_before(tx, order, customer_id) <= since:
        return
    _, linked_at = await tx.claims.wholes(order.id)
    sent = await done_since(tx, SENT, number, 0, customer=customer_id)
    if sent is None or (
        linked_at is not None and linked_at > sent.at
    ):  # the last is what came since
        raise LinkedSinceError(number=number)
    person = (await tx.users.called({customer_id})).get(customer_id, str(customer_id))
    facts = {"by": sent.by, "at": sent.at, "keys": sent.facts.get("keys", 0)}
    raise SentSinceError(number=number, person=person, **facts)


async def tell_links(tx: Tx, outbox: Outbox, order: OrderRow) -> None:
    """Have the order's cards say which of its links are open, and offer what can be done now."""
    wish = await wish_of(tx, order.id)
    places = set() if wish is None else set(wish.cards)
    if order.message_id is not None:
        places.add((order.chat_id, order.message_id))
    await outbox.post_all(tx, [shown_on(order, place) for place in sorted(places)])


async def tell_delivered(
    tx: Tx, outbox: Outbox, order: OrderRow, mark: int, *, whole: bool
) -> None:
    """Have the order's card say how many of its keys are handed over; ``whole``: all. Of what is told the
    same way one notice waits at a time. ``mark`` tells this hand-over from others of the order.
    """
    facts = {"order": order.number}
    if not whole and order.by_the_piece:
        waiting = await tx.notices.waiting("delivered", order.chat_id)
        if any(notice.facts["order"] == order.number for notice in waiting):
            return
        once = f"claimed:{order.number}:{mark}"
    else:
        once = f"{'delivered' if whole else 'claimed'}:{order.number}"
    await outbox.post(tx, "delivered", order.chat_id, facts, once_key=once)

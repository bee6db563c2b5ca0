"""Orders that nobody needs any more are called off before anything is bought, whoever has their card."""

from datetime import datetime

from services.orders import shown_cards
from services.orders.approval_cards import shown_on
from services.orders.approvals import ENDED
from services.orders.states import OrderStatus
from services.outbox import Outbox
from storage.orders import OrderRow
from storage.transaction import Tx

CASE_OVER = "case-over"
"""Why: the case is over in whose customer's name it was drawn up."""
DRAWN_ANEW = "drawn-anew"
"""Why: another was drawn up in its place, in the same case."""
ASKED_AGAIN = "asked-again"
"""Why: the same person was asked once more, in place of the same order that had failed."""
_UNDER_WAY = frozenset(
    {OrderStatus.APPROVED, OrderStatus.PAYING, OrderStatus.PAID, OrderStatus.UNCERTAIN}
)


async def call_off_draft(
    tx: Tx, outbox: Outbox, order: OrderRow, reason: str, at: datetime
) -> bool:
    """Put a draft away, and let its card say so. False: it was confirmed, or is none for another reason.

    In the caller's transaction: kick the outbox after it is committed. A card that is only now being sent
    is told as it is noted (``Orders.note_card``).
    """
    ended = {"reason": reason, "ended_at": at}
    if not await tx.orders.move(order.id, (OrderStatus.DRAFT,), OrderStatus.EXPIRED, **ended):
        return False
    order = await tx.orders.lock(order.id)
    if order.message_id is not None:
        card = order.chat_id, order.message_id
        await outbox.post_all(tx, [shown_cards.shown_on(order, card)])
    return True


async def call_off(tx: Tx, outbox: Outbox, order_id: int, at: datetime) -> None:
    """Put away what is not confirmed yet, and tell its cards; of what is under way its chat is told. The card
    of what has failed offers nothing in its place any more.

    In the caller's transaction, which has ended the order's case: kick the outbox after it is committed.
    """
    order = await tx.orders.lock(order_id)
    asked, status = OrderStatus.AWAITING_APPROVAL, OrderStatus(order.status)
    ended = {"reason": CASE_OVER, "ended_at": at}
    if await tx.orders.move(order.id, (OrderStatus.DRAFT, asked), OrderStatus.EXPIRED, **ended):
        cards = await tx.approvals.take_cards(order.id)
        await outbox.post_all(tx, [shown_on(order, each) for each in cards])
        if status is asked:
            told = {"order": order.number, "how": "case-over"}
            await outbox.post(tx, ENDED, order.chat_id, told)
        elif order.message_id is not None:
            card = order.chat_id, order.message_id
            await outbox.post_all(tx, [shown_cards.shown_on(order, card)])
    elif status is OrderStatus.FAILED and order.message_id is not None:
        card = order.chat_id, order.message_id  # it offers what else could be bought
        await outbox.post_all(tx, [shown_cards.shown_on(order, card)])
    elif status in _UNDER_WAY or (status is OrderStatus.KEYED and order.owner_id is None):
        await outbox.post(tx, ENDED, order.chat_id, {"order": order.number, "how": "left"})

"""Every message that shows an order as under way or uncertain: remembered with its work, told how it goes on.

The card that was confirmed is told by ``order-ended``, and so is the newest. People draw others, here and
in other chats: none of them may say for ever what was so then. So an order that waits for a person keeps
its row of work, which has nothing else to do, until none of its purchases does.
"""

from collections.abc import Collection
from typing import Any

from services.orders.states import OrderStatus
from services.orders.wish import KIND, Place, Wish, wish_of, write_wish
from services.outbox import Outbox, Post
from services.outbox.lost import Lost, Then
from services.work import WorkQueue
from storage.notices import NoticeRow
from storage.orders import OrderRow
from storage.transaction import Tx

SHOWN = "order-shown"
"""How it stands, on a card that showed it unsettled; nothing is sent where that is gone. Facts: ``order``,
``home`` (the order's chat), ``message``, ``trouble`` as of ``order-ended``."""


class ShownCards:
    """Each method works inside the caller's transaction."""

    def __init__(self, outbox: Outbox, queue: WorkQueue, *told_by: str) -> None:
        """``told_by``: kinds of notices that tell the end in place of a card, to whom it concerns."""
        self._outbox = outbox
        self._queue = queue
        outbox.when_lost(SHOWN, self._unseen)
        for kind in told_by:
            outbox.when_lost(kind, self._barred)

    async def note(self, tx: Tx, order_id: int, place: Place) -> None:
        """This message shows it unsettled; where it is not so any more, it is told at once.

        Kick the outbox after it is committed.
        """
        order = await tx.orders.lock(order_id)
        if order.status == OrderStatus.AWAITING_APPROVAL:
            await tx.approvals.shown(order_id, *place)
            return
        wish = await wish_of(tx, order_id)
        if wish is None and order.status == OrderStatus.UNCERTAIN:  # since an earlier version
            await write_wish(tx, self._queue, order, Wish(cards=(place,)))
        elif wish is None:
            await self.tell(tx, order, [place])
        elif place not in wish.cards and place != (order.chat_id, wish.card):
            await tx.work.note(KIND, str(order_id), wish.shown_in([place]).facts())

    async def settled(self, tx: Tx, order: OrderRow) -> None:
        """No person is waited for any more: the work goes on, and tells its cards at its end.

        Kick the queue after it is committed.
        """
        if (wish := await wish_of(tx, order.id)) is not None:
            await write_wish(tx, self._queue, order, wish)

    async def tell(
        self,
        tx: Tx,
        order: OrderRow,
        places: Collection[Place],
        trouble: dict[str, Any] | None = None,
    ) -> None:
        """Tell on these cards how it stands now."""
        posts = [shown_on(order, place, trouble) for place in places]
        await self._outbox.post_all(tx, posts)

    async def _unseen(self, _tx: Tx, _notice: NoticeRow, _lost: Lost) -> Then:
        """Nobody has to be told instead: the end is told elsewhere."""
        return Then.WAIT

    async def _barred(self, tx: Tx, notice: NoticeRow, lost: Lost) -> Then:
        """Who may not know the end any more has a card all the same that says it is under way."""
        order = await tx.orders.by_number(str(notice.facts["order"]))
        message_id = notice.facts["message"]
        if lost is Lost.BARRED and order is not None and message_id is not None:
            await self.tell(tx, order, [(notice.chat_id, int(message_id))])
        return Then.SLEEP


def shown_on(
    order: OrderRow, place: Place, trouble: dict[str, Any] | None = None, kind: str = SHOWN
) -> Post:
    """How it stands, for a message that shows it; the notice of another ``kind`` has the same facts."""
    chat_id, message_id = place
    facts = {"order": order.number, "home": order.chat_id, "message": message_id}
    return Post(kind, chat_id, facts if trouble is None else {**facts, "trouble": trouble})

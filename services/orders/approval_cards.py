"""Messages that show an order as asked for: told what was decided, and what came of what was approved.

Who said yes is told in the same message whether it was bought, and if not, why: what is approved may still
fail, as its price has moved, its buyer may not buy any more, or its provider says no.
"""

from collections.abc import Collection
from typing import Any

from services.orders import shown_cards
from services.orders.states import OrderStatus
from services.orders.wish import Place
from services.outbox import Outbox, Post
from services.outbox.lost import Lost, Then
from storage.notices import NoticeRow
from storage.orders import OrderRow
from storage.transaction import Tx

SHOWN = "approval-shown"
"""How it stands, on a card that showed it. Facts: ``order``, ``home``, ``message``, ``trouble`` as of
``order-ended``."""
_OPEN = (
    OrderStatus.AWAITING_APPROVAL,
    OrderStatus.APPROVED,
    OrderStatus.PAYING,
    OrderStatus.PAID,
    OrderStatus.UNCERTAIN,
)
"""More is to come of it, and the cards are told then."""


class ApprovalCards:
    """Each method works inside the caller's transaction; kick the outbox after it is committed."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        outbox.when_lost(SHOWN, self._unseen)

    async def note(self, tx: Tx, order: OrderRow, place: Place) -> None:
        """This message shows it as not over; where it is, it is told at once. The order's row is locked."""
        if order.status in _OPEN:
            await tx.approvals.shown(order.id, *place)
        else:
            await self._outbox.post_all(tx, [shown_on(order, place)])

    async def tell(self, tx: Tx, order: OrderRow, *besides: Post) -> None:
        """Tell each how it stands now, and these notices with them; more is to come."""
        cards = await tx.approvals.cards(order.id)
        await self._outbox.post_all(tx, [*(shown_on(order, each) for each in cards), *besides])

    async def tell_the_last(self, tx: Tx, order: OrderRow, *besides: Post) -> None:
        """The same where nothing more is to come."""
        cards = await tx.approvals.take_cards(order.id)
        await self._outbox.post_all(tx, [*(shown_on(order, each) for each in cards), *besides])

    async def came_of_it(
        self,
        tx: Tx,
        order: OrderRow,
        told: Collection[Place],
        trouble: dict[str, Any] | None,
        *,
        last: bool,
    ) -> None:
        """Tell what came of what was approved, on all but those that are ``told``; not ``last``: yet."""
        if order.asked_at is None:
            return
        cards = await (tx.approvals.take_cards if last else tx.approvals.cards)(order.id)
        posts = [shown_on(order, each, trouble) for each in cards if each not in told]
        await self._outbox.post_all(tx, posts)

    async def _unseen(self, _tx: Tx, _notice: NoticeRow, _lost: Lost) -> Then:
        """Nobody has to be told instead: what came of it is told elsewhere."""
        return Then.WAIT


def shown_on(order: OrderRow, place: Place, trouble: dict[str, Any] | None = None) -> Post:
    """How it stands, for one of its messages."""
    return shown_cards.shown_on(order, place, trouble, SHOWN)

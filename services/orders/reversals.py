"""Reversals as people press them; they are carried out by :mod:`services.orders.fulfilment`."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace

from providers.base import Reversing
from providers.registry import Providers
from services.audit import Audit
from services.clock import Clock
from services.orders.door import REVERSE, Admitted
from services.orders.errors import (
    BeingReversedError,
    CannotReverseError,
    NothingToReverseError,
    UnknownOrderError,
)
from services.orders.order_view import OrderView
from services.orders.states import REVERSIBLE, OrderStatus, PurchaseStatus, sources_of
from services.orders.views import OrderViews
from services.orders.wish import KIND, Asker, Wish, wish_of, write_wish
from services.work import WorkQueue
from storage.database import Database
from storage.orders import OrderRow
from storage.transaction import Tx

Look = Callable[[Tx, OrderRow, Collection[int]], Awaitable[None]]
"""Sees whether these purchases of an order may be taken back, and raises why not."""


class Reversals:
    """Has orders taken back. Safe to repeat: what is reversed already is left alone."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        providers: Providers,
        views: OrderViews,
        queue: WorkQueue,
        audit: Audit,
    ) -> None:
        self._db = db
        self._clock = clock
        self._providers = providers
        self._views = views
        self._queue = queue
        self._audit = audit
        self._in_cases: Look | None = None

    def look_in_cases(self, look: Look) -> None:
        """Let this one see, behind the order's lock, that none of these keys is being replaced in a case."""
        self._in_cases = look

    async def reverse(
        self,
        admitted: Admitted,
        message_id: int | None = None,
        *,
        only: Collection[int] | None = None,
    ) -> OrderView:
        """Have taken back what was bought: from here on nobody is handed these keys.

        The order's open claims are revoked for good. The provider is asked afterwards; what comes of
        it is told where it was asked, in place of the message. Gives the order with its keys being
        taken back. ``only``: the ids of the purchases that are meant, whose keys somebody has; all others
        and every claim stay as they are. Raises NothingToReverseError, BeingReversedError,
        CannotReverseError, and what the look of its cases does.
        """
        admitted.need(REVERSE)
        actor, number = admitted.actor, admitted.number
        async with self._db.write() as tx:
            found = await tx.orders.by_number(number)
            if found is None:
                raise UnknownOrderError(text=number)
            order = await tx.orders.lock(found.id)
            if order.status not in sources_of(OrderStatus.REVERSED):
                raise NothingToReverseError(number=number)
            rows = await tx.purchases.of_order(order.id)
            if any(row.status == PurchaseStatus.REVERSING for row in rows):
                raise BeingReversedError(number=number)
            if not self._providers.has(order.provider, Reversing):
                raise CannotReverseError(provider=order.provider)
            kept = await tx.keys.purchases_kept(order.id)  # sold by now, or on sale
            if self._in_cases is not None:
                await self._in_cases(
                    tx, order, {row.id for row in rows if only is None or row.id in only}
                )
            keys = await tx.purchases.move_all(
                order.id, REVERSIBLE, PurchaseStatus.REVERSING, kept, only
            )
            if not keys:
                raise NothingToReverseError(number=number)
            if only is None:
                await tx.claims.revoke(order.id, self._clock())
            if message_id is not None and actor.chat_id == order.chat_id:
                await tx.orders.note_card(order.id, message_id)
            asker = Asker(
                actor.user_id,
                actor.name,
                actor.chat_id,
                actor.thread_id,
                message_id,
                part=only is not None,
            )
            wish = await wish_of(tx, order.id) or Wish()
            await write_wish(tx, self._queue, order, replace(wish, asker=asker, late=False))
            await self._audit.write(tx, actor, "order.reversing", number, keys=keys)
            view = await self._views.by_number(tx, number)
        self._queue.kick()
        return view

    async def shown(self, number: str, message_id: int) -> bool:
        """Who asked waits in this message for what comes of it. False: it is over, and told elsewhere."""
        async with self._db.write() as tx:
            order = await tx.orders.by_number(number)
            if order is not None:
                await tx.orders.lock(order.id)
            wish = None if order is None else await wish_of(tx, order.id)
            if order is None or wish is None or wish.asker is None or wish.asker.told:
                return False
            asker = replace(wish.asker, message_id=message_id)
            await tx.work.note(KIND, str(order.id), replace(wish, asker=asker).facts())
        return True

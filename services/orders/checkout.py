"""How an order is bought: drawn up at a price, confirmed by a person, or called off."""

import secrets
from dataclasses import replace

from services.actor import Actor
from services.ages import stamp
from services.audit import Audit
from services.clock import Clock
from services.limits import Spending
from services.limits.errors import OverLimitError
from services.orders.door import BUY, Admitted
from services.orders.drafts import DRAFT_LIFE, Drafts
from services.orders.errors import (
    AlreadyHandledError,
    BadCountError,
    OrderExpiredError,
    UnknownOrderError,
)
from services.orders.states import OrderStatus
from services.orders.views import OrderView, OrderViews
from services.orders.wish import KIND, Wish, wish_of, write_wish
from services.work import WorkQueue
from storage.database import Database
from storage.orders import OrderRow
from storage.transaction import Tx

MOST_KEYS = 500
"""The most keys one order may ask for."""


def check_count(count: int) -> None:
    """See that so many keys can be bought at once. Raises BadCountError."""
    if not 1 <= count <= MOST_KEYS:
        raise BadCountError(most=MOST_KEYS)


class _TakenError(Exception):
    """Another tap was first."""


class Checkout:
    """Orders on their way to being bought. Every method gives the order as it stands afterwards."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        drafts: Drafts,
        views: OrderViews,
        queue: WorkQueue,
        audit: Audit,
        spending: Spending,
    ) -> None:
        self._db = db
        self._clock = clock
        self._drafts = drafts
        self._views = views
        self._queue = queue
        self._audit = audit
        self._spending = spending

    async def draft(self, actor: Actor, offer_id: int, count: int) -> OrderView:
        """Read the price and draw an order up; nothing is bought yet.

        Raises BadCountError, UnknownOfferError, PausedProductError, SoldOutError, NotEnoughError,
        ProviderTroubleError.
        """
        check_count(count)
        quote = await self._drafts.price_for_new(offer_id, count)
        async with self._db.write() as tx:
            number = await self._drafts.draw(tx, actor, offer_id, count, quote)
            return await self._views.by_number(tx, number)

    async def confirm(self, admitted: Admitted, message_id: int | None = None) -> OrderView:
        """Have bought what the draft says, once, at the price it shows; gives it in ``paying``.

        It is bought apart from here, and how it ends is told in place of the message that shows it
        (``message_id``). Raises AlreadyHandledError, OrderExpiredError, OverLimitError.
        """
        admitted.need(BUY)
        order = await self._fresh_draft(admitted.number)
        try:
            async with self._db.write() as tx:
                await self._have_bought(tx, order, admitted.actor, message_id)
                view = await self._views.by_number(tx, order.number)
        except _TakenError:
            raise await self._already(order.number) from None
        self._queue.kick()
        return view

    async def _have_bought(
        self, tx: Tx, order: OrderRow, actor: Actor, message_id: int | None
    ) -> None:
        """Raises _TakenError, OverLimitError: nothing is claimed then, as the transaction ends by it."""
        claimed = await self._spending.claim(tx, order)
        if claimed.over:
            raise OverLimitError(number=order.number, over=claimed.over)
        taken = await tx.orders.move(
            order.id,
            (OrderStatus.DRAFT,),
            OrderStatus.PAYING,
            confirmed_at=self._clock(),
            **claimed.columns(),
        )
        if not taken:
            raise _TakenError
        await tx.purchases.add(order.id, [secrets.token_hex(16) for _ in range(order.count)])
        wish = Wish(untold=True, card=message_id, confirmed=stamp(self._clock))
        await write_wish(tx, self._queue, order, wish)
        await self._audit.write(
            tx,
            actor,
            "order.confirmed",
            order.number,
            count=order.count,
            unit_price=str(order.unit_price),
            currency=order.currency,
            provider=order.provider,
        )

    async def shown(self, number: str, message_id: int) -> OrderView:
        """This message says that the order is being bought; gives the order as it stands now."""
        async with self._db.read() as tx:
            view = await self._views.by_number(tx, number)
            order = await tx.orders.by_number(number)
            wish = None if order is None else await wish_of(tx, order.id)
        if order is None or wish is None or not wish.untold or wish.card == message_id:
            return view
        async with self._db.write() as tx:
            await tx.orders.lock(order.id)
            wish = await wish_of(tx, order.id)
            if wish is not None and wish.untold:
                await tx.work.note(KIND, str(order.id), replace(wish, card=message_id).facts())
            return await self._views.by_number(tx, number)

    async def cancel(self, admitted: Admitted) -> OrderView:
        """Call a draft off. Raises AlreadyHandledError where it is no draft any more."""
        admitted.need(BUY)
        number = admitted.number
        async with self._db.write() as tx:
            order = await tx.orders.by_number(number)
            if order is None:
                raise UnknownOrderError(text=number)
            gone = await tx.orders.move(
                order.id,
                (OrderStatus.DRAFT,),
                OrderStatus.EXPIRED,
                reason="cancelled",
                ended_at=self._clock(),
            )
        if not gone:
            raise await self._already(number)
        return await self._view(number)

    async def _view(self, number: str) -> OrderView:
        async with self._db.read() as tx:
            return await self._views.by_number(tx, number)

    async def _fresh_draft(self, number: str) -> OrderRow:
        async with self._db.read() as tx:
            order = await tx.orders.by_number(number)
        if order is None:
            raise UnknownOrderError(text=number)
        if order.status != OrderStatus.DRAFT:
            raise await self._already(number)
        if self._clock() - order.created_at > DRAFT_LIFE:
            raise OrderExpiredError(number=number)
        return order

    async def _already(self, number: str) -> AlreadyHandledError:
        view = await self._view(number)
        return AlreadyHandledError(number=number, status=view.status, order=view)

"""How an order is bought: drawn up at a price, confirmed by a person, or called off."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from services.actor import Actor
from services.audit import Audit
from services.clock import Clock
from services.limits import Spending
from services.limits.errors import OverLimitError, WithinLimitsError
from services.orders.approvals import Approvals
from services.orders.beginning import Beginning
from services.orders.door import BUY, Admitted
from services.orders.drafts import DRAFT_LIFE, Drafts, OtherOffer
from services.orders.errors import (
    AlreadyHandledError,
    BadCountError,
    OrderExpiredError,
    UnknownOrderError,
)
from services.orders.instead import ask_instead_of, see_first, see_none_bought
from services.orders.order_facts import facts_of
from services.orders.order_view import OrderView
from services.orders.states import CANCELLED, OrderStatus
from services.orders.views import OrderViews
from services.orders.wish import KIND, wish_of
from services.outbox import Outbox
from services.work import MayStill
from storage.database import Database
from storage.orders import OrderRow
from storage.transaction import Tx

MOST_KEYS = 500
"""The most keys one order may ask for."""


Look = Callable[[Tx, OrderRow], Awaitable[None]]
"""Sees that what a draft was drawn up for still wants it, and raises why not."""


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
        beginning: Beginning,
        outbox: Outbox,
        audit: Audit,
        spending: Spending,
        approvals: Approvals,
        rights: MayStill,
    ) -> None:
        self._db = db
        self._clock = clock
        self._drafts = drafts
        self._views = views
        self._beginning = beginning
        self._outbox = outbox
        self._audit = audit
        self._spending = spending
        self._approvals = approvals
        self._rights = rights
        self._in_case: Look | None = None

    def look_in_case(self, look: Look) -> None:
        """Let this one see, behind a lock, that a case wants what was drawn up in it as it was asked."""
        self._in_case = look

    async def draft(
        self, actor: Actor, offer_id: int, count: int, *, failed: Admitted | None = None
    ) -> OrderView:
        """Read the price and draw an order up; nothing is bought yet.

        ``failed``: the order that it is bought instead of; what was asked in its place before is called off,
        so that one question stands. Raises BadCountError, UnknownOfferError, PausedProductError,
        SoldOutError, NotEnoughError, ProviderTroubleError, and what ``ask_instead_of`` does.
        """
        check_count(count)
        if failed is not None:
            async with (
                self._db.read() as tx
            ):  # before the price: that there is none would be no answer
                await see_none_bought(tx, failed.number)
        quote = await self._drafts.price_for_new(offer_id, count)
        async with self._db.write() as tx:
            first = None
            if failed is not None:
                first = await ask_instead_of(tx, self._outbox, failed.number, self._clock())
            number = await self._drafts.draw(tx, actor, offer_id, count, quote, first)
            question = await self._question(tx, number)
        if failed is not None:
            self._outbox.kick()
        return question

    async def others(self, offer_id: int, count: int) -> tuple[OtherOffer, ...]:
        """Give the other offers of its product that so many could be bought from now."""
        return await self._drafts.others(offer_id, count)

    async def question(self, number: str) -> OrderView:
        """Show a draft as it is asked about: with what it would be above. Raises UnknownOrderError."""
        async with self._db.read() as tx:
            return await self._question(tx, number)

    async def _question(self, tx: Tx, number: str) -> OrderView:
        order = await tx.orders.by_number(number)
        if order is None:
            raise UnknownOrderError(text=number)
        view = await self._views.of(tx, order)
        if view.status is not OrderStatus.DRAFT:
            return view
        view = replace(view, in_case=await self._views.in_case(tx, order))
        above = await self._spending.foresee(tx, order)
        if not above or await self._approvals.approved_before(tx, order, above):
            return view
        return replace(view, above=above)

    async def confirm(
        self, admitted: Admitted, message_id: int | None = None, *, spends: bool = True
    ) -> OrderView:
        """Have bought what the draft says, once, at the price it shows; gives it in ``paying``.

        It is bought apart from here, and how it ends is told in place of the message that shows it
        (``message_id``). ``spends``: whether the question that is answered said that it spends. Raises
        AlreadyHandledError, OrderExpiredError, OverLimitError; WithinLimitsError where it did not;
        BoughtAnewError, and what the look of its case does.
        """
        return await self._go_on(admitted, message_id, None, spends=spends)

    async def ask(self, admitted: Admitted, message_id: int | None, reason: str) -> OrderView:
        """Ask others for what is above a limit.

        ``reason``: the buyer's words for whoever decides, or "". ``message_id`` shows the order, in its own
        chat. Raises as ``confirm`` does, and WithinLimitsError where nobody has to be asked.
        """
        return await self._go_on(admitted, message_id, reason, spends=False)

    async def _go_on(
        self, admitted: Admitted, message_id: int | None, reason: str | None, *, spends: bool
    ) -> OrderView:
        admitted.need(BUY)
        order = await self._fresh_draft(admitted.number)
        if not self._db.is_sqlite:  # another process may have taken a role, by which limits hold
            await self._rights.catch_up()
        card = message_id if admitted.actor.chat_id == order.chat_id else None
        try:
            async with self._db.write() as tx:
                await self._have_bought(
                    tx, order, admitted.actor, message_id, card, reason, spends=spends
                )
                view = await self._views.by_number(tx, order.number)
        except _TakenError:
            raise await self._already(order.number) from None
        self._approvals.told()
        return view

    async def _have_bought(
        self,
        tx: Tx,
        order: OrderRow,
        actor: Actor,
        message_id: int | None,
        card: int | None,
        reason: str | None,
        *,
        spends: bool,
    ) -> None:
        """Raises _TakenError, OverLimitError, WithinLimitsError, and why it is not wanted: nothing is
        claimed then, as the transaction ends by it.
        """
        await see_first(tx, order)
        if order.case_id is not None and self._in_case is not None:
            await self._in_case(tx, order)
        claimed = await self._spending.claim(tx, order)
        over = (*claimed.over, *claimed.of_key)
        if over and not await self._approvals.approved_before(tx, order, over):
            if reason is None:
                raise OverLimitError(number=order.number, over=over)
            await self._spending.let_go(tx, order, claimed)
            if not await self._approvals.ask(tx, order, actor, over, reason, card):
                raise _TakenError
            return
        if not spends:
            raise WithinLimitsError(number=order.number)
        draft = OrderStatus.DRAFT
        if not await self._beginning.have_bought(tx, order, draft, claimed, message_id):
            raise _TakenError
        await self._audit.write(
            tx,
            actor,
            "order.confirmed",
            order.number,
            **facts_of(order),
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
        """Call a draft off, or what waits for approval. Raises AlreadyHandledError where it is neither."""
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
                reason=CANCELLED,
                ended_at=self._clock(),
            ) or await self._approvals.withdraw(tx, order)
        if not gone:
            raise await self._already(number)
        self._approvals.told()
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

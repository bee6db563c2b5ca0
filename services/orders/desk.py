"""What people do with orders: draw one up, confirm it, call it off, find it again."""

import secrets

from providers.base import OfferRef, Purchasing, Quote
from providers.errors import UNREADABLE, NotFound, OutOfStock, ProviderError, Unavailable
from providers.registry import Providers, UnknownProviderError
from services.access import Access, Reach
from services.actor import Actor
from services.audit import Audit
from services.catalog import Catalog, Offer
from services.clock import Clock
from services.errors import ProviderTroubleError
from services.known_keys import KnownKeys
from services.money import Money
from services.orders.buyer import LEASE, Buyer
from services.orders.door import BUY, VIEW, Admitted, Door
from services.orders.errors import (
    AlreadyHandledError,
    BadCountError,
    NotEnoughError,
    OrderExpiredError,
    PriceMovedError,
    SoldOutError,
    UnknownOrderError,
)
from services.orders.numbers import new_number, read_number
from services.orders.recovery import DRAFT_LIFE
from services.orders.states import OrderStatus
from services.orders.under_way import Progress, no_progress
from services.orders.views import OrderView, OrderViews
from services.outbox import Outbox
from services.page import Page, pages_for
from storage.database import Database
from storage.orders import OrderRow
from storage.transaction import Tx

MOST_KEYS = 500
"""The most keys one order may ask for."""

FILTERS: dict[str, tuple[OrderStatus, ...] | None] = {
    "all": None,
    "open": (
        OrderStatus.AWAITING_APPROVAL,
        OrderStatus.APPROVED,
        OrderStatus.PAYING,
        OrderStatus.PAID,
        OrderStatus.KEYED,
        OrderStatus.UNCERTAIN,
    ),
    "uncertain": (OrderStatus.UNCERTAIN,),
    "failed": (OrderStatus.FAILED,),
    "delivered": (OrderStatus.DELIVERED,),
}
"""The filters of a listing, by name; ``mine`` besides narrows to the person's own purchases."""


def check_count(count: int) -> None:
    """See that so many keys can be bought at once. Raises BadCountError."""
    if not 1 <= count <= MOST_KEYS:
        raise BadCountError(most=MOST_KEYS)


class OrderDesk:
    """Orders for people. Every method gives the order as it stands afterwards."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        providers: Providers,
        catalog: Catalog,
        views: OrderViews,
        buyer: Buyer,
        known: KnownKeys,
        audit: Audit,
        outbox: Outbox,
        access: Access,
    ) -> None:
        self._outbox = outbox
        self._access = access
        self.door = Door(db, access, known)
        self._db = db
        self._clock = clock
        self._providers = providers
        self._catalog = catalog
        self._views = views
        self._buyer = buyer
        self._known = known
        self._audit = audit

    async def draft(self, actor: Actor, offer_id: int, count: int) -> OrderView:
        """Read the price and draw an order up; nothing is bought yet.

        Raises BadCountError, UnknownOfferError, SoldOutError, NotEnoughError, ProviderTroubleError.
        """
        check_count(count)
        offer = self._catalog.offer(offer_id)
        quote = await self._quote(offer)
        _check_stock(quote, count, offer.product_name)
        async with self._db.write() as tx:
            number = new_number()
            while await tx.orders.by_number(number):
                number = new_number()
            await tx.orders.add(
                number=number,
                status=OrderStatus.DRAFT,
                offer_id=offer.id,
                provider=offer.provider,
                product=offer.product_name,
                count=count,
                unit_price=quote.unit_price,
                currency=offer.currency,
                buyer_id=actor.user_id,
                chat_id=actor.chat_id,
                thread_id=actor.thread_id,
                created_at=self._clock(),
                tries=0,
            )
            return await self._views.by_number(tx, number)

    async def confirm(self, admitted: Admitted, progress: Progress = no_progress) -> OrderView:
        """Buy what the draft says, once, at the price it shows.

        The price is read again first. Raises PriceMovedError (the draft then carries the new price and
        waits for another confirmation), AlreadyHandledError, OrderExpiredError, SoldOutError,
        NotEnoughError, ProviderTroubleError; after each of these nothing has been bought. What the
        provider refuses after that is an order in ``failed`` with its reason, not an error. Raises
        NotBegunError where it was confirmed but could not be begun.
        """
        admitted.need(BUY)
        order = await self._fresh_draft(admitted.number)
        with self._buyer.in_hand.hold(order.id):
            return await self._buy(admitted.actor, order, progress)

    async def _buy(self, actor: Actor, order: OrderRow, progress: Progress) -> OrderView:
        number = order.number
        await self._hold_price(order)
        now = self._clock()
        async with self._db.write() as tx:
            taken = await tx.orders.move(
                order.id,
                (OrderStatus.DRAFT,),
                OrderStatus.PAYING,
                confirmed_at=now,
                due_at=now + LEASE,
            )
            if taken:
                await tx.purchases.add(
                    order.id, [secrets.token_hex(16) for _ in range(order.count)]
                )
                # Should the process end before the card is shown, this shows it.
                await self._outbox.post(
                    tx,
                    "order-changed",
                    order.chat_id,
                    {"order": number},
                    once_key=_unshown(number),
                    due_at=now + LEASE,
                )
                await self._audit.write(
                    tx,
                    actor,
                    "order.confirmed",
                    number,
                    count=order.count,
                    unit_price=str(order.unit_price),
                    currency=order.currency,
                    provider=order.provider,
                )
        if not taken:
            raise await self._already(number)
        await self._buyer.buy(order, progress)
        view = await self._view(number)
        if view.status is OrderStatus.FAILED and view.reason == "wrong-price":
            await self._ask_again(actor, order)
        return view

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

    async def view(self, admitted: Admitted) -> OrderView:
        """Show an order to a person who was let in to it."""
        return await self._view(admitted.number)

    async def told(self, number: str) -> OrderView:
        """An order as a notice tells of it, to the chats the notice was written for: no person asks."""
        return await self._view(number)

    async def listing(
        self, actor: Actor, name: str, page: int, size: int, *, everywhere: bool = False
    ) -> Page[OrderView]:
        """A page of this chat's orders, newest first, by a filter of FILTERS.

        ``everywhere``: those of every chat in which the person may see orders. A page before the first is
        the first.
        """
        number = max(page, 1)
        here = Reach(anywhere=False, chats=frozenset({actor.chat_id}))
        reach = await self._access.reach(actor.user_id, VIEW) if everywhere else here
        async with self._db.read() as tx:
            rows, total = await tx.orders.listing(
                chats=None if reach.anywhere else reach.chats,
                other_than=reach.chats if reach.anywhere else (),
                statuses=FILTERS.get(name),
                buyer_id=actor.user_id if name == "mine" else None,
                offset=(number - 1) * size,
                limit=size,
            )
            items = await self._views.all_of(tx, rows)
        return Page(items, number, pages_for(total, size), total)

    async def note_card(self, number: str, chat_id: int, message_id: int) -> None:
        """The order's card stands in this message, and people have seen it, if that is in its own chat."""

        async def unit(tx: Tx) -> None:
            order = await tx.orders.by_number(number)
            if order is not None and order.chat_id == chat_id:
                await tx.orders.note_card(order.id, message_id)
                await self._outbox.withdraw(tx, _unshown(number))

        await self._db.keep(unit, "told", order=number)

    def looks_like_number(self, text: str) -> bool:
        """Whether a text is shaped like an order number; otherwise it may be a pasted key."""
        return read_number(text) is not None

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

    async def _hold_price(self, order: OrderRow) -> None:
        """Read the price again; a moved one goes onto the draft and is asked about."""
        offer = self._catalog.offer(order.offer_id)
        quote = await self._quote(offer)
        _check_stock(quote, order.count, order.product)
        if quote.unit_price == order.unit_price:
            return
        async with self._db.write() as tx:
            await tx.orders.reprice(order.id, order.unit_price, quote.unit_price)
            view = await self._views.by_number(tx, order.number)
        if view.status is not OrderStatus.DRAFT:
            raise await self._already(order.number)
        raise PriceMovedError(order=view, was=Money(order.unit_price, order.currency))

    async def _ask_again(self, actor: Actor, order: OrderRow) -> None:
        """The provider refused the price: draw the same order up anew, with the price of now.

        Raises PriceMovedError with the new draft; the refused order stays as it is, with nothing
        charged, because its transaction ids are not used for another attempt.
        """
        again = await self.draft(actor, order.offer_id, order.count)
        raise PriceMovedError(order=again, was=Money(order.unit_price, order.currency))

    async def _quote(self, offer: Offer) -> Quote:
        try:
            provider = self._providers.get(offer.provider, Purchasing)
            quote = await provider.quote(OfferRef(offer.external_id, offer.currency, offer.country))
        except UnknownProviderError as error:
            raise ProviderTroubleError(provider=offer.provider, kind="off") from error
        except OutOfStock as error:
            raise SoldOutError(product=offer.product_name) from error
        except NotFound as error:
            raise ProviderTroubleError(provider=offer.provider, kind="no-such-offer") from error
        except ProviderError as error:
            raise ProviderTroubleError.of(error) from error
        if quote.currency != offer.currency:  # its number would be taken for one of our currency
            trouble = Unavailable(offer.provider, "quote: another currency", reason=UNREADABLE)
            raise ProviderTroubleError.of(trouble)
        return quote

    async def _already(self, number: str) -> AlreadyHandledError:
        view = await self._view(number)
        return AlreadyHandledError(number=number, status=view.status, order=view)


def _unshown(number: str) -> str:
    return f"unshown:{number}"


def _check_stock(quote: Quote, count: int, product: str) -> None:
    if quote.stock is None or quote.stock >= count:
        return
    if quote.stock <= 0:
        raise SoldOutError(product=product)
    raise NotEnoughError(product=product, stock=quote.stock)

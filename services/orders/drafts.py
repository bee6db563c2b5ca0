"""Drafts: orders that are drawn up at the price of the moment and wait for a yes."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import structlog

from providers.base import OfferRef, Purchasing, Quote
from providers.errors import UNREADABLE, NotFound, OutOfStock, ProviderError, Unavailable
from providers.registry import Providers, UnknownProviderError
from services.actor import Actor
from services.catalog import Catalog, Offer
from services.clock import Clock
from services.errors import DeskError, ProviderTroubleError
from services.money import Money
from services.orders.errors import NotEnoughError, SoldOutError
from services.orders.numbers import new_number
from services.orders.states import OrderStatus
from storage.database import Database
from storage.orders import OrderRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)

MOST_OTHERS = 5
"""So many other offers of a product are asked for their price, where one has failed."""
PATIENCE = 8.0
"""Seconds they have to answer."""
DRAFT_LIFE = timedelta(hours=24)
"""For so long the price of a draft may be said yes to."""
BATCH = 20


@dataclass(frozen=True, slots=True)
class OtherOffer:
    """An offer of the same product that has enough keys, and its price of now."""

    offer_id: int
    provider: str
    price: Money


class Drafts:
    """Reads prices, draws orders up, and puts those away that nobody has confirmed."""

    def __init__(self, db: Database, clock: Clock, providers: Providers, catalog: Catalog) -> None:
        self._db = db
        self._clock = clock
        self._providers = providers
        self._catalog = catalog

    async def price_for_new(self, offer_id: int, count: int) -> Quote:
        """The same for an order that nobody has drawn up yet: raises PausedProductError too."""
        self._catalog.offered(self._catalog.offer(offer_id).product_id)
        return await self.price(offer_id, count)

    async def price(self, offer_id: int, count: int) -> Quote:
        """Read what a key costs now, and see that there are enough.

        Raises UnknownOfferError, SoldOutError, NotEnoughError, ProviderTroubleError.
        """
        offer = self._catalog.offer(offer_id)
        quote = await self._quote(offer)
        if quote.stock is not None and quote.stock < count:
            if quote.stock <= 0:
                raise SoldOutError(product=offer.product_name)
            raise NotEnoughError(product=offer.product_name, stock=quote.stock, more=quote.more)
        return quote

    async def others(self, offer_id: int, count: int) -> tuple[OtherOffer, ...]:
        """Give the other offers of its product that so many could be bought from, asked together.

        Those that do not answer in time, or have not enough, are left out.
        """
        try:
            product = self._catalog.offered(self._catalog.offer(offer_id).product_id)
        except DeskError:
            return ()
        asked = [each for each in product.offers if each.id != offer_id][:MOST_OTHERS]
        found = await asyncio.gather(*(self._has_enough(each, count) for each in asked))
        return tuple(each for each in found if each is not None)

    async def _has_enough(self, offer: Offer, count: int) -> OtherOffer | None:
        try:
            async with asyncio.timeout(PATIENCE):
                quote = await self._quote(offer)
        except (DeskError, TimeoutError) as error:
            log.info("another offer not asked", offer=offer.id, problem=type(error).__name__)
            return None
        if quote.stock is not None and quote.stock < count:
            return None
        return OtherOffer(offer.id, offer.provider, Money(quote.unit_price, quote.currency))

    async def draw(
        self,
        tx: Tx,
        actor: Actor,
        offer_id: int,
        count: int,
        quote: Quote,
        instead_of: int | None = None,
    ) -> str:
        """Write a draft of this price, and give its number. ``instead_of``: the first that failed."""
        offer = self._catalog.offer(offer_id)
        _, number = await self._add(
            tx,
            offer_id=offer.id,
            provider=offer.provider,
            product=offer.product_name,
            count=count,
            unit_price=quote.unit_price,
            currency=offer.currency,
            buyer_id=actor.user_id,
            chat_id=actor.chat_id,
            thread_id=actor.thread_id,
            instead_of=instead_of,
        )
        return number

    async def draw_instead(
        self, tx: Tx, order: OrderRow, quote: Quote, message_id: int | None
    ) -> None:
        """Write the same at the price of now, whose question stands in place of this order's card.

        In a case it is the replacement from here on; of one that is over nothing is asked any more. The
        order's row is locked, as it is by whoever ends its case.
        """
        if order.case_id is not None:
            case = await tx.cases.by_id(order.case_id)
            if case is None or not case.is_open or case.replacement_id != order.id:
                return
        order_id, _ = await self._add(
            tx,
            offer_id=order.offer_id,
            provider=order.provider,
            product=order.product,
            count=order.count,
            unit_price=quote.unit_price,
            currency=order.currency,
            buyer_id=order.buyer_id,
            chat_id=order.chat_id,
            thread_id=order.thread_id,
            message_id=message_id,
            replaces=order.id,
            instead_of=order.instead_of or order.id,
            case_id=order.case_id,
            given_before=order.given_before,
        )
        await tx.cases.follow(order.id, order_id)

    async def expire_old(self) -> None:
        """Put away what nobody has confirmed in time."""
        now = self._clock()
        async with self._db.read() as tx:
            if not await tx.orders.drafts_before(now - DRAFT_LIFE, 1):
                return
        async with self._db.write() as tx:
            for order in await tx.orders.drafts_before(now - DRAFT_LIFE, BATCH):
                if not await tx.orders.move(
                    order.id,
                    (OrderStatus.DRAFT,),
                    OrderStatus.EXPIRED,
                    reason="too-old",
                    ended_at=now,
                ):
                    log.info("no draft any more", order=order.number)

    async def _add(self, tx: Tx, **values: object) -> tuple[int, str]:
        number = new_number()
        while await tx.orders.by_number(number):
            number = new_number()
        order_id = await tx.orders.add(
            number=number, status=OrderStatus.DRAFT, created_at=self._clock(), **values
        )
        return order_id, number

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

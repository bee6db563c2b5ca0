"""Uncertain purchases: the provider charged, or may have, and only a person can find out.

A manager looks into the provider's own account, then either enters the reference found there, and the
keys are fetched, or closes the case. Both are written down with the manager's name. An order may have many
such purchases: each is settled by its position, so that no tap settles another one.
"""

import re

from providers.base import Purchasing
from providers.errors import NotFound, ProviderError
from providers.registry import Providers, UnknownProviderError
from services.audit import Audit
from services.clock import Clock
from services.errors import ProviderTroubleError
from services.orders.door import RESOLVE, Admitted
from services.orders.errors import (
    BadReferenceError,
    NotUncertainError,
    PurchaseSettledError,
    UnknownOrderError,
)
from services.orders.news import News
from services.orders.order_view import OrderView, PurchaseView
from services.orders.other_chats import tell_home
from services.orders.outcomes import Outcomes
from services.orders.states import OrderStatus, PurchaseStatus
from services.orders.views import OrderViews
from services.outbox import Outbox
from services.vault import Vault
from storage import locks
from storage.database import Database
from storage.orders import OrderRow
from storage.purchases import PurchaseRow
from storage.transaction import Tx

_REFERENCE = re.compile(r"[\w-]{1,64}", re.ASCII)


class UncertainOrders:
    """What a manager may do about the purchases of an order that wait for a person."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        providers: Providers,
        views: OrderViews,
        outcomes: Outcomes,
        vault: Vault,
        audit: Audit,
        outbox: Outbox,
        news: News,
    ) -> None:
        self._outbox = outbox
        self._news = news
        self._db = db
        self._clock = clock
        self._providers = providers
        self._views = views
        self._outcomes = outcomes
        self._vault = vault
        self._audit = audit

    async def waiting(self, admitted: Admitted, position: int) -> tuple[OrderView, PurchaseView]:
        """The order and that purchase of it, which waits for a person.

        Raises NotUncertainError where there is no such purchase, PurchaseSettledError.
        """
        admitted.need(RESOLVE)
        async with self._db.read() as tx:
            view = await self._views.by_number(tx, admitted.number)
        for purchase in view.purchases:
            if purchase.position == position:
                _must_wait(admitted.number, purchase)
                return view, purchase
        raise NotUncertainError(number=admitted.number)

    async def resolve(self, admitted: Admitted, position: int, reference: str) -> OrderView:
        """Take the reference a manager found of a purchase and fetch its keys.

        A reference is accepted only if the provider has keys under it and neither it nor its keys
        belong to another purchase of ours: a slip of the finger must not hand out somebody's key.
        Raises NotUncertainError, PurchaseSettledError, BadReferenceError, ProviderTroubleError.
        """
        admitted.need(RESOLVE)
        actor, number = admitted.actor, admitted.number
        order, purchase = await self._waiting(number, position)
        reference = reference.strip()
        bad = BadReferenceError(provider=order.provider)
        if not _REFERENCE.fullmatch(reference):
            raise bad
        plain = await self._keys(order, reference)

        async def unit(tx: Tx) -> OrderView:
            # Two managers may enter the same one for two orders.
            await locks.only_one(tx.connection, locks.ENTERING_REFERENCES)
            await tx.orders.lock(order.id)
            now = await _purchase(tx, order, position)
            _must_wait(number, now)  # somebody may have settled it while the provider was asked
            if await tx.purchases.reference_taken(order.provider, reference):
                raise bad
            for key in plain:
                if await tx.keys.by_fingerprint(self._vault.fingerprints(key)):
                    raise bad
            if not plain:
                raise bad
            if not await self._outcomes.found(tx, order, now, reference, plain):
                raise PurchaseSettledError(number=number, txn=now.txn_id, how=now.status)
            await self._settle(tx, order)
            await self._audit.write(
                tx, actor, "order.resolved", number, reference=reference, txn_id=purchase.txn_id
            )
            await tell_home(tx, self._outbox, actor, order.chat_id, number, "resolve")
            return await self._views.by_number(tx, number)

        txn_id = purchase.txn_id
        view = await self._db.keep(unit, "answered", order=number, references={txn_id: reference})
        self._news.kick()
        return view

    async def close_case(self, admitted: Admitted, position: int) -> OrderView:
        """Close the case of a purchase without a key. Raises NotUncertainError, PurchaseSettledError."""
        admitted.need(RESOLVE)
        actor, number = admitted.actor, admitted.number
        order, _ = await self._waiting(number, position)
        async with self._db.write() as tx:
            await tx.orders.lock(order.id)
            purchase = await _purchase(tx, order, position)
            closed = await tx.purchases.move(
                purchase.id,
                (PurchaseStatus.UNCERTAIN,),
                PurchaseStatus.REFUSED,
                reason="closed",
                settled_at=self._clock(),
            )
            if not closed:
                how = purchase.status
                raise PurchaseSettledError(number=number, txn=purchase.txn_id, how=how)
            await self._settle(tx, order)
            await self._audit.write(
                tx, actor, "order.closed", number, txn_id=purchase.txn_id, reason=purchase.reason
            )
            await tell_home(tx, self._outbox, actor, order.chat_id, number, "close")
            view = await self._views.by_number(tx, number)
        self._news.kick()
        return view

    async def _waiting(self, number: str, position: int) -> tuple[OrderRow, PurchaseRow]:
        async with self._db.read() as tx:
            order = await tx.orders.by_number(number)
            if order is None:
                raise UnknownOrderError(text=number)
            purchase = await _purchase(tx, order, position)
        _must_wait(number, purchase)
        return order, purchase

    async def _settle(self, tx: Tx, order: OrderRow) -> None:
        """Let the order follow; where nothing of it waits any more its cards are told."""
        settled = await self._outcomes.settle(tx, order.id)
        if settled.status is not OrderStatus.UNCERTAIN:
            await self._news.cards.settled(tx, order)

    async def _keys(self, order: OrderRow, reference: str) -> tuple[str, ...]:
        try:
            provider = self._providers.get(order.provider, Purchasing)
            return await provider.keys(reference)
        except UnknownProviderError as error:
            raise ProviderTroubleError(provider=order.provider, kind="off") from error
        except NotFound as error:
            raise BadReferenceError(provider=order.provider) from error
        except ProviderError as error:
            raise ProviderTroubleError.of(error) from error


async def _purchase(tx: Tx, order: OrderRow, position: int) -> PurchaseRow:
    for purchase in await tx.purchases.of_order(order.id):
        if purchase.position == position:
            return purchase
    raise NotUncertainError(number=order.number)


def _must_wait(number: str, purchase: PurchaseRow | PurchaseView) -> None:
    """Raises NotUncertainError of one that never waited for a person, PurchaseSettledError of one that
    does so no more.
    """
    if purchase.status == PurchaseStatus.UNCERTAIN:
        return
    if purchase.status in (PurchaseStatus.WAITING, PurchaseStatus.SENT):
        raise NotUncertainError(number=number)
    raise PurchaseSettledError(number=number, txn=purchase.txn_id, how=str(purchase.status))

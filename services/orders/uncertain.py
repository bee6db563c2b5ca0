"""Uncertain orders: the provider charged, or may have, and only a person can find out.

A manager looks into the provider's own account, then either enters the reference found there, and the
keys are fetched, or closes the case. Both are written down with the manager's name.
"""

import re

from providers.base import Purchasing
from providers.errors import NotFound, ProviderError
from providers.registry import Providers, UnknownProviderError
from services.audit import Audit
from services.clock import Clock
from services.errors import ProviderTroubleError
from services.orders.arrivals import Arrivals
from services.orders.door import RESOLVE, Admitted
from services.orders.elsewhere import tell_home
from services.orders.errors import BadReferenceError, NotUncertainError, UnknownOrderError
from services.orders.states import OrderStatus, PurchaseStatus
from services.orders.views import OrderView, OrderViews
from services.outbox import Outbox
from services.vault import Vault
from storage.database import Database
from storage.orders import OrderRow
from storage.purchases import PurchaseRow
from storage.transaction import Tx

_REFERENCE = re.compile(r"[\w-]{1,64}", re.ASCII)


class UncertainOrders:
    """What a manager may do about an order that waits for a person."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        providers: Providers,
        views: OrderViews,
        arrivals: Arrivals,
        vault: Vault,
        audit: Audit,
        outbox: Outbox,
    ) -> None:
        self._outbox = outbox
        self._db = db
        self._clock = clock
        self._providers = providers
        self._views = views
        self._arrivals = arrivals
        self._vault = vault
        self._audit = audit

    async def resolve(self, admitted: Admitted, reference: str) -> OrderView:
        """Take the reference a manager found and fetch its keys.

        A reference is accepted only if the provider has keys under it and neither it nor its keys
        belong to another order of ours: a slip of the finger must not hand out somebody's key.
        Raises NotUncertainError, BadReferenceError, ProviderTroubleError.
        """
        admitted.need(RESOLVE)
        actor, number = admitted.actor, admitted.number
        order, purchase = await self._waiting(number)
        reference = reference.strip()
        bad = BadReferenceError(provider=order.provider)
        if not _REFERENCE.fullmatch(reference):
            raise bad
        plain = await self._keys(order, reference)

        async def unit(tx: Tx) -> OrderView:
            locked = await tx.orders.lock(order.id)
            if locked.status != OrderStatus.UNCERTAIN:
                raise NotUncertainError(number=number)
            if await tx.purchases.reference_taken(order.provider, reference):
                raise bad
            for key in plain:
                if await tx.keys.by_fingerprint(self._vault.fingerprints(key)):
                    raise bad
            if not plain:
                raise bad
            await self._arrivals.accepted(tx, order, purchase, reference, plain)
            await self._arrivals.settle(tx, order.id)
            await self._audit.write(
                tx, actor, "order.resolved", number, reference=reference, txn_id=purchase.txn_id
            )
            await tell_home(tx, self._outbox, actor, order.chat_id, number, "resolve")
            return await self._views.by_number(tx, number)

        txn_id = purchase.txn_id
        view = await self._db.keep(unit, "answered", order=number, references={txn_id: reference})
        self._outbox.kick()
        return view

    async def close_case(self, admitted: Admitted) -> OrderView:
        """Close the case without a key. Raises NotUncertainError."""
        admitted.need(RESOLVE)
        actor, number = admitted.actor, admitted.number
        order, purchase = await self._waiting(number)
        async with self._db.write() as tx:
            await tx.orders.lock(order.id)
            closed = await tx.purchases.move(
                purchase.id,
                (PurchaseStatus.UNCERTAIN,),
                PurchaseStatus.REFUSED,
                reason="closed",
                settled_at=self._clock(),
            )
            if not closed:
                raise NotUncertainError(number=number)
            await self._arrivals.settle(tx, order.id)
            await self._audit.write(
                tx, actor, "order.closed", number, txn_id=purchase.txn_id, reason=purchase.reason
            )
            await tell_home(tx, self._outbox, actor, order.chat_id, number, "close")
            view = await self._views.by_number(tx, number)
        self._outbox.kick()
        return view

    async def _waiting(self, number: str) -> tuple[OrderRow, PurchaseRow]:
        async with self._db.read() as tx:
            order = await tx.orders.by_number(number)
            if order is None:
                raise UnknownOrderError(text=number)
            for purchase in await tx.purchases.of_order(order.id):
                if purchase.status == PurchaseStatus.UNCERTAIN:
                    return order, purchase
        raise NotUncertainError(number=number)

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

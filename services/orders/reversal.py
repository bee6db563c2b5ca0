"""Taking an order back: each of its purchases is reversed with the provider, and all are told."""

from dataclasses import dataclass

from providers.base import Reversal, ReversalEnd, Reversing
from providers.errors import ProviderError
from providers.registry import Providers, UnknownProviderError
from services.actor import Actor
from services.audit import Audit
from services.clock import Clock
from services.errors import ProviderTroubleError
from services.orders.arrivals import Arrivals
from services.orders.errors import CannotReverseError, NothingToReverseError, UnknownOrderError
from services.orders.states import REVERSIBLE, OrderStatus, PurchaseStatus, sources_of
from services.orders.views import OrderView, OrderViews
from services.outbox import Outbox
from storage.database import Database
from storage.orders import OrderRow
from storage.purchases import PurchaseRow


@dataclass(frozen=True, slots=True)
class ReversalReport:
    """The order afterwards, and what the provider said of each purchase, by its position."""

    order: OrderView
    said: tuple[tuple[int, Reversal], ...]


class Reversals:
    """Reverses orders. Safe to repeat: what is reversed already is left alone."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        providers: Providers,
        views: OrderViews,
        arrivals: Arrivals,
        outbox: Outbox,
        audit: Audit,
    ) -> None:
        self._db = db
        self._clock = clock
        self._providers = providers
        self._views = views
        self._arrivals = arrivals
        self._outbox = outbox
        self._audit = audit

    async def reverse(self, actor: Actor, number: str) -> ReversalReport:
        """Reverse what was bought. What the provider refuses stays as it was.

        Raises UnknownOrderError, NothingToReverseError, CannotReverseError, and ProviderTroubleError
        where not even the first purchase could be asked about.
        """
        order, purchases = await self._reversible(number)
        if not purchases:
            raise NothingToReverseError(number=number)
        try:
            provider = self._providers.get(order.provider, Reversing)
        except UnknownProviderError as error:
            raise CannotReverseError(provider=order.provider) from error
        async with self._db.write() as tx:
            await self._audit.write(tx, actor, "order.reversing", number)
        said: list[tuple[int, Reversal]] = []
        for purchase in purchases:
            try:
                result = await provider.reverse(purchase.txn_id, purchase.reference)
            except ProviderError as error:
                if not said:
                    raise ProviderTroubleError.of(error) from error
                break
            said.append((purchase.position, result))
            if result.end is ReversalEnd.DONE:
                await self._write_done(purchase, result)
        return ReversalReport(await self._after(actor, order, said), tuple(said))

    async def _reversible(self, number: str) -> tuple[OrderRow, list[PurchaseRow]]:
        async with self._db.read() as tx:
            order = await tx.orders.by_number(number)
            if order is None:
                raise UnknownOrderError(text=number)
            if order.status not in sources_of(OrderStatus.REVERSED):
                return order, []
            rows = await tx.purchases.of_order(order.id)
            return order, [row for row in rows if row.status in REVERSIBLE]

    async def _write_done(self, purchase: PurchaseRow, result: Reversal) -> None:
        async with self._db.write() as tx:
            await tx.orders.lock(purchase.order_id)
            await tx.purchases.move(
                purchase.id,
                REVERSIBLE,
                PurchaseStatus.REVERSED,
                reference=purchase.reference or result.reference or None,
                reason=None,
                settled_at=self._clock(),
            )

    async def _after(
        self, actor: Actor, order: OrderRow, said: list[tuple[int, Reversal]]
    ) -> OrderView:
        done = [position for position, result in said if result.end is ReversalEnd.DONE]
        async with self._db.write() as tx:
            if done:
                await tx.claims.revoke(order.id, self._clock())
                await self._arrivals.settle(tx, order.id)
            if done and order.customer_id is not None:
                await self._outbox.post(
                    tx,
                    "order-reversed",
                    order.customer_id,
                    {"order": order.number, "keys": len(done)},
                )
            await self._audit.write(
                tx,
                actor,
                "order.reversed",
                order.number,
                ends={str(position): str(result.end) for position, result in said},
            )
            view = await self._views.by_number(tx, order.number)
        self._outbox.kick()
        return view

"""Taking an order back: what people press, and what they are told."""

from dataclasses import dataclass

from providers.base import Reversal, Reversing
from providers.errors import ProviderError
from providers.registry import Providers
from services.audit import Audit
from services.clock import Clock
from services.errors import ProviderTroubleError
from services.orders.buyer import LEASE
from services.orders.door import REVERSE, Admitted
from services.orders.errors import (
    BeingReversedError,
    CannotReverseError,
    NothingToReverseError,
    UnknownOrderError,
)
from services.orders.reverser import Reverser
from services.orders.states import REVERSIBLE, OrderStatus, PurchaseStatus, sources_of
from services.orders.under_way import Progress, no_progress
from services.orders.views import OrderView, OrderViews
from storage.database import Database
from storage.orders import OrderRow
from storage.purchases import PurchaseRow


@dataclass(frozen=True, slots=True)
class ReversalReport:
    """The order afterwards, and what the provider said of each purchase, by its position.

    ``untried`` is how many of them stand as before because the provider was not got through to.
    """

    order: OrderView
    said: tuple[tuple[int, Reversal], ...]
    untried: int


class Reversals:
    """Reverses orders. Safe to repeat: what is reversed already is left alone."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        providers: Providers,
        views: OrderViews,
        reverser: Reverser,
        audit: Audit,
    ) -> None:
        self._db = db
        self._clock = clock
        self._providers = providers
        self._views = views
        self._reverser = reverser
        self._audit = audit

    async def reverse(self, admitted: Admitted, progress: Progress = no_progress) -> ReversalReport:
        """Reverse what was bought. What the provider refuses stays as it was.

        The order's open claims are revoked for good before it is asked. What it leaves open stays
        ``reversing``, and the recovery pass asks again. Raises
        NothingToReverseError, BeingReversedError, CannotReverseError, and ProviderTroubleError where
        nothing could be asked about, so that all is as it was.
        """
        admitted.need(REVERSE)
        number = admitted.number
        async with self._db.read() as tx:
            row = await tx.orders.by_number(number)
        if row is None:
            raise UnknownOrderError(text=number)
        with self._reverser.in_hand.hold(row.id):
            order, purchases = await self._begin(admitted)
            asked = await self._reverser.ask(admitted.actor, order, purchases, progress)
        for failure in asked.failures:
            if not isinstance(failure, ProviderError):
                raise failure
            if not asked.said:
                raise ProviderTroubleError.of(failure) from failure
        async with self._db.read() as tx:
            view = await self._views.by_number(tx, number)
        return ReversalReport(view, asked.said, asked.untried)

    async def _begin(self, admitted: Admitted) -> tuple[OrderRow, list[PurchaseRow]]:
        """Commit the intent: from here on nobody is handed these keys."""
        now, number = self._clock(), admitted.number
        async with self._db.write() as tx:
            found = await tx.orders.by_number(number)
            if found is None:
                raise UnknownOrderError(text=number)
            order = await tx.orders.lock(found.id)
            if order.status not in sources_of(OrderStatus.REVERSED):
                raise NothingToReverseError(number=number)
            rows = await tx.purchases.of_order(order.id)
            purchases = [row for row in rows if row.status in REVERSIBLE]
            if any(row.status == PurchaseStatus.REVERSING for row in rows):
                raise BeingReversedError(number=number)
            if not purchases:
                raise NothingToReverseError(number=number)
            if not self._providers.has(order.provider, Reversing):
                raise CannotReverseError(provider=order.provider)
            await tx.purchases.move_all(order.id, REVERSIBLE, PurchaseStatus.REVERSING)
            await tx.claims.revoke(order.id, now)
            await tx.orders.wait_until(order.id, now + LEASE)
            await self._audit.write(tx, admitted.actor, "order.reversing", number)
            return await tx.orders.lock(order.id), purchases

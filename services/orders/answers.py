"""Writing down how calls about purchases ended, whatever they are: nothing of an answer is lost."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

import structlog

from providers.base import Purchase
from providers.errors import (
    AlreadyCharged,
    NotAllowed,
    NotProven,
    OutcomeUnknown,
    ProviderError,
    Refused,
    Unavailable,
)
from services.orders.outcomes import LOST, Outcomes
from services.orders.parallel import Ended
from services.orders.states import PurchaseStatus
from storage.database import Database
from storage.kept_answers import T, Unit
from storage.orders import OrderRow
from storage.purchases import PurchaseRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)

Then = Callable[[Tx], Awaitable[None]]
"""What follows in the transaction of the last answer."""


class Answers:
    """Commits answers, however long that takes."""

    def __init__(self, db: Database, outcomes: Outcomes) -> None:
        self._db = db
        self._outcomes = outcomes

    async def write(
        self,
        order: OrderRow,
        ended: Sequence[Ended[Purchase]],
        then: Then | None = None,
        *,
        again: bool = False,
    ) -> None:
        """Commit what these answers mean for money.

        ``again``: an earlier answer was lost, which a failure of these calls says nothing about.
        """
        for each in ended:
            if isinstance(each.end, Exception):
                _log(order, each.row, each.end, again=again)

        async def unit(tx: Tx) -> None:
            await tx.orders.lock(order.id)
            for each in ended:
                if isinstance(each.end, Purchase):
                    reference, keys = each.end.reference, each.end.keys
                    await self._outcomes.accepted(tx, order, each.row, reference, keys)
                else:
                    await self._note_failure(tx, each.row, each.end, again=again)
            if then is not None:
                await then(tx)

        await self.keep(unit, order, {each.row.txn_id: each.end for each in ended})

    async def write_keys(
        self, order: OrderRow, purchase: PurchaseRow, reference: str, plain: Sequence[str]
    ) -> None:
        """Commit the keys of a purchase that was accepted without them."""

        async def unit(tx: Tx) -> None:
            await tx.orders.lock(order.id)
            await self._outcomes.keys(tx, order, purchase, plain)
            await self._outcomes.unreadable(tx, order, purchase, plain)

        await self.keep(unit, order, {purchase.txn_id: Purchase(reference, tuple(plain))})

    async def write_senseless(self, order: OrderRow, purchase: PurchaseRow) -> None:
        """Tell that what the provider answers about the keys of a purchase makes no sense."""

        async def unit(tx: Tx) -> None:
            await self._outcomes.senseless(tx, order, purchase)

        await self.keep(unit, order, {})

    async def keep(
        self, unit: Unit[T], order: OrderRow, ends: Mapping[str, Purchase | Exception]
    ) -> T:
        """Commit a unit, however long it takes; the log names the answers by ids alone."""
        bought = {txn: end.reference for txn, end in ends.items() if isinstance(end, Purchase)}
        without = [txn for txn in ends if txn not in bought]
        about = "bought" if bought else "answered"
        return await self._db.keep(
            unit, about, order=order.number, references=bought, not_bought=without
        )

    async def _note_failure(
        self, tx: Tx, purchase: PurchaseRow, error: Exception, *, again: bool
    ) -> None:
        match meaning(error, again=again):
            case PurchaseStatus.UNCERTAIN:
                await self._outcomes.uncertain(tx, purchase, _kind(error))
            case PurchaseStatus.REFUSED:
                await self._outcomes.refused(tx, purchase, _kind(error))
            case None:
                if isinstance(error, OutcomeUnknown):
                    await self._outcomes.unclear(tx, purchase, error.reason or LOST)


def meaning(error: Exception, *, again: bool = False) -> PurchaseStatus | None:
    """The status that an error puts a sent purchase in; None where it may still be charged.

    ``again``: as of ``Answers.write``.
    """
    match error:
        case AlreadyCharged() | NotProven():
            return PurchaseStatus.UNCERTAIN
        case NotAllowed() | Unavailable() if again:
            return None
        case Refused() | Unavailable():
            return PurchaseStatus.REFUSED
    return None


def _kind(error: Exception) -> str:
    return error.kind if isinstance(error, ProviderError) else "broken"


def _log(order: OrderRow, row: PurchaseRow, error: Exception, *, again: bool) -> None:
    log.warning(
        "purchase did not go through",
        order=order.number,
        txn_id=row.txn_id,
        kind=_kind(error),
        again=again,
        error=str(error) if isinstance(error, ProviderError) else type(error).__name__,
    )

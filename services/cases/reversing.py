"""A reversal of what a case is about: its own keys, and no other of their order."""

from collections.abc import Collection

from services.cases.errors import ReplacedInsteadError
from services.cases.finding import case_of, ended_view
from services.cases.views import BOUGHT_ANEW, CaseView, CaseViews, keys_of, purchases_back
from services.orders import OrderView
from services.orders.door import REVERSE, Admitted
from services.orders.errors import BeingReversedError, NothingToReverseError
from services.orders.reversals import Reversals
from storage.database import Database
from storage.orders import OrderRow
from storage.transaction import Tx


class CaseReversing:
    """Has the keys of a case taken back. That this ends the case is in ``following``."""

    def __init__(self, db: Database, views: CaseViews, reversals: Reversals) -> None:
        self._db = db
        self._views = views
        self._reversals = reversals
        reversals.look_in_cases(_look)

    async def look(self, admitted: Admitted, case_id: int) -> CaseView:
        """The case of which something can be taken back now.

        Raises UnknownCaseError, CaseEndedError, BeingReversedError, NothingToReverseError,
        ReplacedInsteadError.
        """
        admitted.need(REVERSE)
        async with self._db.read() as tx:
            row = await case_of(tx, admitted, case_id)
            view = await self._views.of(tx, row)
            replaced = await _replaced(
                tx, row.order_id, {each.id for each in await keys_of(tx, row)}
            )
        if not view.is_open:
            raise ended_view(view)
        if view.order.reversing:
            raise BeingReversedError(number=view.number)
        if not view.to_reverse:
            raise NothingToReverseError(number=view.number)
        if replaced is not None:
            raise ReplacedInsteadError(number=view.number, replacement=replaced)
        return view

    async def reverse(
        self, admitted: Admitted, case_id: int, message_id: int | None = None
    ) -> OrderView:
        """Have them taken back, as Reversals.reverse does. Raises what ``look`` and that raise."""
        await self.look(admitted, case_id)
        async with self._db.read() as tx:
            row = await case_of(tx, admitted, case_id)
            mine = {each.id for each, _ in await purchases_back(tx, row)}
        return await self._reversals.reverse(admitted, message_id, only=mine)


async def _look(tx: Tx, order: OrderRow, purchase_ids: Collection[int]) -> None:
    """Raises ReplacedInsteadError."""
    keys = await tx.keys.of_order(order.id)
    mine = {each.id for each in keys if each.purchase_id in purchase_ids}
    replaced = await _replaced(tx, order.id, mine)
    if replaced is not None:
        raise ReplacedInsteadError(number=order.number, replacement=replaced)


async def _replaced(tx: Tx, order_id: int, key_ids: Collection[int]) -> str | None:
    """The order that an open case has in place of one of these keys, confirmed already."""
    for row in await tx.cases.being_replaced(order_id):
        instead = await tx.orders.by_id(row.replacement_id or 0)
        if instead is None or instead.status not in BOUGHT_ANEW:
            continue
        if not {each.id for each in await keys_of(tx, row)}.isdisjoint(key_ids):
            return instead.number
    return None

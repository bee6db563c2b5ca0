"""A reversal of what a case is about: its own keys, and no other of their order."""

from services.cases.finding import case_of, ended_view
from services.cases.views import CaseView, CaseViews, purchases_back
from services.orders import OrderView
from services.orders.door import REVERSE, Admitted
from services.orders.errors import BeingReversedError, NothingToReverseError
from services.orders.reversals import Reversals
from storage.database import Database


class CaseReversing:
    """Has the keys of a case taken back. That this ends the case is in ``following``."""

    def __init__(self, db: Database, views: CaseViews, reversals: Reversals) -> None:
        self._db = db
        self._views = views
        self._reversals = reversals

    async def look(self, admitted: Admitted, case_id: int) -> CaseView:
        """The case of which something can be taken back now.

        Raises UnknownCaseError, CaseEndedError, BeingReversedError, NothingToReverseError.
        """
        admitted.need(REVERSE)
        async with self._db.read() as tx:
            view = await self._views.of(tx, await case_of(tx, admitted, case_id))
        if not view.is_open:
            raise ended_view(view)
        if view.order.reversing:
            raise BeingReversedError(number=view.number)
        if not view.to_reverse:
            raise NothingToReverseError(number=view.number)
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

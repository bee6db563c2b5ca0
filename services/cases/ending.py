"""The end of a case, whoever ends it: what was drawn up in its place and not confirmed ends with it."""

from datetime import datetime

from services.cases.states import CaseStatus
from services.orders import OrderStatus
from services.orders.calling_off import call_off
from services.outbox import Outbox
from storage.cases import CaseRow
from storage.transaction import Tx

_NOT_BOUGHT = frozenset({OrderStatus.DRAFT, OrderStatus.AWAITING_APPROVAL, OrderStatus.FAILED})


async def end_case(
    tx: Tx, outbox: Outbox, row: CaseRow, status: CaseStatus, at: datetime, by: int | None
) -> bool:
    """End an open case in the caller's transaction. False: somebody was first."""
    await _lock_orders(tx, row)
    if not await tx.cases.end(row.id, status, at, by):
        return False
    now = await tx.cases.by_id(row.id)
    drawn = None if now is None else now.replacement_id
    for order in await tx.orders.of_case(row.id):
        if order.status in _NOT_BOUGHT or (order.id == drawn and status is not CaseStatus.REPLACED):
            await call_off(tx, outbox, order.id, at)
    return True


async def _lock_orders(tx: Tx, row: CaseRow) -> None:
    """Orders are locked before cases, by everybody; what was drawn up meanwhile too."""
    locked: set[int] = set()
    while new := [each.id for each in await tx.orders.of_case(row.id) if each.id not in locked]:
        for order_id in new:
            await tx.orders.lock(order_id)
        locked.update(new)

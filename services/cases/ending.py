"""The end of a case, whoever ends it: what was drawn up in its place and not confirmed ends with it."""

from datetime import datetime

from services.cases.states import CaseStatus
from services.orders.calling_off import call_off
from services.outbox import Outbox
from storage.cases import CaseRow
from storage.transaction import Tx


async def end_case(
    tx: Tx, outbox: Outbox, row: CaseRow, status: CaseStatus, at: datetime, by: int | None
) -> bool:
    """End an open case in the caller's transaction. False: somebody was first."""
    if row.replacement_id is not None:  # orders are locked before cases, by everybody
        await tx.orders.lock(row.replacement_id)
    if not await tx.cases.end(row.id, status, at, by):
        return False
    now = await tx.cases.by_id(row.id)
    drawn = None if now is None else now.replacement_id
    while drawn is not None and status is not CaseStatus.REPLACED:
        await call_off(tx, outbox, drawn, at)
        # What failed at its price was drawn up anew at another one.
        number = (await tx.orders.numbers_instead([drawn])).get(drawn)
        anew = None if number is None else await tx.orders.by_number(number)
        drawn = None if anew is None else anew.id
    return True

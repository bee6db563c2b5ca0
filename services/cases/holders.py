"""Whoever has taken a case has it while they may answer it, and not beyond that."""

import structlog

from services.access import Access
from services.audit import Audit
from services.cases.finding import ANSWER
from storage.cases import CaseRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)


async def free_of_barred(tx: Tx, access: Access, audit: Audit, row: CaseRow) -> None:
    """Make it nobody's, if somebody has it who may not answer cases in its chat any more."""
    holder = row.assigned_to
    if holder is None or await access.may_still(tx, holder, row.chat_id, ANSWER):
        return
    if not await freed(tx, audit, row, holder):
        log.info("the case is another's by now, or over", case=row.id)


async def freed(tx: Tx, audit: Audit, row: CaseRow, user_id: int) -> bool:
    """Make it nobody's, if it is still theirs who may not answer it: the audit says so."""
    if not await tx.cases.give_back(row.id, user_id):
        return False
    facts = {"case": row.id, "user": user_id}
    await audit.write_of(tx, row.chat_id, "case.let-go", row.number, **facts)
    return True

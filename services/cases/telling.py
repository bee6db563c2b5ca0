"""Telling of a case: what every notice of one says."""

from services.outbox import Outbox
from storage.cases import CaseRow
from storage.transaction import Tx


async def tell(tx: Tx, outbox: Outbox, kind: str, chat_id: int, row: CaseRow, **more: int) -> None:
    """Write a notice of this case."""
    await outbox.post(tx, kind, chat_id, {"case": row.id, "order": row.number, **more})


async def tell_words(
    tx: Tx, outbox: Outbox, row: CaseRow, message: int, *, from_customer: bool
) -> None:
    """Let the other side read what was said, as it stands now: new, or in place of what it was before."""
    if from_customer:
        await tell(tx, outbox, "case-word", row.chat_id, row, message=message)
    else:
        await tell(tx, outbox, "case-answer", row.customer_id, row, message=message)

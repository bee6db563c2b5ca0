"""Telling of a case: what every notice of one says."""

from services.outbox import Outbox
from storage.cases import CaseRow
from storage.transaction import Tx


async def tell(tx: Tx, outbox: Outbox, kind: str, chat_id: int, row: CaseRow, **more: int) -> None:
    """Write a notice of this case."""
    await outbox.post(tx, kind, chat_id, {"case": row.id, "order": row.number, **more})

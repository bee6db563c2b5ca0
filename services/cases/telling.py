"""Telling of a case: what every notice of one says."""

from services.outbox import Outbox
from storage.cases import CaseRow
from storage.transaction import Tx

MOST_CARDS = 20
"""So many cards of a case follow it, the newest ones."""


async def tell(tx: Tx, outbox: Outbox, kind: str, chat_id: int, row: CaseRow, **more: int) -> None:
    """Write a notice of this case."""
    await outbox.post(tx, kind, chat_id, {"case": row.id, "order": row.number, **more})


async def tell_changed(
    tx: Tx, outbox: Outbox, row: CaseRow, but: tuple[int, int] | None = None
) -> None:
    """Let every card of a case show how it stands now. ``but``: one that its own tap edits.

    Where none has arrived yet, the one that is on its way does.
    """
    cards = await tx.cases.cards(row.id, MOST_CARDS)
    if not cards:
        await tell(tx, outbox, "case-changed", row.chat_id, row)
    for chat_id, message in cards:
        if (chat_id, message) != but:
            facts = {"message": message, "home": row.chat_id}
            await tell(tx, outbox, "case-changed", chat_id, row, **facts)


async def tell_words(
    tx: Tx, outbox: Outbox, row: CaseRow, message: int, *, from_customer: bool
) -> None:
    """Let the other side read what was said, as it stands now: new, or in place of what it was before."""
    if from_customer:
        await tell(tx, outbox, "case-word", row.chat_id, row, message=message)
    else:
        await tell(tx, outbox, "case-answer", row.customer_id, row, message=message)


async def tell_hands(tx: Tx, outbox: Outbox, row: CaseRow, former: int, by: int = 0) -> None:
    """Let the chat read who has the case in place of whom; ``by``: 0 is nobody."""
    await tell(tx, outbox, "case-hands", row.chat_id, row, former=former, by=by)

"""Finding a case for whoever asks: somebody who was let in to its order, or its own customer."""

from services.cases.errors import UnknownCaseError
from services.orders.door import Admitted
from storage.cases import CaseRow
from storage.transaction import Tx

ANSWER = "cases.answer"
"""The permission of staff, asked for in the order's own chat."""


async def case_of(tx: Tx, admitted: Admitted, case_id: int) -> CaseRow:
    """A case of the order to which somebody was let in. Raises UnknownCaseError."""
    row = await tx.cases.by_id(case_id)
    if row is None or row.number != admitted.number:
        raise UnknownCaseError
    return row


async def own_case(tx: Tx, customer_id: int, case_id: int) -> CaseRow:
    """A customer's own case. Raises UnknownCaseError."""
    row = await tx.cases.by_id(case_id)
    if row is None or row.customer_id != customer_id:
        raise UnknownCaseError
    return row

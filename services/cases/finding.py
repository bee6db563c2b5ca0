"""Finding a case for whoever asks: somebody who was let in to its order, or its own customer."""

from services.cases.errors import CaseEndedError, UnknownCaseError
from services.cases.states import CaseStatus
from services.cases.views import CaseView
from services.orders.door import Admitted
from storage.cases import CaseRow
from storage.transaction import Tx

ANSWER = "cases.answer"
"""The permission of staff, asked for in the order's own chat."""


STAFF, CUSTOMER = "staff", "customer"
"""Who reads why not."""


async def ended(tx: Tx, row: CaseRow, reader: str = STAFF) -> CaseEndedError:
    """Why nothing can be done in a case that turns out to be over: how it has ended."""
    now = await tx.cases.by_id(row.id) or row
    instead = None
    if now.status == CaseStatus.REPLACED and now.replacement_id is not None:
        instead = await tx.orders.by_id(now.replacement_id)
    how = "" if now.status == CaseStatus.OPEN else now.status
    given = "" if instead is None else instead.number
    return CaseEndedError(number=row.number, how=how, instead=given, reader=reader)


def ended_view(view: CaseView, reader: str = STAFF) -> CaseEndedError:
    """The same of a case that is shown to be over."""
    given = view.replacement if view.status is CaseStatus.REPLACED else None
    instead = "" if given is None else given.number
    return CaseEndedError(number=view.number, how=view.status, instead=instead, reader=reader)


async def case_of(tx: Tx, admitted: Admitted, case_id: int) -> CaseRow:
    """A case of the order to which somebody was let in. Raises UnknownCaseError."""
    row = await tx.cases.by_id(case_id)
    if row is None or row.number != admitted.number:
        raise UnknownCaseError(reader=STAFF)
    return row


async def own_case(tx: Tx, customer_id: int, case_id: int) -> CaseRow:
    """A customer's own case. Raises UnknownCaseError."""
    row = await tx.cases.by_id(case_id)
    if row is None or row.customer_id != customer_id:
        raise UnknownCaseError(reader=CUSTOMER)
    return row

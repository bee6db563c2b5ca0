"""Taking a pin back (FACTS 5.9, 5.10), and finding out whether that worked."""

from providers.base import Reversal, ReversalEnd
from providers.errors import OutcomeUnknown, ProviderError
from providers.hype.books import Books
from providers.hype.client import HypeClient, Refusal
from providers.hype.models import SaleRow


class Reversals:
    """Reverses pins. A lost answer and a refusal are checked against the books."""

    def __init__(self, client: HypeClient, books: Books) -> None:
        self._client = client
        self._books = books

    async def reverse(self, txn_id: str, reference: str | None) -> Reversal:
        """Reverse by Hype's id where it is known, else by ours; see ``Reversing.reverse``."""
        said, end = "", ReversalEnd.UNKNOWN
        try:
            if reference:
                answer = await self._client.reverse(reference)
            else:
                answer = await self._client.reverse_reference(txn_id)
        except OutcomeUnknown:
            pass
        else:
            if isinstance(answer, Refusal):
                said, end = answer.said, ReversalEnd.REFUSED
            elif reference in {None, "", str(answer.transaction_id)}:
                return Reversal(
                    ReversalEnd.DONE, answer.status, answer.message, str(answer.transaction_id)
                )
        row = await self._row(txn_id, reference)
        if row is None:
            return Reversal(end, "", said, reference or "")
        # What was reversed before may be refused now; and a lost answer may have been a yes.
        end = ReversalEnd.DONE if row.canceled else end
        return Reversal(end, row.status, said, str(row.transaction_id))

    async def _row(self, txn_id: str, reference: str | None) -> SaleRow | None:
        try:
            if reference:
                return await self._client.report_transaction(reference)
            rows = await self._books.rows_of(txn_id)
        except ProviderError:
            return None
        return rows[0] if len(rows) == 1 else None

"""Taking a pin back (FACTS 5.9, 5.10), and finding out whether that worked."""

from collections.abc import Sequence
from datetime import timedelta

from providers.base import Reversal, ReversalEnd
from providers.clock import Clock
from providers.errors import NotFound, OutcomeUnknown, ProviderError
from providers.hype.books import Books
from providers.hype.client import HypeClient, Refusal
from providers.hype.models import SaleRow


class Reversals:
    """Reverses pins. A lost answer and a refusal are checked against the books.

    A refusal may also mean that an earlier try was acted on. So it counts only where the books show the pin
    as standing, and not for a grace time after a lost answer: by then they may not know yet.
    """

    def __init__(self, client: HypeClient, books: Books, grace: timedelta, clock: Clock) -> None:
        """``grace``: for so long something that was done may not be in the books yet."""
        self._client = client
        self._books = books
        self._grace = grace.total_seconds()
        self._clock = clock
        self._lost: dict[str, float] = {}

    async def reverse(self, txn_id: str, reference: str | None) -> Reversal:
        """Reverse by Hype's id where it is known, else by ours; see ``Reversing.reverse``."""
        said, refused = "", False
        try:
            if reference:
                answer = await self._client.reverse(reference)
            else:
                answer = await self._client.reverse_reference(txn_id)
        except OutcomeUnknown:
            self._lost[txn_id] = self._clock.steady()
        else:
            if isinstance(answer, Refusal):
                said, refused = answer.said, True
            elif reference in {None, "", str(answer.transaction_id)}:
                self._lost.pop(txn_id, None)
                return Reversal(
                    ReversalEnd.DONE, answer.status, answer.message, str(answer.transaction_id)
                )
        rows = await self._rows(txn_id, reference)
        end = ReversalEnd.UNKNOWN
        if rows and all(row.canceled for row in rows):
            # What was reversed before may be refused now; and a lost answer may have been a yes.
            end = ReversalEnd.DONE
        elif refused and rows is not None and self._stand(txn_id, reference, rows):
            end = ReversalEnd.REFUSED
        if end is not ReversalEnd.UNKNOWN:
            self._lost.pop(txn_id, None)
        if rows is None or len(rows) != 1:
            return Reversal(end, "", said, reference or "")
        return Reversal(end, rows[0].status, said, str(rows[0].transaction_id))

    def _stand(self, txn_id: str, reference: str | None, rows: Sequence[SaleRow]) -> bool:
        """Whether the books show that nothing was taken back."""
        lost_at = self._lost.get(txn_id)
        if lost_at is not None and self._clock.steady() - lost_at < self._grace:
            return False
        if (
            not rows
        ):  # what is known to have been booked is missing in them; of the rest nothing was
            return not reference
        return all(row.status.strip() and not row.canceled for row in rows)

    async def _rows(self, txn_id: str, reference: str | None) -> Sequence[SaleRow] | None:
        """The sales as the books show them; None where they cannot be read."""
        try:
            if reference:
                return [await self._client.report_transaction(reference)]
            return await self._books.rows_of(txn_id)
        except NotFound:
            return []
        except ProviderError:
            return None

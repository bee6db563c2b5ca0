"""Taking a pin back (FACTS 5.9, 5.10), and finding out whether that worked."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from providers.base import Reversal, ReversalEnd
from providers.clock import Clock
from providers.errors import NotFound, OutcomeUnknown, ProviderError
from providers.hype.books import Books
from providers.hype.client import HypeClient, Refusal
from providers.hype.models import SaleRow


class Reversals:
    """Reverses pins. A lost answer and a refusal are checked against the books.

    A refusal may also mean that an earlier try was acted on. So it counts only where the books show the pin
    as standing, and not for a grace time after a lost answer: by then they may not know yet. That time goes
    by steady seconds. Of what another process asked there is only the wall's word, so it counts as no longer
    ago than this process began.
    """

    def __init__(self, client: HypeClient, books: Books, grace: timedelta, clock: Clock) -> None:
        """``grace``: for so long something that was done may not be in the books yet."""
        self._client = client
        self._books = books
        self._grace = grace.total_seconds()
        self._clock = clock
        self._began = clock.steady()
        self._late_until: dict[str, float] = {}

    async def reverse(
        self, txn_id: str, reference: str | None, asked_at: datetime | None
    ) -> Reversal:
        """Reverse by Hype's id where it is known, else by ours; see ``Reversing.reverse``."""
        said, refused = "", False
        if txn_id not in self._late_until:
            self._late_until[txn_id] = self._clock.steady() + self._left_of_grace(asked_at)
        try:
            if reference:
                answer = await self._client.reverse(reference)
            else:
                answer = await self._client.reverse_reference(txn_id)
        except OutcomeUnknown:
            self._late_until[txn_id] = self._clock.steady() + self._grace
        else:
            if isinstance(answer, Refusal):
                said, refused = answer.said, True
            elif reference in {None, "", str(answer.transaction_id)}:
                self._late_until.pop(txn_id, None)
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
            self._late_until.pop(txn_id, None)
        if rows is None or len(rows) != 1:
            return Reversal(end, "", said, reference or "")
        return Reversal(end, rows[0].status, said, str(rows[0].transaction_id))

    def _stand(self, txn_id: str, reference: str | None, rows: Sequence[SaleRow]) -> bool:
        """Whether the books show that nothing was taken back."""
        if self._clock.steady() < self._late_until.get(txn_id, 0.0):
            return False
        if (
            not rows
        ):  # what is known to have been booked is missing in them; of the rest nothing was
            return not reference
        return all(row.status.strip() and not row.canceled for row in rows)

    def _left_of_grace(self, asked_at: datetime | None) -> float:
        """For how many seconds more the books may not know of what another process asked then."""
        if asked_at is None:
            return 0.0
        age = min((self._clock() - asked_at).total_seconds(), self._clock.steady() - self._began)
        return self._grace - min(max(age, 0.0), self._grace)

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

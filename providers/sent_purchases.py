"""How long ago purchases were sent whose answers are not known, whatever the wall's clock was set to."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from providers.clock import SLIP, Clock
from providers.errors import OutcomeUnknown, ProviderError

YOUNG = timedelta(hours=1)
"""For so long a purchase that may not have been made is made again: later nobody may want it any more."""


class SentPurchases:
    """Remembers what this process has sent; of what an earlier one sent only the wall's word is there.

    That one is at least as old as this process is, and of no known age where it lies ahead.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began = clock.steady()
        self._first: dict[str, float] = {}
        self._last: dict[str, float] = {}

    @contextmanager
    def first(self, txn_id: str) -> Iterator[None]:
        """Send it inside, for the first time; it is remembered unless it ends with a clear answer."""
        self._first[txn_id] = self._last[txn_id] = self._clock.steady()
        try:
            yield
        except OutcomeUnknown:
            raise
        except ProviderError:
            self._forget(txn_id)
            raise
        self._forget(txn_id)

    @contextmanager
    def again(self, txn_id: str) -> Iterator[None]:
        """Send it inside once more: it is as old as it was, and no answer but a yes says how it ended."""
        self._last[txn_id] = self._clock.steady()
        yield
        self._forget(txn_id)

    def at_least(self, txn_id: str) -> timedelta:
        """So long ago it was last sent, at least."""
        return timedelta(seconds=self._clock.steady() - self._last.get(txn_id, self._began))

    def is_young(self, txn_id: str, sent_at: datetime) -> bool:
        """Whether it is certain that it was first sent not longer than YOUNG ago."""
        first = self._first.get(txn_id)
        if first is not None:
            return self._clock.steady() - first <= YOUNG.total_seconds()
        up = timedelta(seconds=self._clock.steady() - self._began)
        return up <= YOUNG and -SLIP <= self._clock() - sent_at <= YOUNG

    def _forget(self, txn_id: str) -> None:
        self._first.pop(txn_id, None)
        self._last.pop(txn_id, None)

"""How long a call may take, and how long to wait before the next try."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpx

from providers.calls import Kind


@dataclass(frozen=True, slots=True)
class Patience:
    """Limits of one try and of trying again. All times in seconds."""

    pool: float = 30.0
    """How long to wait for one of the connections, all of them being busy."""
    connect: float = 5.0
    read: float = 10.0
    """How long a read may keep silent."""
    purchase: float = 45.0
    """How long a purchase may keep silent: giving up early leaves an order without an answer."""
    attempts: int = 3
    """Tries of a read, the first one included."""
    first_wait: float = 0.2
    """Doubled at each further try; up to as much again is added by chance."""
    longest_wait: float = 3.0
    longest_retry_after: float = 5.0
    """A provider that asks to wait longer than this is not asked again by itself."""
    after_503: float | None = None
    """Set where 503 means "too fast", not "down": how long to wait if the answer does not say."""
    down_after: int = 5
    """After so many failures in a row, over all calls, the provider counts as down."""
    down_pause: float = 10.0
    """How long a provider that is down is not asked, before one call tries again."""

    def timeout(self, kind: Kind) -> httpx.Timeout:
        """The limits of each step of a try."""
        silence = self._silence(kind)
        return httpx.Timeout(silence, connect=self.connect, pool=self.pool)

    def in_all(self, kind: Kind) -> float:
        """The limit of a whole try: an answer that drips in must end too."""
        return self.pool + self.connect + 2 * self._silence(kind)

    def long(self, kind: Kind) -> float:
        """From here on a try that is given up says something of the provider: half of what is allowed."""
        return self._silence(kind) / 2

    def _silence(self, kind: Kind) -> float:
        return self.purchase if kind is Kind.ONCE else self.read


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds the answer asks to wait (RFC 9110, 10.2.3), or None where it does not say.

    A date is measured against the answer's own ``Date``, so that our clock does not matter.
    """
    asked = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", asked):
        return float(asked)
    try:
        then = parsedate_to_datetime(asked)
        now = parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, (then - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None

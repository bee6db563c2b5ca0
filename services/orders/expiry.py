"""When keys of an order expire: those that came from own stock with an expiry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from storage.keys import KeyRow


@dataclass(frozen=True, slots=True)
class Expiry:
    """Of some keys so many expire, or have ``expired`` already; ``first`` is when the first of them does."""

    keys: int = 0
    expired: int = 0
    first: datetime | None = None


NO_EXPIRY = Expiry()


def expiry_of(keys: Iterable[KeyRow], until: Mapping[int, datetime], now: datetime) -> Expiry:
    """Of these keys. ``until``: by purchase, of those that expire."""
    ends = [until[key.purchase_id] for key in keys if key.purchase_id in until]
    return Expiry(len(ends), sum(end <= now for end in ends), min(ends, default=None))

"""Moments of answers at the edges of the calendar.

Providers write "for ever" as the year 9999, or as a number of milliseconds beyond every calendar, and
"never" as the year 1, zero or a negative number. The one is FOREVER here, the other None. No date of an
answer raises, whatever its offset shifts it to.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
"""An end that does not come. A day short of the last moment, so that no time zone shifts it beyond."""
_ENDLESS_YEAR = 9000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BEYOND = Decimal(253_402_300_800)
"""Seconds from 1970 to the end of the year 9999."""


def in_utc(moment: datetime) -> datetime | None:
    """The moment in UTC; FOREVER from the year 9000 on; None for the year 1, and without an offset."""
    if moment.tzinfo is None or moment.year <= 1:
        return None
    if moment.year >= _ENDLESS_YEAR:
        return FOREVER
    return moment.astimezone(UTC)


def from_epoch(seconds: int | Decimal) -> datetime | None:
    """So many seconds after 1970; FOREVER beyond the calendar; None for zero and less."""
    if seconds <= 0:
        return None
    if seconds >= _BEYOND:
        return FOREVER
    return in_utc(_EPOCH + timedelta(microseconds=int(seconds * 1_000_000)))

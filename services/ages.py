"""How long ago something was confirmed, whatever the wall's clock was set to since.

The steady seconds of a start of the machine are the same for all its processes, so they are written down
beside the moment by the wall. Between two starts, and between two machines, there is the wall alone.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.clock import Clock

Stamp = Sequence[str | float]
"""What steady seconds are counted from, and how many there were."""


def stamp(clock: Clock) -> Stamp:
    """This moment, as it is written down."""
    return [clock.counted_from, clock.steady()]


def is_young(clock: Clock, at: datetime, stamped: Stamp | None, limit: timedelta) -> bool:
    """Whether something was confirmed not longer ago than ``limit``; False where nobody can know.

    ``at`` is the moment by the wall. By the wall alone one that lies ahead, but not further than ``limit``,
    is as good as now: clocks of two machines differ, and one that was wrong is set right.
    """
    if stamped is not None and stamped[0] == clock.counted_from:
        return clock.steady() - float(stamped[1]) <= limit.total_seconds()
    return abs(clock() - at) <= limit

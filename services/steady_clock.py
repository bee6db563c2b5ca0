"""Whether the wall's clock went its usual way since the look before, against the machine's steady seconds."""

from services.clock import SLIP, Clock


class SteadyClock:
    """Remembers how far the wall's clock was ahead of the steady one, from one look to the next.

    Whatever is deleted by age asks this first: by a wrong clock too much would go, and never come back.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ahead: float | None = None

    def went_on(self) -> bool:
        """Look once more; False at the first look, and where the clock was set since the one before."""
        ahead = self._clock().timestamp() - self._clock.steady()
        before, self._ahead = self._ahead, ahead
        return before is not None and abs(ahead - before) <= SLIP.total_seconds()

"""A clock that tests set by hand."""

from datetime import UTC, datetime, timedelta


class ManualClock:
    """Gives the moment it was set to, aware and in UTC, until it is moved.

    Time passes by ``advance``, for the wall and the steady seconds alike; ``jump`` sets the wall only.
    """

    def __init__(self, now: datetime = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)) -> None:
        self.now = now
        self.counted_from = "this start"
        self._passed = 1000.0

    def __call__(self) -> datetime:
        return self.now

    def steady(self) -> float:
        """Give how many seconds have passed."""
        return self._passed

    def advance(self, seconds: float) -> datetime:
        """Move on by so many seconds and give the new moment."""
        self.now += timedelta(seconds=seconds)
        self._passed += seconds
        return self.now

    def restart_machine(self) -> None:
        """Count the steady seconds from another start, as a machine does that was switched off."""
        self.counted_from = f"after {self.counted_from}"
        self._passed = 1.0

    def jump(self, by: timedelta) -> datetime:
        """Set the wall's clock forward or back, in no time, and give what it shows then."""
        self.now += by
        return self.now

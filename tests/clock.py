"""A clock that tests set by hand."""

from datetime import UTC, datetime, timedelta


class ManualClock:
    """Gives the moment it was set to, aware and in UTC, until it is moved."""

    def __init__(self, now: datetime = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> datetime:
        """Move on by so many seconds and give the new moment."""
        self.now += timedelta(seconds=seconds)
        return self.now

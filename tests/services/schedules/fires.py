"""Times at which crontab lines fire, and days on which clocks change."""

from datetime import UTC, datetime

from services.schedules.times import Cron

MONDAY = datetime(2026, 6, 1, tzinfo=UTC)


def fires(cron: Cron, after: datetime, until: datetime) -> list[datetime]:
    """Every time after one moment and not after another."""
    times: list[datetime] = []
    moment = cron.next_after(after)
    while moment is not None and moment <= until:
        times.append(moment)
        moment = cron.next_after(moment)
    return times


CHANGES = [
    ("Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 3, 8, 7, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC)),
    ("America/Havana", datetime(2026, 3, 8, 5, tzinfo=UTC)),
]
"""Clocks put on and back, by an hour and by half of one, also at midnight."""

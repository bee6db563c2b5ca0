"""What a digest tells of: whole days of its zone, or what came since the one before."""

from datetime import UTC, datetime
from typing import Any

import pytest

from services.schedules.digest import period_of
from services.schedules.due import DueRun
from services.schedules.told_so_far import TOLD_TO
from storage.schedules import ScheduleRow

BERLIN = "Europe/Berlin"
MADE = datetime(2026, 1, 1, tzinfo=UTC)
MONDAY = datetime(2026, 3, 30, 7, tzinfo=UTC)  # nine in Berlin, the day after its day of 23 hours


def of(options: dict[str, Any], fire_at: datetime = MONDAY, cron: str = "0 9 * * *") -> list[str]:
    """The period of a digest with these options, by the hour in UTC."""
    schedule = ScheduleRow(
        1, -1, "digest", cron, BERLIN, None, None, None, 1, MADE, options=options
    )
    found = period_of(DueRun(schedule, fire_at, None, fire_at))
    return [f"{moment:%m-%d %H:%M}" for moment in (found.since, found.until)]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ["03-28 23:00", "03-29 22:00"]),
        ({"period": "week"}, ["03-22 23:00", "03-29 22:00"]),
        ({"period": "month"}, ["01-31 23:00", "02-28 23:00"]),
        ({"period": "since"}, ["03-29 07:00", "03-30 07:00"]),
        (
            {"period": "since", TOLD_TO: "2026-03-27T08:00:00+00:00"},
            ["03-27 08:00", "03-30 07:00"],
        ),
        # A wrong clock has told of what lies ahead.
        (
            {"period": "since", TOLD_TO: "2027-03-27T08:00:00+00:00"},
            ["03-29 07:00", "03-30 07:00"],
        ),
    ],
)
def test_a_digest_tells_of_the_period_it_is_set_to(
    options: dict[str, Any], expected: list[str]
) -> None:
    """The day before, the week or the month before; since the last one, whatever was missed between."""
    assert of(options) == expected

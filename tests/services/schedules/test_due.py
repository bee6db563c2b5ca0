"""Which run of a schedule is due: the latest that is not too late, unless it or a later one was made."""

from datetime import UTC, datetime, timedelta

import pytest

from services.schedules.due import Latest, due_run
from storage.schedules import ScheduleRow

NINE = datetime(2026, 6, 1, 9, tzinfo=UTC)
DAILY = ScheduleRow(1, -100, "digest", "0 9 * * *", "UTC", None, None, None, 1, NINE)


@pytest.mark.parametrize(
    ("last_run", "due"),
    [
        (None, True),
        (NINE - timedelta(days=1), True),
        (NINE, False),
        (NINE + timedelta(minutes=2), False),
    ],
    ids=["none yet", "yesterday's", "this one", "a later one, of the line before"],
)
def test_a_run_is_due_unless_it_or_a_later_one_was_made(
    last_run: datetime | None, due: bool
) -> None:
    """Also where the line was changed to an earlier time just after a run."""
    found = due_run(DAILY, last_run, Latest(NINE + timedelta(minutes=3)))
    assert (found is not None) is due
    assert found is None or found.fire_at == NINE

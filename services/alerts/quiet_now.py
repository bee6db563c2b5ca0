"""Whether quiet hours hold what an incident would tell now: of the alert or hook that its group names."""

from collections.abc import Collection, Mapping
from datetime import datetime

from services.alerts.standing import StandingAlerts, number_in
from services.errors import BadTimezoneError
from services.hooks.quiet import PREFIX, HookQuiet
from services.incidents.quiet import Quiet
from services.schedules.due import KindRunner, held_until, quiet_of
from storage.incidents import IncidentRow
from storage.schedules import ScheduleRow
from storage.transaction import Tx


class QuietNow(Quiet):
    """By two reads, however many incidents there are.

    ``prefixes``: what the groups of a kind of alert begin with, and which kind that is.
    """

    def __init__(self, prefixes: Mapping[str, str], hooks: HookQuiet) -> None:
        self._prefixes = prefixes
        self._hooks = hooks

    async def hours(
        self, tx: Tx, rows: Collection[IncidentRow], now: datetime
    ) -> Mapping[int, datetime]:
        """When the quiet hours of each end, of those that are in some."""
        numbers = {row.id: number for row in rows if (number := self._schedule_of(row)) is not None}
        schedules = await tx.schedules.of_ids(set(numbers.values()))
        found: dict[int, datetime] = {}
        for row in rows:
            schedule = schedules.get(numbers.get(row.id, 0))
            if schedule is not None and self._is_of(row, schedule):
                until = _until(schedule, now)
                found |= {} if until is None else {row.id: until}
        return found | await self._of_hooks(tx, rows, now)

    async def _of_hooks(
        self, tx: Tx, rows: Collection[IncidentRow], now: datetime
    ) -> dict[int, datetime]:
        numbers = {
            row.id: number
            for row in rows
            if row.group_key.partition(":")[0] == PREFIX
            and (number := number_in(row.group_key, 1)) is not None
        }
        hooks = await tx.hooks.of_ids(set(numbers.values()))
        found: dict[int, datetime] = {}
        for row in rows:
            hook = hooks.get(numbers.get(row.id, 0))
            if hook is not None and hook.chat_id == row.chat_id:
                until = self._hooks.until(hook, now)
                found |= {} if until is None else {row.id: until}
        return found

    def _schedule_of(self, row: IncidentRow) -> int | None:
        known = row.group_key.partition(":")[0] in self._prefixes
        return number_in(row.group_key, 1) if known else None

    def _is_of(self, row: IncidentRow, schedule: ScheduleRow) -> bool:
        kind = self._prefixes[row.group_key.partition(":")[0]]
        return (schedule.chat_id, schedule.kind) == (row.chat_id, kind)


def prefixes_of(runners: Mapping[str, KindRunner]) -> dict[str, str]:
    """What the groups of each kind of alert begin with."""
    return {
        runner.prefix: kind
        for kind, runner in runners.items()
        if isinstance(runner, StandingAlerts)
    }


def _until(schedule: ScheduleRow, now: datetime) -> datetime | None:
    try:
        return held_until(quiet_of(schedule), now, schedule.timezone)
    except BadTimezoneError:  # the zone is gone with an update; its runs say so
        return None

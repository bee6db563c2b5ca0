"""Cases in which a customer waits too long for an answer.

In the case's own chat the incident stands in place of the reminder (services/cases/following.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from services.access import Access, Reach
from services.alerts.reaches import reaches_of
from services.alerts.standing import Lasting, Standing, StandingAlerts, keyed
from services.clock import Clock
from services.incidents import Incidents, Signal
from services.outbox import Outbox
from services.schedules.due import DueRun
from storage.cases import CaseRow
from storage.database import Database

KIND = "case"
AT_ONCE = 500
"""Cases that are looked at: where somebody waits longest."""


def standing(
    schedule_id: int, cases: Iterable[CaseRow], reach: Reach, now: datetime, minutes: int
) -> Standing:
    """Which cases wait longer than that, of those within reach."""
    limit = now - timedelta(minutes=minutes)
    return Standing(
        [
            _lasting(schedule_id, case, case.waiting_since)
            for case in cases
            if case.waiting_since is not None
            and case.waiting_since <= limit
            and reach.covers(case.chat_id)
        ],
        reach=reach,
    )


def _lasting(schedule_id: int, case: CaseRow, since: datetime) -> Lasting:
    facts = {
        "case": case.id,
        "order": case.number,
        "about": case.kind,
        "since_at": since.isoformat(),
    }
    key, group = keyed(KIND, schedule_id, case.id), keyed(KIND, schedule_id)
    return Lasting(Signal(KIND, key, "warning", facts, group), since.isoformat())


class CaseAlerts(StandingAlerts):
    """Looks at the cases in which somebody waits, once for all schedules."""

    prefix = KIND

    def __init__(
        self, db: Database, clock: Clock, incidents: Incidents, outbox: Outbox, access: Access
    ) -> None:
        super().__init__(incidents, outbox)
        self._db = db
        self._clock = clock
        self._access = access

    async def find(self, due: Sequence[DueRun]) -> Mapping[int, Standing]:
        """Who waits, of each schedule's reach."""
        now = self._clock()
        async with self._db.read() as tx:
            waiting = await tx.cases.waiting_longest(AT_ONCE)
        reaches = await reaches_of(self._access, due)
        return {
            run.schedule.id: standing(
                run.schedule.id,
                waiting,
                reaches[run.schedule.id],
                now,
                int(run.options["minutes"]),
            )
            for run in due
        }

"""Cases in which a customer waits too long for an answer.

In the case's own chat the incident stands in place of the reminder (services/cases/following.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from services.access import Access, Reach
from services.alerts.reaches import chats_of, reaches_of
from services.alerts.standing import (
    Lasting,
    Standing,
    StandingAlerts,
    keyed,
    number_in,
    said_of,
)
from services.clock import Clock, is_over
from services.incidents import Incidents, Signal
from services.outbox import Outbox
from services.schedules.due import DueRun
from storage.cases import CaseRow
from storage.database import Database

KIND = "case"
AT_ONCE = 500
"""Cases that are looked at: where somebody waits longest."""


def standing(
    schedule_id: int,
    cases: Iterable[CaseRow],
    told: Mapping[int, str],
    reach: Reach,
    now: datetime,
    minutes: int,
) -> Standing:
    """Which cases wait longer than that, of those within reach.

    ``told``: since when those wait that were told of. One that waits since before that is the same: a clock
    that was ahead had begun it, and was set right.
    """
    lasting = []
    for case in cases:
        since = case.waiting_since
        if since is None or not reach.covers(case.chat_id):
            continue
        then = _moment(told.get(case.id))
        if then is not None and since <= then:
            since = then
        elif not is_over(since, timedelta(minutes=minutes), now):
            continue
        lasting.append(_lasting(schedule_id, case, since))
    return Standing(lasting, reach=reach)


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


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
        told: dict[int, dict[int, str]] = {run.schedule.id: {} for run in due}
        async with self._db.read() as tx:
            waiting = await tx.cases.waiting_longest(AT_ONCE)
            held = said_of(await tx.incidents.lasting_under(chats_of(due), f"{KIND}:"))
        for key, said in held.items():
            schedule_id, case_id = number_in(key, 1), number_in(key, 2)
            if schedule_id in told and case_id is not None:
                told[schedule_id][case_id] = said
        reaches = await reaches_of(self._access, due)
        return {
            run.schedule.id: standing(
                run.schedule.id,
                waiting,
                told[run.schedule.id],
                reaches[run.schedule.id],
                now,
                int(run.options["minutes"]),
            )
            for run in due
        }

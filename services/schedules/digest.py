"""The sales digest: what the previous day brought, by the day of the schedule's zone."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.access import Access, Reach
from services.outbox import Outbox
from services.periods import Period, previous_day
from services.sales import Sales, SalesNumbers, SalesReport
from services.schedules.due import DueRun, KindRunner, Tell
from services.schedules.kinds import DIGEST
from services.schedules.times import zone_named
from storage.database import Database
from storage.schedules import ScheduleRow
from storage.transaction import Tx


class Digest(KindRunner):
    """Makes and posts digests."""

    def __init__(self, db: Database, outbox: Outbox, sales: Sales, access: Access) -> None:
        self._db = db
        self._outbox = outbox
        self._sales = sales
        self._access = access

    async def look(self, due: Sequence[DueRun]) -> Tell:
        """Count once for each day and reach that these runs tell of: it may take seconds."""
        reports: dict[tuple[Period, Reach], SalesReport] = {}
        of_run: dict[int, tuple[SalesReport, Reach]] = {}
        for run in due:
            period, reach = self.period_of(run), await self.reach(run.schedule)
            if (period, reach) not in reports:
                reports[period, reach] = await self._report(period, reach)
            of_run[run.schedule.id] = reports[period, reach], reach

        async def tell(tx: Tx, run: DueRun) -> int:
            return await self._tell(tx, run, *of_run[run.schedule.id])

        return tell

    def period_of(self, run: DueRun) -> Period:
        """The day a run tells of: that before the day it should have fired on, however late it is."""
        return previous_day(run.fire_at, zone_named(run.schedule.timezone))

    async def reach(self, schedule: ScheduleRow) -> Reach:
        """Of which chats a digest counts: its own, and where who wished for it may see sales now."""
        theirs = await self._access.reach(schedule.made_by, "sales.view")
        if theirs.anywhere:
            return Reach(anywhere=True, chats=theirs.chats - {schedule.chat_id})
        return Reach(anywhere=False, chats=theirs.chats | {schedule.chat_id})

    async def _report(self, period: Period, reach: Reach) -> SalesReport:
        return await self._sales.report(period.since, period.until, reach)

    async def _tell(self, tx: Tx, run: DueRun, report: SalesReport, reach: Reach) -> int:
        """Post a digest, in the transaction that claimed the run; a test at once, marked as one.

        A run comes again where the clock was wrong when it was made first. The same numbers are not
        told again; others are, and say that they are others.
        """
        schedule = run.schedule
        facts = facts_of(schedule, report)
        if run.test:
            await self._outbox.post(tx, DIGEST, schedule.chat_id, {**facts, "test": True})
            return 1
        if run.late:
            facts["late_for"] = run.fire_at.isoformat()
        if run.quiet_until is not None:
            facts["reach"] = _reach_facts(reach)
        of_run = f"{DIGEST}:{schedule.id}:{run.fire_at.isoformat()}:"
        once_key = of_run + _fingerprint(facts)
        now = self._outbox.now()
        if await tx.notices.replace_once(schedule.chat_id, of_run, once_key, now):
            facts["again"] = True
        await self._outbox.post(
            tx, DIGEST, schedule.chat_id, facts, once_key=once_key, due_at=run.quiet_until
        )
        return 1

    async def as_of_now(self, facts: Mapping[str, Any]) -> Mapping[str, Any]:
        """The facts of a digest that quiet hours held back, counted anew where its reach is another now.

        Who wished for it may have lost the right to some chats meanwhile.
        """
        if "reach" not in facts:
            return facts
        async with self._db.read() as tx:
            schedule = await tx.schedules.get(int(facts["schedule"]))
        if schedule is None:
            return facts
        reach = await self.reach(schedule)
        if facts["reach"] == _reach_facts(reach):
            return facts
        since, until = (datetime.fromisoformat(str(facts[name])) for name in ("from", "to"))
        return {**facts, **facts_of(schedule, await self._report(Period(since, until), reach))}


def _reach_facts(reach: Reach) -> dict[str, Any]:
    return {"anywhere": reach.anywhere, "chats": sorted(reach.chats)}


def facts_of(schedule: ScheduleRow, report: SalesReport) -> dict[str, Any]:
    """A report as plain facts; amounts are exact texts by currency, moments are ISO 8601."""
    return {
        "schedule": schedule.id,
        "from": report.since.isoformat(),
        "to": report.until.isoformat(),
        "timezone": schedule.timezone,
        **_numbers(report),
        "by_provider": [
            {"provider": each.provider, **_numbers(each)} for each in report.by_provider
        ],
    }


def _fingerprint(facts: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]


def _numbers(sales: SalesNumbers) -> dict[str, Any]:
    return {
        "orders": sales.orders,
        "keys": sales.keys,
        "money": {code: format(money.amount, "f") for code, money in sales.money.items()},
        "returned": {code: format(money.amount, "f") for code, money in sales.returned.items()},
        "failed": sales.failed,
        "uncertain": sales.uncertain,
        "reversed": sales.reversed,
    }

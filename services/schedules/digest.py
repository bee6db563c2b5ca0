"""The sales digest: what the day before brought, or the week, the month, or all since the last digest."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from services.access import Access, Reach, Reaches
from services.outbox import Outbox
from services.periods import Period, before, points, previous_days, previous_month
from services.reconciliation import Reconciliation
from services.reconciliation import facts_of as books_facts
from services.sales import CostReport, More, Sales, SalesReport
from services.sales.facts import NOW_ONLY, cost_facts
from services.sales.facts import facts_of as report_facts
from services.schedules.due import DueRun, KindRunner, Tell, facts_of_test
from services.schedules.kinds import DIGEST, options_of
from services.schedules.lessened import keep_widest, lost
from services.schedules.times import cron_of, zone_named
from services.schedules.told_so_far import counted_facts, counted_of, told_so_far
from storage.database import Database
from storage.sales import Counted
from storage.schedules import ScheduleRow
from storage.transaction import Tx

ROWS = 10
"""Products, and buyers, that a digest names."""
_LONGEST = timedelta(days=366)
_BESIDES = ("books", "lost", "cost")


class Digest(KindRunner):
    """Makes and posts digests."""

    def __init__(
        self,
        db: Database,
        outbox: Outbox,
        sales: Sales,
        access: Access,
        reconciliation: Reconciliation | None = None,
    ) -> None:
        self._reconciliation = reconciliation
        self._db = db
        self._outbox = outbox
        self._sales = sales
        self._access = access

    async def look(self, due: Sequence[DueRun]) -> Tell:
        """Count, and ask for providers' books, once for each period and reach that these runs tell of."""
        reaches = Reaches(self._access)
        reports: dict[Asked, Told] = {}
        of_run: dict[int, tuple[Told, Asked]] = {}
        late: dict[Late, datetime | None] = {}
        for run in due:
            asked = await _asked(run.schedule, period_of(run), reaches)
            if _since_last(run):
                asked = await self._of_since(run, asked, late)
            if asked not in reports:
                reports[asked] = await self._count(asked)
            of_run[run.schedule.id] = reports[asked], asked

        async def tell(tx: Tx, run: DueRun) -> int:
            return await self._tell(tx, run, *of_run[run.schedule.id])

        return tell

    async def _of_since(
        self, run: DueRun, asked: "Asked", known: dict["Late", datetime | None]
    ) -> "Asked":
        """The same, from where the first order begins that none has told: the clock may have been set back
        behind what was told. ``known``: what others have asked for.
        """
        so_far = told_so_far(run.schedule.options)
        since = asked.period.since
        if so_far.to is not None and so_far.purchase is not None:
            to = min(so_far.to, since)
            of_it = (to, since), asked.reach, so_far.after(to), so_far.purchase
            if of_it not in known:
                known[of_it] = await self._sales.earliest(*of_it)
            since = min(since, known[of_it] or since)
        period = Period(since, run.fire_at)
        return replace(asked, period=period, counted=so_far.after(since), newest=True)

    async def _count(self, asked: "Asked") -> "Told":
        books = await self._books(asked)
        report, period = await self._report(asked), asked.period
        if asked.costs is None:
            return Told(report, books)
        cost = await self._sales.costs(period.since, period.until, asked.costs, asked.counted)
        return Told(report, books, cost)

    async def _books(self, asked: "Asked") -> list[dict[str, Any]]:
        if self._reconciliation is None:
            return []
        return books_facts(await self._reconciliation.of(asked.period, asked.reach))

    async def _report(self, asked: "Asked") -> SalesReport:
        period, zone = asked.period, zone_named(asked.timezone)
        more = More(
            products=ROWS,
            buyers=ROWS,
            buyers_in=asked.buyers,
            points=points(period, zone),
            before=before(period, zone),
            now=self._outbox.now(),
            counted=asked.counted,
            newest=asked.newest,
        )
        return await self._sales.report(period.since, period.until, asked.reach, more)

    async def _tell(self, tx: Tx, run: DueRun, told: "Told", asked: "Asked") -> int:
        """Post a digest, in the transaction that claimed the run; a test at once, marked as one.

        A run comes again where the clock was wrong when it was made first. The same numbers are not
        told again; others are, and say that they are others. Of all since the last one nothing comes
        again: each tells what none has told.
        """
        schedule = run.schedule
        facts = facts_of(schedule, told.report) | _besides(schedule, told, asked.reach)
        if asked.counted:
            facts["counted"] = counted_facts(asked.counted)
        if run.test:
            await self._outbox.post(tx, DIGEST, schedule.chat_id, facts | facts_of_test(run))
            return 1
        if run.late:
            facts["late_for"] = run.fire_at.isoformat()
        if run.quiet_until is not None:
            facts["reach"] = _reach_facts(asked)
        newest = told.report.newest
        if newest is not None:
            options = (await tx.schedules.get(schedule.id) or schedule).options
            so_far = told_so_far(options).told(run.fire_at, newest)
            await tx.schedules.change(schedule.id, options=so_far.kept_in(options))
        await keep_widest(tx, schedule, asked.reach)
        of_run = f"{DIGEST}:{schedule.id}:{run.fire_at.isoformat()}:"
        once_key = of_run + _fingerprint(facts)
        now = self._outbox.now()
        if newest is None and await tx.notices.replace_once(
            schedule.chat_id, of_run, once_key, now
        ):
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
        since, until = (datetime.fromisoformat(str(facts[name])) for name in ("from", "to"))
        counted = counted_of(facts.get("counted", ()))
        asked = await _asked(schedule, Period(since, until), Reaches(self._access), counted)
        if facts["reach"] == _reach_facts(asked):
            return facts
        told = await self._count(asked)
        anew = facts_of(schedule, told.report) | _besides(schedule, told, asked.reach)
        return {**{name: facts[name] for name in facts if name not in _BESIDES}, **anew}


@dataclass(frozen=True, slots=True)
class Told:
    """What all who ask for the same are told: the report, what differs in providers' books (as facts), and
    what it cost, where they ask for that.
    """

    report: SalesReport
    books: list[dict[str, Any]]
    cost: CostReport | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted once for all who ask for the same: a period, and the chats in which sales, and those
    in which who bought, may be told; the zone cuts the period into days. ``costs``: where cost may be told;
    None: that is not wished for. ``counted``: orders of then that an earlier digest told of. ``newest``:
    whether it is noted up to which purchase this tells.
    """

    period: Period
    reach: Reach
    buyers: Reach
    timezone: str
    costs: Reach | None = None
    counted: tuple[Counted, ...] = ()
    newest: bool = False


Late = tuple[tuple[datetime, datetime], Reach, tuple[Counted, ...], int]
"""What Sales is asked for the earliest of."""


async def _asked(
    schedule: ScheduleRow, period: Period, reaches: Reaches, counted: tuple[Counted, ...] = ()
) -> Asked:
    """A digest counts its own chat, and where who wished for it may see sales now."""
    theirs = await reaches.of(schedule.made_by, "sales.view")
    buyers = await reaches.of(schedule.made_by, "orders.view")
    reach, costs = theirs.with_chat(schedule.chat_id), None
    if options_of(schedule.kind, schedule.options)["cost"] == "yes":
        costs = (await reaches.of(schedule.made_by, "sales.cost")).within(reach)
    return Asked(period, reach, buyers, schedule.timezone, costs, counted)


def period_of(run: DueRun) -> Period:
    """What a run tells of, by when it should have fired, however late it is.

    The day before that day, the seven days before it, the month before its month; or from where
    the last digest ended, of which a changed clock or a long silence may have left none.
    """
    zone = zone_named(run.schedule.timezone)
    match run.options["period"]:
        case "week":
            return previous_days(run.fire_at, zone, 7)
        case "month":
            return previous_month(run.fire_at, zone)
        case "since":
            return Period(_ended(run), run.fire_at)
        case _:
            return previous_days(run.fire_at, zone, 1)


def _ended(run: DueRun) -> datetime:
    """Up to when the last digest of this schedule told; before the first, when it would have come."""
    schedule, earliest = run.schedule, run.fire_at - _LONGEST
    told = told_so_far(schedule.options).to
    if told is not None and told < run.fire_at:
        return max(told, earliest)
    cron = cron_of(schedule.cron, schedule.timezone)
    return cron.latest(earliest, run.fire_at - timedelta.resolution) or earliest


def _since_last(run: DueRun) -> bool:
    return run.options["period"] == "since"


def _besides(schedule: ScheduleRow, told: Told, reach: Reach) -> dict[str, Any]:
    """What stands beside the numbers: what differs in the books, what it cost, what is counted no more."""
    gone = lost(schedule, reach)
    besides: dict[str, Any] = {"books": told.books} if told.books else {}
    if told.cost is not None:
        besides["cost"] = cost_facts(told.cost)
    return besides | ({"lost": gone} if gone else {})


def _reach_facts(asked: Asked) -> list[dict[str, Any] | None]:
    return [None if reach is None else reach.facts() for reach in (asked.reach, asked.costs)]


def facts_of(schedule: ScheduleRow, report: SalesReport) -> dict[str, Any]:
    """A report as the facts of a digest."""
    return {"schedule": schedule.id, "timezone": schedule.timezone, **report_facts(report)}


def _fingerprint(facts: dict[str, Any]) -> str:
    told = {
        name: value for name, value in facts.items() if name not in (*NOW_ONLY, "books", "lost")
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]

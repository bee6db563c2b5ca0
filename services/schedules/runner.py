"""Making the runs of schedules when they are due, each once.

A schedule is looked at when its next time has come, which an index finds. What a run tells of is read first,
outside any transaction. Then one transaction claims the run, and a few others, and writes their notices: so a
run is made entirely or not at all, whoever else tries and wherever the process ends. Of the runs missed while
the process stood still only the latest is made up, if it is not too late.

Runs that lie further ahead of now than another machine's clock may be were made while the clock was wrong.
They are forgotten, so that they are made when their time comes: a watch tells what is different by then, a
digest what it has not told yet.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import structlog

from services.access import Access
from services.clock import APART, SLIP, Clock
from services.complaints import Complaints
from services.errors import DeskError
from services.outbox import Outbox
from services.schedules.due import DueRun, KindRunner, Latest, Tell, due_run, next_times
from services.schedules.ended import Ended
from services.schedules.kinds import KINDS
from services.schedules.quiet_summary import QuietSummary
from services.schedules.silent import Silent
from storage.database import Database
from storage.errors import TroubleError
from storage.schedules import ScheduleRow

log = structlog.get_logger(__name__)

KEEP_CLAIMS = timedelta(days=2)
"""Longer than any run is made up for."""
TOGETHER = 25
"""Runs of one transaction: whoever else would write on SQLite waits for it."""


class ScheduleRunner:
    """Makes due runs whenever ``run_due`` is called, which should be every few seconds."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        outbox: Outbox,
        access: Access,
        runners: Mapping[str, KindRunner],
        quiet: QuietSummary,
    ) -> None:
        """``runners``: what makes the runs of each kind; ``quiet`` tells what quiet hours held back."""
        self._db = db
        self._clock = clock
        self._outbox = outbox
        self._access = access
        self._runners = runners
        self._quiet = quiet
        self._silent = Silent(db, outbox, access)
        self._ended = Ended(db, outbox)
        self._complaints = Complaints(__name__)
        self._looked_anew = False

    async def run_due(self) -> int:
        """Make every run that is due now; tells how many were made.

        What schedules have in common is read once. A run that fails hinders no other, and the next
        call tries it again; what keeps all of a kind from running is raised when the rest is done. Raises
        TroubleError.
        """
        if not self._looked_anew:
            async with self._db.write() as tx:
                await tx.schedules.look_anew()
            self._looked_anew = True
        now = self._clock()
        async with self._db.read() as tx:
            found = await tx.schedules.to_look_at(now, now + APART)
            silent = await tx.schedules.silent()
        await self._silent.tell(silent)
        due = await self._due(found, now)
        by_kind: dict[str, list[DueRun]] = defaultdict(list)
        for run in due:
            by_kind[run.schedule.kind].append(run)
        # Side by side, so that neither a slow provider nor a long count makes another kind late.
        outcomes = await asyncio.gather(
            *(self._run(kind, of_it) for kind, of_it in by_kind.items()), return_exceptions=True
        )
        made = 0
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
            made += outcome
        return made

    async def _due(
        self, found: Sequence[tuple[ScheduleRow, datetime | None, datetime | None]], now: datetime
    ) -> list[DueRun]:
        """The runs to make; what has none is not looked at before its next time."""
        due, latest = [], Latest(now)
        done: list[ScheduleRow] = []
        refused: list[ScheduleRow] = []
        for schedule, made, ahead in found:
            last_run = made
            if schedule.kind not in self._runners:
                self._complain("schedule of an unknown kind", "kind", schedule)
                continue
            try:
                if ahead is not None and ahead > now + APART:
                    last_run = await self._forget(schedule, made, now)
                run = due_run(schedule, last_run, latest)
                if run is None:
                    done.append(schedule)
                elif not await self._may_be_told(schedule):
                    refused.append(schedule)
                    run = None
            except DeskError as error:  # a zone can leave the tz database
                # The row is at fault, and the trace says nothing of it.
                self._complain("schedule cannot be read", error.code, schedule)
                continue
            if run is not None:
                due.append(run)
        await self._ended.tell(refused, [run.schedule for run in due])
        if done:
            async with self._db.write() as tx:
                await tx.schedules.looked(next_times(done, now), now)
        return due

    async def _may_be_told(self, schedule: ScheduleRow) -> bool:
        """Whether its reader may see what it tells: in a private chat a right that is gone ends it."""
        reader = schedule.chat_id
        return reader < 0 or await self._access.permits(reader, reader, KINDS[schedule.kind].tells)

    async def _forget(
        self, schedule: ScheduleRow, last_run: datetime | None, now: datetime
    ) -> datetime:
        """Forget the runs that lie ahead; gives the last run there is then.

        Where all lie ahead, the wish was made, or last kept, by the wrong clock: its time begins with
        this minute.
        """
        beginning = now - SLIP
        async with self._db.write() as tx:
            gone = await tx.schedules.forget_ahead(schedule.id, now)
            if last_run is None:
                await tx.schedules.forgo(schedule.id, beginning)
        log.warning("runs of a wrong clock forgotten", schedule=schedule.id, count=gone)
        return last_run or beginning

    async def _run(self, kind: str, due: Sequence[DueRun]) -> int:
        tell = await self._runners[kind].look(due)
        # Chat by chat, so that no two transactions that write for the same chats wait for each other.
        in_order = sorted(due, key=lambda run: (run.schedule.chat_id, run.schedule.id))
        parts = [in_order[at : at + TOGETHER] for at in range(0, len(in_order), TOGETHER)]
        return sum([await self._make(runs, tell) for runs in parts])

    async def _make(self, runs: Sequence[DueRun], tell: Tell) -> int:
        """Make runs in one transaction; where one fails, each in its own."""
        try:
            made = await self._in_one(runs, tell)
        except TroubleError:  # no other run could be written either
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the runs of other chats are still due
            if len(runs) == 1:
                self._complain("run failed", type(error).__name__, runs[0].schedule, error)
                return 0
            return sum([await self._make([run], tell) for run in runs])
        self._outbox.kick()
        return made

    async def _in_one(self, runs: Sequence[DueRun], tell: Tell) -> int:
        async with self._db.write() as tx:
            now = self._clock()
            times = {run.schedule.id: run.fire_at for run in runs}
            claimed = await tx.schedules.claim(times, now)
            mine = [run for run in runs if run.schedule.id in claimed]
            for run in mine:
                if await tell(tx, run):
                    await self._quiet.begin(tx, run)
            if mine:
                await tx.schedules.forget_runs(claimed, now - KEEP_CLAIMS)
                await tx.schedules.looked(next_times([run.schedule for run in mine], now), now)
        return len(mine)

    def _complain(
        self, event: str, code: str, schedule: ScheduleRow, error: Exception | None = None
    ) -> None:
        facts = {"schedule": schedule.id, "kind": schedule.kind}
        self._complaints.tell(event, code, level=logging.ERROR, error=error, **facts)

"""The timekeeper: sees that the clock was set, says so, and sets right what the wrong time left behind.

A clock can be wrong by years, either way, and be set right while the desk runs or while it does not. Two
things would follow: what waits for a moment that was written by the wrong clock would wait for years, and
nobody would know. So every moment something waits for is listed here with the longest it is ever set
ahead of now, for each length that people may choose: what lies further ahead was written by a clock that
was wrong, and its wait is over, or begins anew. What is
measured in memory goes by steady seconds and needs none of this; the runs of schedules have rules of
their own (services/schedules/runner.py).
"""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, or_, select

from services.access import Access
from services.administration.object_locks import LEASE as OBJECT_LEASE
from services.back_off import LONGEST_WAIT
from services.cases.settings import CHOICES, REMIND_AFTER
from services.cases.settings import LONGEST as LONGEST_REMINDER
from services.clock import SLIP, Clock
from services.delivery.claims import CLAIM_LIFE
from services.delivery.honouring import LONGEST_WAIT as LONGEST_BAR
from services.floods.allowances import LONGEST as LONGEST_ALLOWANCE
from services.hooks.receiving import AT_ONCE, ONE_MORE
from services.hooks.service import EVERY, patience_of
from services.hooks.service import LONGEST as LONGEST_HEARTBEAT
from services.incidents.news import HEARD
from services.incidents.settings import MINUTES
from services.orders.approvals import APPROVAL_LIFE
from services.orders.charges import LONGEST_PAUSE
from services.outbox import Outbox
from services.pending_confirmations import LIFE as PENDING_LIFE
from services.schedules.kinds import KINDS
from services.schedules.quiet_summary import QUIET
from services.stock_wishes import PAUSE as STOCK_PAUSE
from storage.database import Database
from storage.leases import LEASE
from storage.tables.access import grants
from storage.tables.approvals import approvals
from storage.tables.audit import audit_nights
from storage.tables.cases import case_settings, cases
from storage.tables.chats import users
from storage.tables.conversations import allowances, dialogs, pending_confirmations
from storage.tables.hooks import hooks
from storage.tables.inbox import inbox
from storage.tables.incidents import escalations, incident_log, incident_signals, incidents
from storage.tables.keys import claim_misses, claims, keys
from storage.tables.orders import order_marks, orders, unread_charges
from storage.tables.outbox import notices
from storage.tables.schedules import schedules
from storage.tables.stock import own_keys, quotes, stock_watches
from storage.tables.system import backups, starts
from storage.tables.work import object_changes, work
from storage.transaction import Tx
from storage.wrong_clock import Wait, bring_back, last_written, lying_ahead

log = structlog.get_logger(__name__)

NOTHING = timedelta(0)
_WAITING = notices.c.state == "waiting"
_AT_ONCE = notices.c.kind.not_in((*KINDS, QUIET))
_LOG = incident_log.c
_SNOOZED_AT = (
    select(_LOG.at)
    .where(_LOG.incident_id == incidents.c.id, _LOG.what == "snoozed")
    .order_by(_LOG.id.desc())
    .limit(1)
    .scalar_subquery()
)


def _goes_on_after(minutes: int) -> ColumnElement[bool]:
    """Incidents of chats that have chosen so many minutes from one step to the next."""
    chats = select(escalations.c.chat_id).where(escalations.c.after_minutes == minutes)
    return incidents.c.chat_id.in_(chats)


def _reminded_after(minutes: int) -> ColumnElement[bool]:
    """Cases of chats that are reminded after so many minutes, chosen or as it is without."""
    chose = select(case_settings.c.chat_id)
    chosen = cases.c.chat_id.in_(chose.where(case_settings.c.remind_after == minutes))
    return or_(chosen, cases.c.chat_id.not_in(chose)) if minutes == REMIND_AFTER else chosen


WAITS = (
    # What nobody has begun was due when it was written down.
    Wait(work.c.due_at, NOTHING, NOTHING, (work.c.tries == 0,)),
    Wait(work.c.due_at, LONGEST_WAIT, NOTHING),
    # A lease of a dead process runs out; a living one knows its own, and renews them.
    Wait(work.c.claimed_until, LEASE, NOTHING),
    Wait(unread_charges.c.due_at, LONGEST_PAUSE, NOTHING),
    # A draft is as old as it says: one of a wrong clock would never expire.
    Wait(orders.c.created_at, NOTHING, NOTHING, (orders.c.status == "draft",)),
    # A notice that failed is tried again within the longest wait; quiet hours hold one for a day at most.
    Wait(notices.c.due_at, LONGEST_WAIT, NOTHING, (_WAITING, notices.c.tries > 0)),
    Wait(notices.c.made_at, NOTHING, NOTHING, (_WAITING, _AT_ONCE), (notices.c.due_at,)),
    Wait(notices.c.due_at, timedelta(hours=25), NOTHING, (_WAITING,)),
    Wait(notices.c.claimed_until, LEASE, NOTHING),
    Wait(claims.c.expires_at, CLAIM_LIFE, CLAIM_LIFE, (claims.c.used_at.is_(None),)),
    # So long are keys kept; and who had one before it was taken back hears of that.
    Wait(keys.c.handed_at, NOTHING, NOTHING, (keys.c.let_go_at.is_(None),)),
    Wait(claim_misses.c.barred_until, LONGEST_BAR, LONGEST_BAR),
    Wait(claim_misses.c.last_at, NOTHING, NOTHING),
    Wait(allowances.c.full_at, LONGEST_ALLOWANCE, NOTHING),
    Wait(allowances.c.slowed_at, NOTHING, NOTHING),
    Wait(allowances.c.refused_at, NOTHING, NOTHING),
    Wait(object_changes.c.held_until, OBJECT_LEASE, NOTHING),
    *(
        Wait(cases.c.remind_at, after, after, (_reminded_after(minutes),))
        for minutes in CHOICES
        if (after := timedelta(minutes=minutes))
    ),
    Wait(cases.c.remind_at, LONGEST_REMINDER, NOTHING),
    Wait(stock_watches.c.due_at, STOCK_PAUSE, NOTHING),
    # Quiet hours hold an incident for a day at most, a snooze until the next morning; a step waits for both.
    Wait(incidents.c.held_until, timedelta(hours=25), NOTHING),
    Wait(incidents.c.snoozed_until, timedelta(hours=34), NOTHING),
    # One that a clock that was ahead has begun is over: rather told too soon than hours late.
    Wait(incidents.c.snoozed_until, NOTHING, NOTHING, written=_SNOOZED_AT),
    *(
        Wait(
            incidents.c.escalate_at,
            *(after, after),
            (_goes_on_after(minutes),),
            begins=incidents.c.held_until,
        )
        for minutes in MINUTES
        if (after := timedelta(minutes=minutes))
    ),
    Wait(incidents.c.escalate_at, timedelta(hours=49), NOTHING),
    Wait(hooks.c.full_at, AT_ONCE * ONE_MORE, NOTHING),
    *(
        Wait(hooks.c.due_at, patience_of(every), patience_of(every), (hooks.c.every == every,))
        for every in EVERY
    ),
    Wait(hooks.c.due_at, LONGEST_HEARTBEAT, LONGEST_HEARTBEAT),
    Wait(pending_confirmations.c.expires_at, PENDING_LIFE, PENDING_LIFE),
    # What waits for the yes of others lapses, and its price is not asked for years later.
    Wait(approvals.c.expires_at, APPROVAL_LIFE, APPROVAL_LIFE),
    # Keys that were read for own stock and wait for a yes are forgotten when nobody gives it.
    Wait(own_keys.c.added_at, NOTHING, NOTHING, (own_keys.c.batch.is_not(None),)),
    Wait(inbox.c.taken_at, NOTHING, NOTHING),
    Wait(inbox.c.claimed_until, LEASE, NOTHING),
    Wait(dialogs.c.asked_at, NOTHING, NOTHING),
    # A role for a time that a wrong clock gave would last for years: it ends, and is told to have.
    Wait(grants.c.granted_at, NOTHING, NOTHING, (grants.c.until.is_not(None),), (grants.c.until,)),
    # Since when somebody waits, and what counts for a while: from now, at the latest, it began.
    Wait(cases.c.waiting_since, NOTHING, NOTHING),
    Wait(starts.c.started_at, NOTHING, NOTHING),
    Wait(quotes.c.moved_at, NOTHING, NOTHING),
    Wait(order_marks.c.at, NOTHING, NOTHING),
    # Marks from before a schedule was made are none of its news.
    Wait(schedules.c.made_at, NOTHING, NOTHING),
    # What people have heard just now is not told again; what was over just now is back, and nothing new.
    Wait(incident_log.c.at, NOTHING, NOTHING, (incident_log.c.what.in_(HEARD),)),
    Wait(incident_signals.c.cleared_at, NOTHING, NOTHING),
    # How long it took until somebody had it in hand and until it was over is in reports.
    Wait(incidents.c.opened_at, NOTHING, NOTHING),
    Wait(incidents.c.acknowledged_at, NOTHING, NOTHING),
    Wait(incidents.c.resolved_at, NOTHING, NOTHING),
    # One that failed, or that a process died over, is tried again after an hour.
    Wait(backups.c.begun_at, NOTHING, NOTHING, (backups.c.path.is_(None),)),
    Wait(audit_nights.c.begun_at, NOTHING, NOTHING, (audit_nights.c.ended_at.is_(None),)),
    # Of two who had a @name the one seen last has it.
    Wait(users.c.seen_at, NOTHING, NOTHING),
)
"""Every stored moment that is held against now. All others are only told; a test holds the two lists."""

AGAIN = 600.0
"""Seconds after which what lies ahead is looked for all the same: a row can be written by a turn that
read the clock before it was set."""
STEP = 1.0
"""Seconds by which a clock that is set back is more than slewed."""
TOLD_FROM = timedelta(minutes=5)
"""By so much a clock has to move for the owners to be told."""
TOLD_AGAIN = 600.0
"""Seconds until they are told once more."""
MOVED, BEHIND = "clock-moved", "clock-behind"


class Timekeeper:
    """Looks at the clock whenever ``run`` is called, which should be every few seconds."""

    def __init__(self, db: Database, clock: Clock, outbox: Outbox, access: Access) -> None:
        self._db = db
        self._clock = clock
        self._outbox = outbox
        self._access = access
        self._ahead: float | None = None
        self._told_ahead = 0.0
        self._told_at: float | None = None
        self._set_right_at = 0.0

    async def run(self) -> int:
        """Look once. Gives how many moments were set right."""
        now, steady = self._clock(), self._clock.steady()
        ahead = now.timestamp() - steady
        before, self._ahead = self._ahead, ahead
        if before is None:
            self._told_ahead = ahead
            await self._look_back(now)
        set_back = before is not None and ahead < before - STEP
        right = 0
        if before is None or set_back or steady - self._set_right_at >= AGAIN:
            right = await self._set_right(now)
            self._set_right_at = steady
        await self._tell(now, steady, ahead)
        return right

    async def _set_right(self, now: datetime) -> int:
        async with self._db.read() as tx:
            found = await lying_ahead(tx.connection, WAITS, now, SLIP)
        right = 0
        for wait in found:
            async with self._db.write() as tx:
                count = await bring_back(tx.connection, wait, now, SLIP)
            log.warning("moments set right", what=str(wait.column), count=count)
            right += count
        if right:
            self._outbox.kick()
        return right

    async def _look_back(self, now: datetime) -> None:
        """At start: what was written down last cannot lie ahead."""
        async with self._db.read() as tx:
            last = await last_written(tx.connection)
        if last is not None and last - now >= TOLD_FROM:
            log.warning("the clock is behind what was written last", last=last.isoformat())
            facts = {"now": now.isoformat(), "last": last.isoformat()}
            await self._tell_owners(BEHIND, facts, f"{BEHIND}:{last.isoformat()}")

    async def _tell(self, now: datetime, steady: float, ahead: float) -> None:
        """Say once by how much the clock was set; not more often than every ten minutes."""
        moved = timedelta(seconds=ahead - self._told_ahead)
        if abs(moved) < TOLD_FROM:
            return
        if self._told_at is not None and steady - self._told_at < TOLD_AGAIN:
            return
        self._told_ahead, self._told_at = ahead, steady
        was = now - moved
        log.warning("the clock was set", was=was.isoformat(), now=now.isoformat())
        facts = {"was": was.isoformat(), "now": now.isoformat()}
        # Of two processes each sees it at a moment of its own.
        slot, minutes = int(now.timestamp() // TOLD_AGAIN), round(moved / timedelta(minutes=1))
        await self._tell_owners(MOVED, facts, f"{MOVED}:{slot}:{minutes}")

    async def _tell_owners(self, kind: str, facts: dict[str, str], once_key: str) -> None:
        async with self._db.write() as tx:
            for owner in sorted(self._access.owners):
                if kind == MOVED and await _was_told(tx, owner, facts):
                    continue
                await self._outbox.post(tx, kind, owner, facts, once_key=f"{once_key}:{owner}")
        self._outbox.kick()


async def _was_told(tx: Tx, owner: int, facts: dict[str, str]) -> bool:
    """Whether another process has just said the same."""
    last = await tx.notices.of_kind(MOVED, owner)
    if not last:
        return False
    then, now = (
        [datetime.fromisoformat(each[name]) for name in ("was", "now")]
        for each in (last[-1].facts, facts)
    )
    same = abs((now[1] - now[0]) - (then[1] - then[0])) < SLIP
    return same and abs(now[1] - then[1]) < timedelta(seconds=TOLD_AGAIN)

"""What comes again soon after it was over: the same incident, and when people are called for it."""

from datetime import datetime, timedelta
from typing import Any

from services.clock import Clock, is_over
from services.incidents.cards import FLAPS, matters
from services.incidents.escalating import as_worse, first_step
from services.incidents.news import (
    BACK,
    CAME,
    PAUSE,
    heard_lately,
    is_new,
    may_call,
    said,
    waits_until,
)
from services.incidents.signals import Signal, is_worse
from services.incidents.telling import Telling
from storage.incidents import ACKNOWLEDGED, OPEN, RESOLVED, IncidentRow, SignalRow
from storage.transaction import Tx

AGAIN_WITHIN = timedelta(hours=1)
"""What comes again so soon after it was over is the same incident: its card counts how often it came."""


class Back:
    """Opens an incident again, in its caller's transaction."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def is_same(self, tx: Tx, last: IncidentRow, signal: Signal) -> bool:
        """Whether what comes belongs to an incident that is over; a person's word was for what that had."""
        now = self._clock()
        if not _is_again(last, now):
            return False
        if signal.began and last.resolved_by is not None:
            return False  # it fires anew, and that person spoke of what had fired before
        return last.resolved_by is None or not await is_new(tx, last, signal, now, AGAIN_WITHIN)

    async def again(self, tx: Tx, last: IncidentRow, signal: Signal, telling: Telling) -> bool:
        """It is back: the same incident, and unless it is worse who had it in hand has it still.

        Something else of its group opens it as well: that is nobody's yet, and has not come and gone.
        False: others were first.
        """
        now = self._clock()
        worse = is_worse(signal.severity, last.severity)
        new = await is_new(tx, last, signal, now, AGAIN_WITHIN)
        quiet = last.is_quiet(now)
        if new:
            news = await matters(tx, last) or not await heard_lately(tx, last, now)
        else:
            news = await _is_news(tx, last, now)
        calls = worse or (news and may_call(last, signal.severity, now))
        until = None
        if calls:
            until = waits_until(last, signal.severity, telling.held_until, now)
        values: dict[str, Any]
        if worse:
            values = await as_worse(tx, last, signal.severity, now, until)
        else:
            held = waits_until(last, signal.severity, telling.held_until, now)
            values = await self._as_before(
                tx, last, signal.severity, now, quiet=quiet, new=new, held=held
            )
        if until is not None:
            values["held_until"] = until
        times = _times(last, new=new)
        if not await tx.incidents.change(last, **values, times=times):
            return False
        if await add_to(tx, last, signal, now):
            what, facts = BACK if calls else "again", {"times": times}
            if new:
                what, facts = CAME if calls else "joined", said(signal.kind, signal.facts)
            await tx.incidents.note(last.id, now, what, facts=facts)
        # One that was over before anybody saw it has no message yet: it is told now.
        telling.changed(last, calls=calls, until=until)
        return True

    async def _as_before(
        self,
        tx: Tx,
        last: IncidentRow,
        severity: str,
        now: datetime,
        *,
        quiet: bool,
        new: bool,
        held: datetime | None,
    ) -> dict[str, Any]:
        in_hand = last.acknowledged_by is not None and last.resolved_by is None and not new
        # What comes and goes would never go on to anybody if each time it began to wait anew.
        since = last.opened_at if _times(last, new=new) > FLAPS and not new else now
        escalate_at = None
        if not in_hand and not quiet:
            since = since if held is None else max(since, held)
            escalate_at = await first_step(tx, last.chat_id, severity, since)
        handed = {} if not new else {"acknowledged_at": None, "acknowledged_by": None}
        return {
            **handed,
            "open_key": last.group_key,
            "status": ACKNOWLEDGED if in_hand else OPEN,
            "severity": severity,
            "resolved_at": None,
            "resolved_by": None,
            "escalate_at": escalate_at,
        }


def is_another(row: IncidentRow, lasts: SignalRow, signal: Signal, now: datetime) -> bool:
    """Whether an event is another one than that which a person resolved.

    Where it says since when it is so, that tells; else it is after a while, for nobody tells when it is over.
    """
    if row.status != RESOLVED:
        return False
    return signal.began_after(lasts.facts) if signal.began else not _is_again(row, now)


def _is_again(last: IncidentRow, now: datetime) -> bool:
    """Whether what comes now is the same incident as one that is over; not where a wrong clock ended that."""
    ended = last.resolved_at
    return ended is not None and not is_over(ended, AGAIN_WITHIN, now)


def _times(last: IncidentRow, *, new: bool) -> int:
    """How often it has come with this: what a person ended has not gone by itself, and begins anew."""
    if new:
        return last.times
    return last.times + 1 if last.resolved_by is None else 1


async def _is_news(tx: Tx, last: IncidentRow, now: datetime) -> bool:
    """Whether people are told that it is back: the first time, after a pause, or if they heard of its end.

    They are of whatever a person ended. What else comes and goes is counted on its card.
    """
    paused = last.resolved_at is not None and now - last.resolved_at >= PAUSE
    by_itself = last.resolved_by is None
    return not by_itself or last.times == 1 or paused or await matters(tx, last)


async def add_to(tx: Tx, row: IncidentRow, signal: Signal, now: datetime) -> bool:
    """An incident is about this too. False: the chat has something that lasts under the same key."""
    return await tx.incidents.add_signal(
        row,
        key=signal.key,
        kind=signal.kind,
        severity=signal.severity,
        facts=dict(signal.facts),
        ends=signal.lasts,
        since=now,
    )

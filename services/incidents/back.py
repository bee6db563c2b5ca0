"""What comes again soon after it was over: the same incident, and when people are called for it."""

from datetime import datetime, timedelta
from typing import Any

from services.clock import Clock
from services.incidents.cards import FLAPS, Cards, matters
from services.incidents.escalating import as_worse, first_step
from services.incidents.signals import Signal, is_worse
from storage.incidents import ACKNOWLEDGED, OPEN, IncidentRow
from storage.transaction import Tx

AGAIN_WITHIN = timedelta(hours=1)
"""What comes again so soon after it was over is the same incident: its card counts how often it came."""
PAUSE = timedelta(minutes=15)
"""What was over for so long is back, and has not flapped."""


class Back:
    """Opens an incident again, in its caller's transaction."""

    def __init__(self, clock: Clock, cards: Cards) -> None:
        self._clock = clock
        self._cards = cards

    async def again(
        self, tx: Tx, last: IncidentRow, signal: Signal, held_until: datetime | None
    ) -> bool:
        """It is back: the same incident, and unless it is worse who had it in hand has it still.

        False: others were first.
        """
        now = self._clock()
        worse = is_worse(signal.severity, last.severity)
        quiet = last.snoozed_until is not None and last.snoozed_until > now
        values: dict[str, Any]
        if worse:
            values = await as_worse(tx, last, signal.severity, now)
        else:
            values = await self._as_before(tx, last, signal.severity, now, quiet=quiet)
        back = await tx.incidents.change(last, **values, times=last.times + 1)
        if not back:
            return False
        if await add_to(tx, last, signal, now):
            await tx.incidents.note(last.id, now, "again", facts={"times": last.times + 1})
        calls = worse or (signal.severity != "info" and not quiet and _is_news(last, now))
        waits = held_until is not None and held_until > now
        at_once = worse or signal.severity == "urgent" or not waits
        # One that was over before anybody saw it has no message yet: it is told now.
        await self._cards.follow(tx, last, anew=calls, anew_at=None if at_once else held_until)
        return True

    async def _as_before(
        self, tx: Tx, last: IncidentRow, severity: str, now: datetime, *, quiet: bool
    ) -> dict[str, Any]:
        in_hand = last.acknowledged_by is not None and last.resolved_by is None
        # What comes and goes would never go on to anybody if each time it began to wait anew.
        since = last.opened_at if last.times >= FLAPS else now
        escalate_at = None
        if not in_hand and not quiet:
            escalate_at = await first_step(tx, last.chat_id, severity, since)
        return {
            "open_key": last.group_key,
            "status": ACKNOWLEDGED if in_hand else OPEN,
            "severity": severity,
            "resolved_at": None,
            "resolved_by": None,
            "escalate_at": escalate_at,
        }


def is_again(last: IncidentRow, now: datetime) -> bool:
    """Whether what comes now is the same incident as one that is over."""
    return last.resolved_at is not None and now - last.resolved_at < AGAIN_WITHIN


def _is_news(last: IncidentRow, now: datetime) -> bool:
    """Whether people are told that it is back: the first time, after a pause, or if they heard of its end.

    What else comes and goes is counted on its card.
    """
    paused = last.resolved_at is not None and now - last.resolved_at >= PAUSE
    return last.times == 1 or paused or matters(last)


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

"""What is news of an incident that people know already: something else of its group, but not each minute."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from services.incidents.signals import Signal
from storage.incidents import IncidentRow, SignalRow
from storage.transaction import Tx

PAUSE = timedelta(minutes=15)
"""What was over for so long is back, and has not flapped."""
NEAR = timedelta(minutes=10)
"""So long after people heard of an incident what else joins it is the same event, and only edits the card."""
ANEW = timedelta(hours=20)
"""An event that comes again so long after people heard of its incident is told; so one of each night is."""
CAME, BACK, AFRESH, WORSE, WOKE = "came", "back", "afresh", "worse", "woke"
"""Words of the log for what people are called by, who know it: something else has come, the same is back, it
is told anew after about a day, has become worse, or was quiet for as long as somebody wished."""
OVER, PAUSED, REMOVED = "over", "paused", "removed"
"""That it ended by itself, or that its alert was paused or removed, so that nobody looks any more."""
LOST = "lost"
"""That whoever had it in hand may not any more."""
CALLS = (CAME, BACK, AFRESH, WORSE, WOKE, LOST)
HEARD = ("opened", CAME, BACK, AFRESH, WORSE, WOKE)
"""The words of the log that go with a new message."""


async def is_new(
    tx: Tx, row: IncidentRow, signal: Signal, now: datetime, within: timedelta = PAUSE
) -> bool:
    """Whether an incident was not about this so lately: it is something else, and no flap."""
    return not await tx.incidents.ended_since(row.id, signal.key, now - within)


async def happens_anew(
    tx: Tx, row: IncidentRow, lasts: SignalRow, signal: Signal, now: datetime
) -> bool:
    """Whether an event of an open incident comes again, and people have not heard of that for about a day."""
    if not signal.event or (signal.began and not signal.began_after(lasts.facts)):
        return False
    if row.is_quiet(now):
        return False
    return not await heard_lately(tx, row, now, ANEW)


async def heard_lately(tx: Tx, row: IncidentRow, now: datetime, within: timedelta = NEAR) -> bool:
    """Whether people were told of it by a new message just now, or within a time."""
    since = now - within
    if row.held_until is not None and since < row.held_until <= now:
        return True
    return await tx.incidents.noted(row.id, HEARD, since, now)


def may_call(row: IncidentRow, severity: str, now: datetime) -> bool:
    """Whether anybody may be called: not by what only informs, nor where somebody wished for quiet."""
    return severity != "info" and (row.snoozed_until is None or row.snoozed_until <= now)


def waits_until(
    row: IncidentRow, severity: str, held_until: datetime | None, now: datetime
) -> datetime | None:
    """Until when quiet hours hold what is news of it; one summary tells of it, the one that it waits for.

    Nothing urgent waits.
    """
    if severity == "urgent" or held_until is None or held_until <= now:
        return None
    waits = row.held_until is not None and row.held_until > now
    return row.held_until if waits else held_until


async def note_change(tx: Tx, row: IncidentRow, signal: Signal, now: datetime, what: str) -> None:
    """Write into its log that something changed; what changes again and again is one line, with how often."""
    facts = {**said(signal.kind, signal.facts), "key": signal.key}
    lines, _ = await tx.incidents.lines(row.id, 1)
    last = lines[0] if lines else None
    same = last is not None and last.what == what and last.facts.get("key") == signal.key
    if last is not None and same:
        count = int(last.facts.get("count", 1)) + 1
        await tx.incidents.renote(last.id, now, {**facts, "count": count})
    else:
        await tx.incidents.note(row.id, now, what, facts=facts)


def said(kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a line of the log says in the words of the kind."""
    return {"kind": kind, "said": dict(facts)}

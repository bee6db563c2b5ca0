"""What a schedule told of and does not any more: whoever wished for it has lost the right to see it there.

A schedule tells of its own chat, and of those in which its maker may see such things. The widest that it told
of is kept with it, so that less than that is never told without a word.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from services.access import Reach
from services.outbox import Outbox
from storage.schedules import ScheduleRow
from storage.transaction import Tx

ALERT_LESSENED = "alert-lessened"
"""The notice. Facts: ``schedule``, ``alert`` (its kind), and those of ``lost``."""
_WIDEST = "reach"
"""The widest reach it told of, among what is kept of a schedule; nobody sets it."""


def lost(schedule: ScheduleRow, now: Reach) -> dict[str, Any] | None:
    """What it told of once and does not now: ``maker``, and ``chats`` or ``everywhere``; None: nothing."""
    wide = _widest(schedule, now)
    if wide.anywhere and not now.anywhere:
        return {"maker": schedule.made_by, "chats": [], "everywhere": True}
    chats = now.chats - wide.chats if now.anywhere else wide.chats - now.chats
    if not chats:
        return None
    return {"maker": schedule.made_by, "chats": sorted(chats), "everywhere": False}


async def keep_widest(tx: Tx, schedule: ScheduleRow, now: Reach) -> None:
    """It has told of this; what is wider than all before is kept."""
    wide = _widest(schedule, now)
    if wide == _kept(schedule) or (row := await tx.schedules.get(schedule.id)) is None:
        return
    await tx.schedules.change(schedule.id, options={**row.options, _WIDEST: wide.facts()})


async def tell_lost(tx: Tx, outbox: Outbox, schedule: ScheduleRow, now: Reach) -> None:
    """Tell the chat of a loss, once; for what is no report and has no place to say it in."""
    await keep_widest(tx, schedule, now)
    gone = lost(schedule, now)
    if gone is None:
        return
    facts = {"schedule": schedule.id, "alert": schedule.kind, **gone}
    said = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]
    once = f"{ALERT_LESSENED}:{schedule.id}:{said}"
    await outbox.post(tx, ALERT_LESSENED, schedule.chat_id, facts, once_key=once)


def _widest(schedule: ScheduleRow, now: Reach) -> Reach:
    kept = _kept(schedule)
    return now if kept is None else kept.joined(now)


def _kept(schedule: ScheduleRow) -> Reach | None:
    said = schedule.options.get(_WIDEST)
    if not isinstance(said, Mapping):
        return None
    return Reach(bool(said["anywhere"]), frozenset(map(int, said["chats"])))

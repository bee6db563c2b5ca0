"""Quiet hours are over: what they held back is told as one summary, and not one by one.

What is held back waits in the outbox, each for the end of the quiet hours. With the first of it goes a notice
of the summary, due a moment before: when that is made, it takes in what waits, in one transaction. So nothing
is lost where the process ends in between, and what cannot be told that way goes its own again.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from services.access import Access
from services.outbox import Lost, Outbox, Then, kind_of
from services.outbox.topics import topics_of
from services.schedules.due import DueRun
from services.schedules.kinds import DIGEST, MAINTENANCE
from services.schedules.maintenance_looks import BEGAN, CALLED_OFF, CHANGED, ENDED, ENDING
from storage.database import Database
from storage.notices import NoticeRow
from storage.transaction import Tx

QUIET = "quiet-summary"
"""The notice. Facts: ``until``, ``thread``; once made ``items`` (kind, at, facts; ``since`` where all was in
these hours), their ``ids``, and whether anything ``follows``."""
TAKEN_IN = frozenset({MAINTENANCE})
"""Kinds that are told in it. Cards that are pressed, and reports, follow it as they are."""
_TICK = timedelta(milliseconds=1)


class QuietSummary:
    """Posts summaries, and takes into them what was held back."""

    def __init__(self, db: Database, outbox: Outbox, access: Access) -> None:
        self._db = db
        self._outbox = outbox
        self._access = access
        outbox.when_lost(QUIET, self._not_told)

    async def begin(self, tx: Tx, run: DueRun) -> None:
        """A run has told something in quiet hours: there is a summary when they end, of a report none."""
        schedule, until = run.schedule, run.quiet_until
        if until is None or schedule.kind == DIGEST:
            return
        facts = {"until": until.isoformat(), "thread": schedule.thread_id}
        once = f"{QUIET}:{schedule.chat_id}:{schedule.thread_id or 0}:{until.isoformat()}"
        await self._outbox.post(tx, QUIET, schedule.chat_id, facts, once, until - _TICK)

    async def take_in(self, notice_id: int) -> Mapping[str, Any] | None:
        """The facts of a summary that is told now, with what waits for its place and time taken in.

        None: that is nothing, or one thing, which is told as it is.
        """
        async with self._db.read() as tx:
            notice = await tx.notices.get(notice_id)
            rows = [] if notice is None else await _held(tx, notice)
        # Telegram may be asked who is where, and no transaction waits for that.
        lost = await self._lost(rows)
        async with self._db.write() as tx:
            notice = await tx.notices.get(notice_id)
            if notice is None or "items" in notice.facts:
                return None if notice is None else notice.facts
            held = [each for each in await _held(tx, notice) if _right_to(each) not in lost]
            told = [each for each in held if _is_told_here(each)]
            if not told or len(held) < 2:
                return None
            ids = [each.id for each in told]
            if await tx.notices.end_waiting(ids, "told in a summary", self._outbox.now()) != len(
                ids
            ):
                raise RuntimeError("what a summary takes in was taken by somebody else")
            more = {"items": _items(held), "ids": ids, "follows": _follows(held)}
            facts = {**notice.facts, **more}
            await tx.notices.fill(notice_id, facts)
        return facts

    async def _lost(self, held: Sequence[NoticeRow]) -> set[str | None]:
        """The rights to hear of these that a private chat has not, or of which nobody can tell.

        What it may not hear of is left to its own end.
        """
        rights = {(each.chat_id, _right_to(each)) for each in held}
        return {
            right
            for reader, right in rights
            if right is not None and not await self._access.permits(reader, reader, right)
        }

    async def _not_told(self, tx: Tx, notice: NoticeRow, lost: Lost) -> Then:
        """What it took in goes its own way again, unless it may have arrived with it."""
        if lost is Lost.UNSURE:
            return Then.END
        anew = await tx.notices.wait_anew(notice.facts.get("ids", []), self._outbox.now())
        return Then.TOLD if anew else Then.SLEEP


async def _held(tx: Tx, summary: NoticeRow) -> list[NoticeRow]:
    """What waits for the place and the time of a summary."""
    until = datetime.fromisoformat(str(summary.facts["until"]))
    rows = await tx.notices.due_at(summary.chat_id, until)
    others = [each for each in rows if each.id != summary.id]
    topics = await topics_of(tx, others)
    thread = summary.facts["thread"]
    return [each for each, topic in zip(others, topics, strict=True) if topic == thread]


def _right_to(notice: NoticeRow) -> str | None:
    """What a private chat must have to hear of it."""
    return kind_of(notice.kind).right if notice.chat_id > 0 else None


def _is_told_here(notice: NoticeRow) -> bool:
    return notice.kind in TAKEN_IN and not notice.facts.get("brings_card")


def _items(held: Sequence[NoticeRow]) -> list[dict[str, Any]]:
    """What is told: a maintenance that began and ended in these hours is one thing, its steps are none."""
    steps: dict[tuple[Any, ...], list[NoticeRow]] = {}
    began: dict[int, NoticeRow] = {}
    past: set[int] = set()
    for each in held:
        place, event = _place(each), each.facts.get("event")
        if event == BEGAN:
            steps[place] = [each]
        elif event in {CHANGED, ENDING} and place in steps:
            steps[place].append(each)
        elif event == ENDED and place in steps:
            first, *rest = steps.pop(place)
            began[each.id] = first
            past |= {first.id, *(one.id for one in rest)}
    return [
        {"kind": each.kind, "at": each.made_at.isoformat(), "facts": each.facts}
        | ({"since": began[each.id].made_at.isoformat()} if each.id in began else {})
        for each in held
        if _is_told_here(each) and each.id not in past
    ]


def _follows(held: Sequence[NoticeRow]) -> bool:
    """Whether anything comes below it; the card of a maintenance that is over by then does not."""
    below: dict[tuple[Any, ...], bool] = {}
    for each in held:
        place, event = _place(each), each.facts.get("event")
        if not _is_told_here(each):
            below[place] = True
        elif event in {ENDED, CALLED_OFF} and not each.facts["planned"]:
            below.pop(place, None)
    return bool(below)


def _place(notice: NoticeRow) -> tuple[Any, ...]:
    return notice.kind, notice.facts.get("schedule"), notice.facts.get("app")

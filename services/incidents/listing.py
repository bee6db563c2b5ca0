"""Lists of incidents of the chats in which somebody may handle them, and how long they took."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from services.access import Access, Reach
from services.actor import Actor
from services.incidents.handling import HANDLE
from services.incidents.lines import IncidentLine, lines_of
from services.page import COUNTED, Count, Stretch, stretch
from services.periods import Period
from storage.database import Database
from storage.incident_lists import IncidentFilter, TimesRow
from storage.incidents import ACKNOWLEDGED, OPEN, IncidentRow
from storage.transaction import Tx

FILTERS = ("open", "mine", "acknowledged", "all", "all-mine")
_STATUS = {"open": OPEN, "mine": ACKNOWLEDGED, "acknowledged": ACKNOWLEDGED}
_TIMED = 5000
"""So many incidents of a period are looked at for how long they took."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which incidents are asked for: what a word of FILTERS means, and when they began, if that matters."""

    name: str = "all"
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Took:
    """How long it took in the middle: half of them took less. None: of none is it known."""

    acknowledge: timedelta | None
    resolve: timedelta | None


@dataclass(frozen=True, slots=True)
class IncidentList:
    """Some of the incidents that were asked for, how many there are, and for a period how long they took."""

    shown: Stretch[IncidentLine]
    total: Count
    took: Took | None


class IncidentLists:
    """Lists incidents: in a group its own, in a private chat those of everywhere in reach."""

    def __init__(self, db: Database, access: Access) -> None:
        self._db = db
        self._access = access

    async def listing(
        self,
        actor: Actor,
        what: Asked,
        size: int,
        *,
        behind: int | None = None,
        before: int | None = None,
    ) -> IncidentList:
        """Some of those that are asked for; the gravest first of what is not over, else the newest."""
        reach = Reach(anywhere=False, chats=frozenset({actor.chat_id}))
        if actor.chat_id == actor.user_id:
            reach = await self._access.reach(actor.user_id, HANDLE)
        asked = _filter(what, reach, actor.user_id)
        async with self._db.read() as tx:
            return await self._read(tx, asked, reach, size, behind, before)

    async def _read(
        self,
        tx: Tx,
        asked: IncidentFilter,
        reach: Reach,
        size: int,
        behind: int | None,
        before: int | None,
    ) -> IncidentList:
        marks: dict[int, IncidentRow] = {}
        for each in (behind, before):
            row = None if each is None else await tx.incidents.get(each)
            if row is not None and reach.covers(row.chat_id):
                marks[row.id] = row

        async def newest(limit: int, than: int | None) -> Sequence[IncidentRow]:
            mark = None if than is None else marks[than]
            return await tx.incident_lists.newest(asked, limit, behind=mark)

        async def next_newer(limit: int, than: int) -> Sequence[IncidentRow]:
            return await tx.incident_lists.next_newer(asked, limit, than=marks[than])

        found = await stretch(
            newest,
            next_newer,
            size,
            behind=behind if behind in marks else None,
            before=before if before in marks else None,
        )
        count = len(found.items)
        if found.newer or found.older:
            count = await tx.incident_lists.counted(asked, COUNTED + 1)
        took = None
        if asked.since is not None:
            took = _took(await tx.incident_lists.times(asked, _TIMED))
        lines = await lines_of(tx, self._access, found.items)
        return IncidentList(Stretch(lines, found.newer, found.older), Count.of(count), took)


def _filter(what: Asked, reach: Reach, asker: int) -> IncidentFilter:
    chats = None if reach.anywhere else reach.chats
    other_than = reach.chats if reach.anywhere else ()
    return IncidentFilter(
        chats,
        other_than,
        status=_STATUS.get(what.name),
        acknowledged_by=asker if what.name in ("mine", "all-mine") else None,
        since=None if what.period is None else what.period.since,
        until=None if what.period is None else what.period.until,
    )


def _took(times: Sequence[TimesRow]) -> Took:
    return Took(
        _middle([(row.opened_at, row.acknowledged_at) for row in times]),
        _middle([(row.opened_at, row.resolved_at) for row in times]),
    )


def _middle(spans: Sequence[tuple[datetime, datetime | None]]) -> timedelta | None:
    # What ended before it began did so by a clock that was wrong since.
    known = [
        (until - since).total_seconds()
        for since, until in spans
        if until is not None and until >= since
    ]
    return timedelta(seconds=median(known)) if known else None

"""How often each person may do what costs the desk something: so many at once, then one in a while.

A row for each says when everything will be given back, so that all processes go by the same; it is
forgotten when it says nothing any more. Who is refused is remembered as well, which costs no statement.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple

from services.actor import Actor
from services.audit import Audit
from services.clock import Clock
from services.floods.errors import TooFastError
from services.recent import Recent
from storage.allowances import AllowanceRow
from storage.database import Database
from storage.transaction import Tx


class Allowance(NamedTuple):
    """So many at once; each is given back after so long."""

    at_once: int
    every: timedelta

    @property
    def whole(self) -> timedelta:
        """How long it takes until all are given back."""
        return self.at_once * self.every


START, CLAIM, UPLOAD, UNSET_GROUP = "start", "claim", "upload", "unset-group"
REPORT, CASE_WORD, BRING_IN = "report", "case-word", "bring-in"
ALLOWED: Mapping[str, Allowance] = MappingProxyType(
    {
        START: Allowance(10, timedelta(seconds=30)),
        # Somebody may have bought fifty keys, with a link for each.
        CLAIM: Allowance(60, timedelta(seconds=10)),
        REPORT: Allowance(5, timedelta(minutes=10)),
        # What a customer says in a case reaches a group, which hears twenty messages a minute.
        CASE_WORD: Allowance(20, timedelta(seconds=20)),
        UPLOAD: Allowance(10, timedelta(seconds=20)),
        # What a group that nobody set up hears from the bot.
        UNSET_GROUP: Allowance(1, timedelta(days=1)),
        # Groups somebody has brought the bot into of which owners are told.
        BRING_IN: Allowance(5, timedelta(hours=4)),
    }
)
LONGEST = max(each.whole for each in ALLOWED.values())
CALM = timedelta(minutes=10)
"""After so long without a refusal it is over; a later one is another story, with an audit row of its own."""
SLOWED = "person.slowed"


class Allowances:
    """Spends what people are allowed."""

    def __init__(self, db: Database, clock: Clock, audit: Audit) -> None:
        self._db = db
        self._clock = clock
        self._audit = audit
        self._barred: Recent[float] = Recent()  # until then, in steady seconds

    async def spend(self, actor: Actor, what: str) -> None:
        """Spend one of a person's. Raises TooFastError, and writes an audit row where that begins."""
        until = await self._take(actor.user_id, what, actor)
        if until is not None:
            raise TooFastError(until=until)

    async def may_answer_unset(self, chat_id: int) -> bool:
        """Whether a group that nobody set up may be answered once more: once a day."""
        return await self._take(chat_id, UNSET_GROUP, None) is None

    async def may_bring_in(self, user_id: int) -> bool:
        """Whether owners are told of one more group that this person has brought the bot into."""
        return await self._take(user_id, BRING_IN, None) is None

    async def forget_old(self) -> int:
        """Delete rows that say nothing any more and tell how many that were."""
        now = self._clock()
        async with self._db.write() as tx:
            return await tx.allowances.forget(now, now - CALM)

    async def _take(self, who: int, what: str, actor: Actor | None) -> datetime | None:
        """Take one; or the moment when there is one again."""
        steady = self._clock.steady()
        barred = self._barred.get((who, what))
        if barred is not None and steady < barred:
            return self._clock() + timedelta(seconds=barred - steady)
        async with self._db.write() as tx:
            now = self._clock()
            until = await self._take_row(tx, now, who, what, actor)
        if until is not None:
            self._barred.put((who, what), steady + (until - now).total_seconds())
        return until

    async def _take_row(
        self, tx: Tx, now: datetime, who: int, what: str, actor: Actor | None
    ) -> datetime | None:
        allowed = ALLOWED[what]
        row = await tx.allowances.lock(who, what) or AllowanceRow(who, what, now)
        full_at = max(row.full_at, now) + allowed.every
        until = full_at - allowed.whole
        if until <= now:
            await tx.allowances.put(replace(row, full_at=full_at))
            return None
        row, begins = refused(row, now)
        await tx.allowances.put(row)
        if begins and actor is not None:
            await self._audit.write(tx, actor, SLOWED, str(who), what=what)
        return until


def refused(row: AllowanceRow, now: datetime, times: int = 1) -> tuple[AllowanceRow, bool]:
    """The row after so many refusals, and whether these begin a new story."""
    if row.slowed_at is None or row.refused_at is None or now - row.refused_at > CALM:
        return replace(row, slowed_at=now, refused_at=now, refused=times), True
    return replace(row, refused_at=now, refused=row.refused + times), False

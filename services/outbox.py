"""The outbox: notices are written with what they tell of, and kept until they were sent."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import structlog

from services.clock import Clock
from storage.database import Database
from storage.keeping import Unit
from storage.notices import NoticeRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)

REPEATABLE = frozenset(
    {
        "order-changed",
        "order-uncertain",
        "keys-for-customer",
        "keys-late",
        "key-twin",
        "delivered",
        "not-delivered",
        "key-problem",
        "order-reversed",
        "reversal-late",
    }
)
"""Kinds that are better told twice than never. All others (digests, alerts) are never told twice."""
UNCONFIRMED = "unconfirmed"
"""The problem of a notice that may or may not have arrived."""

FIRST_WAIT = 5.0
LONGEST_WAIT = 900.0
MOST_TRIES = 100
"""Seconds, doubled with every failure. The last try comes about a day after the first."""
LONGEST_PROBLEM = 200


class Outbox:
    """Hands notices to whoever sends them: each to one taker, and one at a time to a chat.

    ``wake`` is set when there is something new to take; the taker clears it before it takes.
    """

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self.wake = asyncio.Event()

    async def post(
        self,
        tx: Tx,
        kind: str,
        chat_id: int,
        facts: dict[str, Any],
        once_key: str | None = None,
        due_at: datetime | None = None,
    ) -> int | None:
        """Write a notice into the caller's transaction; call ``kick()`` after it is committed.

        ``facts`` is JSON and never holds a secret. Gives the notice's id, or None where one with the
        same ``once_key`` was written before.
        """
        now = self._clock()
        return await tx.notices.add(kind, chat_id, facts, once_key, due_at or now, now)

    async def withdraw(self, tx: Tx, once_key: str) -> bool:
        """Take a notice back that has not been sent yet: people know by now. False: too late."""
        return await tx.notices.withdraw(once_key, self._clock())

    def now(self) -> datetime:
        """Give the moment that what is posted is dated with."""
        return self._clock()

    def kick(self) -> None:
        """Wake the taker."""
        self.wake.set()

    async def next_due(self) -> datetime | None:
        """Tell when the next waiting notice is due; None: nothing waits."""
        async with self._db.read() as tx:
            return await tx.notices.next_due()

    async def take(self, limit: int) -> list[NoticeRow]:
        """Take due notices to send, oldest first, none for a chat that another is on its way to."""
        async with self._db.write() as tx:
            return list(await tx.notices.take(limit, self._clock()))

    async def sent(self, notice_id: int, message_id: int | None) -> bool:
        """Note that a notice arrived. False: it was not on its way."""

        async def unit(tx: Tx) -> bool:
            return await tx.notices.sent(notice_id, message_id, self._clock())

        return await self._keep(unit, notice_id)

    async def again(self, notice_id: int, delay: float | None, problem: str) -> bool:
        """Try a notice again later. False: it was given up, or was not on its way.

        ``delay`` is in seconds: what Telegram asked for, which is no failure of the notice. Without
        one the wait doubles with every failure, until after about a day the notice is given up.
        ``problem`` is kept and logged: it names no address or token.
        """

        async def unit(tx: Tx) -> bool:
            notice = await tx.notices.get(notice_id)
            if notice is None:
                return False
            tries = notice.tries + (delay is None)
            if tries >= MOST_TRIES:
                await self._drop(tx, notice, problem)
                return False
            wait = timedelta(seconds=back_off(tries) if delay is None else delay)
            due_at = self._clock() + wait
            return await tx.notices.wait_again(notice_id, due_at, tries, problem[:LONGEST_PROBLEM])

        return await self._keep(unit, notice_id)

    async def drop(self, notice_id: int, problem: str) -> bool:
        """Give a notice up. False: it was not on its way."""

        async def unit(tx: Tx) -> bool:
            notice = await tx.notices.get(notice_id)
            return notice is not None and await self._drop(tx, notice, problem)

        return await self._keep(unit, notice_id)

    async def unconfirmed(self, notice_id: int) -> bool:
        """Nobody knows whether a notice arrived. True: it is tried again, its kind may be repeated."""

        async def unit(tx: Tx) -> bool:
            notice = await tx.notices.get(notice_id)
            if notice is None:
                return False
            due_at = self._clock() + timedelta(seconds=back_off(notice.tries + 1))
            return await self._settle_unconfirmed(tx, notice, due_at)

        return await self._keep(unit, notice_id)

    async def _keep(self, unit: Unit[bool], notice_id: int) -> bool:
        """Commit what Telegram said, however long that takes: told twice is the other way to go wrong."""
        return await self._db.keep(unit, "told", notice=notice_id)

    async def recover(self) -> int:
        """At start, before anyone takes: settle what was on its way when the process ended.

        Gives how many notices wait again.
        """
        async with self._db.write() as tx:
            settled = [
                await self._settle_unconfirmed(tx, notice, notice.due_at)
                for notice in await tx.notices.sending()
            ]
        self.kick()
        return sum(settled)

    async def _settle_unconfirmed(self, tx: Tx, notice: NoticeRow, due_at: datetime) -> bool:
        if notice.state != "sending":
            return False
        if notice.kind not in REPEATABLE or notice.tries + 1 >= MOST_TRIES:
            await self._drop(tx, notice, UNCONFIRMED)
            return False
        return await tx.notices.wait_again(notice.id, due_at, notice.tries + 1, UNCONFIRMED)

    async def _drop(self, tx: Tx, notice: NoticeRow, problem: str) -> bool:
        problem = problem[:LONGEST_PROBLEM]
        dropped = await tx.notices.drop(notice.id, problem, self._clock())
        if dropped:
            log.warning("notice dropped", notice=notice.id, kind=notice.kind, problem=problem)
        return dropped


def back_off(tries: int) -> float:
    """Give the seconds to wait after so many failures."""
    return min(FIRST_WAIT * 2.0 ** min(tries - 1, 20), LONGEST_WAIT)

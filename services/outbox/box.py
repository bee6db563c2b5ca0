"""Notices from the moment they are written to their end."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import structlog

from services.clock import Clock
from services.outbox.instead import Instead, Who
from services.outbox.kinds import kind_of
from services.outbox.lost import Lost, Then
from services.outbox.marks import NotTold, known_by_alert, known_by_card, not_told
from services.outbox.topics import forget_topic, topic_of
from storage.database import Database
from storage.keeping import Unit
from storage.notices import NoticeRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)

UNCONFIRMED = "unconfirmed"
"""The problem of a notice that may or may not have arrived."""

OnLost = Callable[[Tx, NoticeRow, Lost], Awaitable[Then]]
"""Called in the transaction in which a notice is lost."""

FIRST_WAIT = 5.0
LONGEST_WAIT = 900.0
MOST_TRIES = 100
"""Seconds, doubled with every failure. The last try comes about a day after the first."""
TELL_AFTER = 10
"""So many refusals or lost answers, most of an hour, before somebody else is told of what is tried on."""
LONGEST_PROBLEM = 200


class Outbox:
    """Hands notices to whoever sends them: each to one taker, and one at a time to a chat.

    ``wake`` is set when there is something new to take; the taker clears it before it takes.
    """

    def __init__(self, db: Database, clock: Clock, who: Who) -> None:
        """``who`` knows whom to tell of what does not arrive."""
        self._db = db
        self._clock = clock
        self._instead = Instead(who, clock)
        self._on_lost: dict[str, OnLost] = {}
        self.wake = asyncio.Event()

    def when_lost(self, kind: str, act: OnLost) -> None:
        """Let ``act`` see to notices of this kind that do not arrive."""
        self._on_lost[kind] = act

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

    async def topic_of(self, notice: NoticeRow) -> int | None:
        """Tell in which forum topic of its chat a notice belongs; None: in none, or in General."""
        async with self._db.read() as tx:
            return await topic_of(tx, notice)

    async def forget_topic(self, chat_id: int, thread_id: int) -> None:
        """A forum topic was deleted: what belonged there belongs to the chat itself."""
        async with self._db.write() as tx:
            await forget_topic(tx, chat_id, thread_id)

    async def sent(self, notice_id: int, message_id: int | None) -> bool:
        """Note that a notice arrived. False: it was not on its way."""

        async def unit(tx: Tx, notice: NoticeRow) -> bool:
            arrived = await tx.notices.sent(notice_id, message_id, self._clock())
            if arrived:
                await self._arrived(tx, notice)
            return arrived

        return await self._keep(notice_id, unit)

    async def again(self, notice_id: int, delay: float | None, problem: str) -> bool:
        """Try a notice again later. False: it was given up, or was not on its way.

        ``delay`` is in seconds: what Telegram asked for, which is no failure of the notice. Without
        one the wait doubles with every failure, until after about a day the notice is given up.
        ``problem`` is kept and logged: it names no address or token.
        """

        async def unit(tx: Tx, notice: NoticeRow) -> bool:
            return await self._again(tx, notice, delay, problem)

        return await self._keep(notice_id, unit)

    async def refused(self, notice_id: int, problem: str) -> bool:
        """Try a notice again later that Telegram refused for a reason that may pass.

        When that has gone on for most of an hour somebody else is told. False as of ``again``.
        """

        async def unit(tx: Tx, notice: NoticeRow) -> bool:
            waits = await self._again(tx, notice, None, problem)
            if waits:
                await self._tell_of_long(tx, notice)
            return waits

        return await self._keep(notice_id, unit)

    async def lost(self, notice_id: int, lost: Lost, problem: str) -> bool:
        """A notice cannot be told: somebody else is, and what it tells of is marked.

        If its chat is gone it sleeps until the chat is back. ``problem`` is a stable word where the chat
        is gone. False: it was not on its way.
        """

        async def unit(tx: Tx, notice: NoticeRow) -> bool:
            return await self._lose(tx, notice, lost, problem)

        return await self._keep(notice_id, unit)

    async def drop(self, notice_id: int, problem: str) -> bool:
        """End a notice that is no longer worth telling. False: it was not on its way."""

        async def unit(tx: Tx, notice: NoticeRow) -> bool:
            return await self._drop(tx, notice, problem)

        return await self._keep(notice_id, unit)

    async def unconfirmed(self, notice_id: int) -> bool:
        """Nobody knows whether a notice arrived. True: it is tried again, its kind may be repeated."""

        async def unit(tx: Tx, notice: NoticeRow) -> bool:
            due_at = self._clock() + timedelta(seconds=back_off(notice.tries + 1))
            return await self._settle_unconfirmed(tx, notice, due_at)

        return await self._keep(notice_id, unit)

    async def _keep(self, notice_id: int, act: Callable[[Tx, NoticeRow], Awaitable[bool]]) -> bool:
        """Commit what Telegram said, however long that takes: told twice is the other way to go wrong."""

        async def unit(tx: Tx) -> bool:
            notice = await tx.notices.get(notice_id)
            return notice is not None and notice.state == "sending" and await act(tx, notice)

        kept: Unit[bool] = unit
        return await self._db.keep(kept, "told", notice=notice_id)

    async def _again(self, tx: Tx, notice: NoticeRow, delay: float | None, problem: str) -> bool:
        if notice.problem == UNCONFIRMED:  # that an earlier try may have arrived stays true
            problem = UNCONFIRMED
        tries = notice.tries + (delay is None)
        if tries >= MOST_TRIES:
            await self._lose(tx, notice, Lost.LATE, problem)
            return False
        due_at = self._clock() + timedelta(seconds=back_off(tries) if delay is None else delay)
        return await tx.notices.wait_again(notice.id, due_at, tries, problem[:LONGEST_PROBLEM])

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

    async def not_told(self) -> NotTold:
        """Tell of which orders and schedules people do not know something."""
        async with self._db.read() as tx:
            return await not_told(tx)

    async def rows(self, ids: list[int]) -> tuple[NoticeRow, ...]:
        """Give these notices, oldest first."""
        async with self._db.read() as tx:
            return await tx.notices.of_ids(ids)

    async def order_seen(self, number: str, chat_id: int) -> None:
        """An order's card was shown in a chat: what it was not told of it, it knows or is told now."""
        async with self._db.write() as tx:
            ids = await known_by_card(tx, number, chat_id)
            await tx.notices.end_untold(ids, self._clock())
            await tx.notices.retry(await self._untold(tx, "order", number, chat_id), self._clock())
        self.kick()

    async def alert_seen(self, schedule_id: int, chat_id: int) -> None:
        """An alert's card was shown, with what was not told."""
        async with self._db.write() as tx:
            ids = await self._untold(tx, "schedule", schedule_id, chat_id)
            await tx.notices.end_untold(ids, self._clock())

    async def _untold(self, tx: Tx, name: str, value: str | int, chat_id: int) -> list[int]:
        return [
            row.id
            for row in await tx.notices.not_told()
            if row.state == "untold" and row.chat_id == chat_id and row.facts.get(name) == value
        ]

    async def _arrived(self, tx: Tx, notice: NoticeRow) -> None:
        """Something was told: what else that tells need not be told any more."""
        ids: list[int] = []
        if kind_of(notice.kind).on_card:
            ids = await known_by_card(tx, str(notice.facts["order"]), notice.chat_id)
        elif "schedule" in notice.facts:
            ids = await known_by_alert(tx, notice)
        if ids:
            await tx.notices.end_untold(ids, self._clock())

    async def _settle_unconfirmed(self, tx: Tx, notice: NoticeRow, due_at: datetime) -> bool:
        if notice.state != "sending":
            return False
        if not kind_of(notice.kind).repeatable or notice.tries + 1 >= MOST_TRIES:
            await self._lose(tx, notice, Lost.UNSURE, UNCONFIRMED)
            return False
        waits = await tx.notices.wait_again(notice.id, due_at, notice.tries + 1, UNCONFIRMED)
        if waits:
            await self._tell_of_long(tx, notice)
        return waits

    async def _tell_of_long(self, tx: Tx, notice: NoticeRow) -> None:
        """Tell somebody else of a notice that is tried on, when that has gone on for long."""
        if notice.tries + 1 >= TELL_AFTER:
            await self._instead.tell(tx, notice, Lost.LATE, "")

    async def _lose(self, tx: Tx, notice: NoticeRow, lost: Lost, problem: str) -> bool:
        log.warning("notice lost", notice=notice.id, kind=notice.kind, lost=lost, problem=problem)
        act = self._on_lost.get(notice.kind)
        then = Then.SLEEP if act is None else await act(tx, notice, lost)
        # An alert ends with the right to it; what happened to an order somebody has to know.
        ended = lost is Lost.BARRED and "order" not in notice.facts
        if then is Then.TOLD or ended:
            return await self._drop(tx, notice, problem)
        if lost is Lost.GONE and then is Then.SLEEP:
            await tx.notices.sleep(notice.id, problem[:LONGEST_PROBLEM])
        else:
            await tx.notices.give_up(notice.id, problem[:LONGEST_PROBLEM], self._clock())
        await self._instead.tell(tx, notice, lost, problem if lost is Lost.GONE else "")
        return True

    async def _drop(self, tx: Tx, notice: NoticeRow, problem: str) -> bool:
        problem = problem[:LONGEST_PROBLEM]
        dropped = await tx.notices.drop(notice.id, problem, self._clock())
        if dropped:
            log.info("notice dropped", notice=notice.id, kind=notice.kind, problem=problem)
        return dropped


def back_off(tries: int) -> float:
    """Give the seconds to wait after so many failures."""
    return min(FIRST_WAIT * 2.0 ** min(tries - 1, 20), LONGEST_WAIT)

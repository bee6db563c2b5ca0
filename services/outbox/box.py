"""Notices from the moment they are written to their end."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta
from typing import Any, Concatenate, ParamSpec

import structlog

from services.clock import Clock
from services.outbox.endings import UNCONFIRMED, Endings, OnLost, back_off
from services.outbox.instead import Instead, Who
from services.outbox.kinds import ANSWERS, KEPT
from services.outbox.lost import Lost
from services.outbox.marks import NotTold, known_by_card, not_told
from services.outbox.topics import forget_topic, topic_of
from storage.database import Database
from storage.errors import TroubleError
from storage.keeping import Unit
from storage.leases import LEASE
from storage.notices import NoticeRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)

P = ParamSpec("P")
KEEP = timedelta(days=30)
"""How long notices that are over stay, where no setting says otherwise."""
AT_A_TIME = 500
"""So many are forgotten in one transaction."""
SLIP = 60.0
"""Seconds by which a clock that nobody has set may stray between two looks."""


class Outbox:
    """Hands notices to whoever sends them: each to one sender, and one at a time to a chat.

    A sender's claim on a notice is a lease: renewed while it is at it, given back at a stop, taken over
    when it runs out. ``wake`` is set when there is something new to take; the sender clears it before
    it takes.
    """

    def __init__(self, db: Database, clock: Clock, who: Who, keep: timedelta = KEEP) -> None:
        """``who`` knows whom to tell of what does not arrive; ``keep``: how long what is over stays."""
        self._db = db
        self._clock = clock
        self._keep_for = keep
        self._ahead: float | None = None
        self._name = secrets.token_hex(8)
        self._endings = Endings(clock, self._name, Instead(who, clock))
        self._in_hand: set[int] = set()
        self._holding = asyncio.Lock()
        self.wake = asyncio.Event()

    def when_lost(self, kind: str, act: OnLost) -> None:
        """Let ``act`` see to notices of this kind that do not arrive."""
        self._endings.on_lost[kind] = act

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

    async def take(self, room: int, room_for_answers: int | None = None) -> list[NoticeRow]:
        """Claim due notices to send, oldest first, none for a chat that another is claimed for.

        What answers a person comes first and has room of its own. A claimed notice waits for its turn and
        can still be withdrawn; ``leave`` is said when its request leaves.
        """
        async with self._holding:
            now = self._clock()
            async with self._db.read() as tx:
                if not await tx.sending.any_due(self._name, now, self._in_hand):
                    return []
            async with self._db.write() as tx:
                rows = await tx.sending.take(
                    self._name,
                    now + LEASE,
                    now,
                    self._in_hand,
                    first=ANSWERS,
                    room=room,
                    room_for_first=room if room_for_answers is None else room_for_answers,
                )
            self._in_hand.update(row.id for row in rows)
        return list(rows)

    async def leave(self, notice_id: int) -> bool:
        """Write down that a notice's request leaves now. False: it must not, it is not ours to send.

        Raises NotWritableError: it must not leave either.
        """
        async with self._db.write() as tx:
            return await tx.sending.leave(notice_id, self._name)

    async def come_back(self, notice_id: int) -> bool:
        """Write down that a request was surely not acted on: the notice waits for its turn again."""
        async with self._db.write() as tx:
            return await tx.sending.come_back(notice_id, self._name)

    async def put_back(self, notice_id: int) -> bool:
        """A notice has not left, and is as if nobody had taken it."""
        return await self._keep(notice_id, self._endings.put_back)

    def let_go(self, notice_id: int) -> None:
        """Nobody is at a notice any more. What was not written down of it is found by ``settle``."""
        self._in_hand.discard(notice_id)

    async def renew(self) -> None:
        """Keep what is claimed for another lease; to be called well within one."""
        if self._in_hand:
            async with self._db.write() as tx:
                await tx.sending.renew(self._name, self._clock() + LEASE)

    async def settle(self) -> int:
        """Settle what is on the wire and nobody's any more, whoever left it; gives how many that were.

        What was claimed and has not left needs nothing: it is taken again.
        """
        async with self._holding:
            async with self._db.read() as tx:
                if not await tx.sending.any_adrift(self._name, self._clock(), self._in_hand):
                    return 0
            return await self._adopt(self._in_hand)

    async def give_back(self) -> int:
        """Let others take at once what has not left."""
        async with self._db.write() as tx:
            return await tx.sending.give_back(self._name)

    async def recover(self) -> int:
        """At start, before anyone takes: settle what an earlier process left; gives how many that were.

        A file is ours alone. On a server another process may be at it: there leases run out.
        """
        if not self._db.is_sqlite:
            return await self.settle()
        async with self._db.write() as tx:
            await tx.sending.give_back()
        return await self._adopt(None)

    async def topic_of(self, notice: NoticeRow) -> int | None:
        """Tell in which forum topic of its chat a notice belongs; None: in none, or in General."""
        async with self._db.read() as tx:
            return await topic_of(tx, notice)

    async def forget_topic(self, chat_id: int, thread_id: int) -> None:
        """A forum topic was deleted: what belonged there belongs to the chat itself."""
        async with self._db.write() as tx:
            await forget_topic(tx, chat_id, thread_id)

    async def sent(self, notice_id: int, message_id: int | None) -> bool:
        """Note that a notice arrived. False: it was not ours."""
        return await self._keep(notice_id, self._endings.sent, message_id)

    async def again(self, notice_id: int, delay: float | None, problem: str) -> bool:
        """Try a notice again later. False: it was given up, or was not ours.

        ``delay`` is in seconds: what Telegram asked for, which is no failure of the notice. Without
        one the wait doubles with every failure, until after about a day the notice is given up.
        ``problem`` is kept and logged: it names no address or token.
        """
        return await self._keep(notice_id, self._endings.again, delay, problem)

    async def refused(self, notice_id: int, problem: str) -> bool:
        """Try a notice again later that Telegram refused for a reason that may pass.

        When that has gone on for most of an hour somebody else is told. False as of ``again``.
        """
        return await self._keep(notice_id, self._endings.try_on, problem)

    async def lost(self, notice_id: int, lost: Lost, problem: str) -> bool:
        """A notice cannot be told: somebody else is, and what it tells of is marked.

        If its chat is gone it sleeps until the chat is back. ``problem`` is a stable word where the chat
        is gone. False: it was not ours.
        """

        async def act(tx: Tx, notice: NoticeRow) -> bool:
            await self._endings.lose(tx, notice, lost, problem)
            return True

        return await self._keep(notice_id, act)

    async def drop(self, notice_id: int, problem: str) -> bool:
        """End a notice that is no longer worth telling. False: it was not ours."""
        return await self._keep(notice_id, self._endings.drop, problem)

    async def unconfirmed(self, notice_id: int) -> bool:
        """Nobody knows whether a notice arrived. True: it is tried again.

        That is so if its kind may be repeated, or if it never was on the wire.
        """

        async def act(tx: Tx, notice: NoticeRow) -> bool:
            wait = back_off(notice.tries + 1)
            if notice.state == "waiting":
                return await self._endings.again(tx, notice, None, "it did not leave")
            return await self._endings.unconfirmed(tx, notice, wait)

        return await self._keep(notice_id, act)

    async def _keep(
        self,
        notice_id: int,
        act: Callable[Concatenate[Tx, NoticeRow, P], Awaitable[bool]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> bool:
        """Commit what Telegram said, however long that takes: told twice is the other way to go wrong."""

        async def unit(tx: Tx) -> bool:
            notice = await tx.sending.claimed(notice_id, self._name)
            return notice is not None and await act(tx, notice, *args, **kwargs)

        kept: Unit[bool] = unit
        done = await self._db.keep(kept, "told", notice=notice_id)
        self.let_go(notice_id)
        return done

    async def _adopt(self, in_hand: Collection[int] | None) -> int:
        now = self._clock()
        async with self._db.write() as tx:
            adrift = await tx.sending.adopt_adrift(self._name, now + LEASE, now, in_hand)
        self._in_hand.update(notice.id for notice in adrift)
        for notice in adrift:
            try:
                waits = await self._keep(notice.id, self._endings.unconfirmed, 0)
            except TroubleError:
                raise
            except Exception:  # whatever is wrong with this one, it must not keep the others
                log.exception("notice not settled", notice=notice.id, kind=notice.kind)
                waits = not await self._keep(notice.id, self._endings.give_up, UNCONFIRMED)
            finally:
                self.let_go(notice.id)
            log.warning("left on the wire", notice=notice.id, kind=notice.kind, told_again=waits)
        self.kick()
        return len(adrift)

    async def forget_old(self) -> int:
        """Delete what has been over for long, but for kinds that are kept; gives how much that was.

        Only where the clock has gone its usual way since the look before: a wrong one would forget too much.
        """
        now = self._clock()
        ahead = now.timestamp() - self._clock.steady()
        before, self._ahead = self._ahead, ahead
        if before is None or abs(ahead - before) > SLIP:
            return 0
        gone = 0
        while True:
            async with self._db.write() as tx:
                some = await tx.notices.forget(now - self._keep_for, KEPT, AT_A_TIME)
            gone += some
            if some < AT_A_TIME:
                return gone

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

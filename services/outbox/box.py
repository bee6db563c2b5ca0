"""The outbox itself: notices from the moment they are written to their end."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from services.back_off import back_off
from services.clock import Clock
from services.outbox.endings import MAY_OPEN, OnLost
from services.outbox.instead import Who
from services.outbox.lost import Lost
from services.outbox.marks import NotTold, known_by_card, not_told
from services.outbox.pruning import Pruning
from services.outbox.taking import Taking
from services.outbox.together import Together
from services.outbox.topics import forget_topic, topics_of
from storage.database import Database
from storage.forgetting import FORGOTTEN
from storage.notices import NoticeRow, Post
from storage.transaction import Tx

KEEP = timedelta(days=30)
"""How long notices that are over stay, where no setting says otherwise."""

TRIED_AT_ONCE = 50
"""Chats that are asked in a round whether they take messages again."""


class Outbox(Taking):
    """Notices are written into it, taken out to be sent (:mod:`services.outbox.taking`), and ended."""

    def __init__(self, db: Database, clock: Clock, who: Who, keep: timedelta = KEEP) -> None:
        """``who`` knows whom to tell of what does not arrive; ``keep``: how long what is over stays."""
        super().__init__(db, clock, who)
        self._pruning = Pruning(db, clock, keep)
        self._topics = Together(self._topics_of)

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
        same ``once_key`` was written before, or it would go to somebody who was forgotten.
        """
        if chat_id == FORGOTTEN:
            return None
        now = self._clock()
        return await tx.notices.add(kind, chat_id, facts, once_key, due_at or now, now)

    async def post_all(self, tx: Tx, posts: Sequence[Post]) -> None:
        """The same for many at once; none of them gives its id."""
        told = [each for each in posts if each.chat_id != FORGOTTEN]
        await tx.notices.add_all(told, self._clock())

    async def withdraw(self, tx: Tx, once_key: str) -> bool:
        """Take a notice back that has not been sent yet: people know by now. False: too late."""
        return await tx.notices.withdraw(once_key, self._clock())

    def now(self) -> datetime:
        """Give the moment that what is posted is dated with."""
        return self._clock()

    async def next_due(self) -> datetime | None:
        """Tell when the next waiting notice is due; None: nothing waits."""
        async with self._db.read() as tx:
            return await tx.notices.next_due()

    async def put_back(self, notice_id: int) -> bool:
        """A notice has not left, and is as if nobody had taken it."""
        return await self._keep(notice_id, self._endings.put_back)

    async def topic_of(self, notice: NoticeRow) -> int | None:
        """Tell in which forum topic of its chat a notice belongs; None: in none, or in General."""
        return await self._topics(notice)

    async def _topics_of(self, some: Sequence[NoticeRow]) -> list[int | None]:
        async with self._db.read() as tx:
            return await topics_of(tx, some)

    async def forget_topic(self, chat_id: int, thread_id: int) -> None:
        """A forum topic was deleted: what belonged there belongs to the chat itself."""
        async with self._db.write() as tx:
            await forget_topic(tx, chat_id, thread_id)

    async def sent(self, notice_id: int, message_id: int | None) -> bool:
        """Note that a notice arrived. False: it was not ours."""
        return await self._arrived((notice_id, message_id))

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

    async def try_asleep(self) -> int:
        """Try one notice of each chat that was closed to the bot: where it arrives, all others follow.

        To be called about once an hour. Gives how many are tried.
        """
        async with self._db.write() as tx:
            tried = await tx.notices.wake_oldest(MAY_OPEN, self._clock(), TRIED_AT_ONCE)
        if tried:
            self.kick()
        return tried

    async def forget_old(self) -> int:
        """Delete what has been over for long, but for kinds that are kept; gives how much that was."""
        return await self._pruning.forget_old()

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

"""Endings of notices: what becomes of one that was to be sent, in the transaction that writes it down."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

import structlog

from services.back_off import back_off
from services.clock import Clock
from services.outbox.instead import Instead
from services.outbox.kinds import kind_of
from services.outbox.lost import Lost, Then
from services.outbox.marks import known_by_alerts, known_by_card
from storage.notices import NoticeRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)

UNCONFIRMED = "unconfirmed"
"""The problem of a notice that may or may not have arrived."""

OnLost = Callable[[Tx, NoticeRow, Lost], Awaitable[Then]]
"""Called in the transaction in which a notice is lost."""

MOST_TRIES = 100
"""The last comes about a day after the first."""
TELL_AFTER = 10
"""So many refusals or lost answers, most of an hour, before somebody else is told of what is tried on."""
LONGEST_PROBLEM = 200
MAY_OPEN = ("topic-closed", "silenced")
"""Problems of a chat in which the bot is, and which says by no update that it takes messages again."""


class Endings:
    """Each is called with a notice that ``owner`` has claimed, as it stands in the row."""

    def __init__(self, clock: Clock, owner: str, instead: Instead) -> None:
        self._clock = clock
        self._owner = owner
        self._instead = instead
        self.on_lost: dict[str, OnLost] = {}

    async def sent(self, tx: Tx, arrived: Mapping[int, int | None]) -> frozenset[int]:
        """They arrived, as these messages: what else that tells need not be told any more.

        Gives those that were ours.
        """
        rows = await tx.sending.claimed(arrived, self._owner)
        messages = {row.id: arrived[row.id] for row in rows}
        await tx.sending.sent(messages, self._clock())
        woken = {row.chat_id for row in rows if row.problem in MAY_OPEN}
        for chat_id in sorted(woken):
            await tx.notices.wake(chat_id, self._clock())
        # Where anything arrives what sleeps may too: one asks, for a topic beside it may still be closed.
        await tx.notices.wake_oldest_in({row.chat_id for row in rows} - woken, self._clock())
        ids = []
        for row in rows:
            if kind_of(row.kind).on_card:
                ids += await known_by_card(tx, str(row.facts["order"]), row.chat_id)
        ids += await known_by_alerts(tx, [row for row in rows if not kind_of(row.kind).on_card])
        if ids:
            await tx.notices.end_untold(ids, self._clock())
        return frozenset(messages)

    async def put_back(self, tx: Tx, notice: NoticeRow) -> bool:
        """It has not left: it is as if nobody had taken it."""
        wait = notice.due_at, notice.tries, notice.problem
        return await tx.sending.wait_again(notice.id, self._owner, *wait)

    async def again(self, tx: Tx, notice: NoticeRow, delay: float | None, problem: str) -> bool:
        """It has not arrived and is tried later. False: it was given up."""
        if notice.problem == UNCONFIRMED:  # that an earlier try may have arrived stays true
            problem = UNCONFIRMED
        tries = notice.tries + (delay is None)
        if tries >= MOST_TRIES:
            await self.lose(tx, notice, Lost.LATE, problem)
            return False
        due_at = self._clock() + (back_off(tries) if delay is None else timedelta(seconds=delay))
        problem = problem[:LONGEST_PROBLEM]
        return await tx.sending.wait_again(notice.id, self._owner, due_at, tries, problem)

    async def try_on(self, tx: Tx, notice: NoticeRow, problem: str) -> bool:
        """As ``again``; when that has gone on for most of an hour somebody else is told."""
        waits = await self.again(tx, notice, None, problem)
        if waits:
            await self._tell_of_long(tx, notice)
        return waits

    async def unconfirmed(self, tx: Tx, notice: NoticeRow, wait: timedelta) -> bool:
        """It may have arrived. False: it is of a kind that is not told twice, and is lost."""
        if not kind_of(notice.kind).repeatable or notice.tries + 1 >= MOST_TRIES:
            await self.lose(tx, notice, Lost.UNSURE, UNCONFIRMED)
            return False
        due_at = max(notice.due_at, self._clock() + wait)
        tries = notice.tries + 1
        waits = await tx.sending.wait_again(notice.id, self._owner, due_at, tries, UNCONFIRMED)
        if waits:
            await self._tell_of_long(tx, notice)
        return waits

    async def lose(self, tx: Tx, notice: NoticeRow, lost: Lost, problem: str) -> None:
        """It cannot be told: somebody else is, and what it tells of is marked."""
        log.warning("notice lost", notice=notice.id, kind=notice.kind, lost=lost, problem=problem)
        act = self.on_lost.get(notice.kind)
        then = Then.SLEEP if act is None else await act(tx, notice, lost)
        # An alert ends with the right to it; what happened to an order somebody has to know.
        barred = lost is Lost.BARRED and "order" not in notice.facts
        told = then in (Then.TOLD, Then.WAIT) or barred
        if lost is Lost.GONE and then in (Then.SLEEP, Then.WAIT):
            ended = await tx.sending.sleep(notice.id, self._owner, problem[:LONGEST_PROBLEM])
        elif told:
            ended = await self.drop(tx, notice, problem)
        else:
            ended = await self.give_up(tx, notice, problem)
        if not ended:  # the row is locked: what was done here for it must not be committed
            raise RuntimeError("a notice was ended by somebody else")
        if not told:
            await self._instead.tell(tx, notice, lost, problem if lost is Lost.GONE else "")

    async def give_up(self, tx: Tx, notice: NoticeRow, problem: str) -> bool:
        """It is not tried again, and stays marked as not told."""
        problem = problem[:LONGEST_PROBLEM]
        return await tx.sending.give_up(notice.id, self._owner, problem, self._clock())

    async def drop(self, tx: Tx, notice: NoticeRow, problem: str) -> bool:
        """It is not needed any more."""
        problem = problem[:LONGEST_PROBLEM]
        dropped = await tx.sending.drop(notice.id, self._owner, problem, self._clock())
        if dropped:
            log.info("notice dropped", notice=notice.id, kind=notice.kind, problem=problem)
        return dropped

    async def _tell_of_long(self, tx: Tx, notice: NoticeRow) -> None:
        """Tell somebody else of a notice that is tried on, when that has gone on for long."""
        if notice.tries + 1 >= TELL_AFTER:
            await self._instead.tell(tx, notice, Lost.LATE, "")

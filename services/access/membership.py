"""Who is in which group: remembered for minutes, asked of Telegram anew before anything moves.

Rows are what all processes know; memory is a copy of them, which any update tells to forget. A yes grows
old: what is not heard anew counts as not known, and what is not known is never a yes.
"""

import asyncio
import logging
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import timedelta
from math import inf

from services.access.current_step import this_step
from services.access.standing import Asks, CannotTellError, Standing, Why
from services.clock import Clock
from services.complaints import Complaints
from storage.database import Database
from storage.errors import TroubleError
from storage.members import MemberRow

BELIEVED = 600.0
"""Seconds for which it is believed that somebody is there."""
BELIEVED_AWAY = 30.0
"""Seconds for which it is believed that somebody is not: who is back need not wait for long."""
AT_ONCE = 2.0
"""Seconds in which one and the same step asks no second time; another step always does."""
PATIENCE = 8.0
"""Seconds Telegram has to answer."""
REMEMBERED = 10_000
KEPT = timedelta(days=30)
MOST_KEPT = 10_000
"""Rows of people who have no role of their own there; of those who have, there are as many as grants."""


@dataclass(frozen=True, slots=True)
class _Seen:
    standing: Standing
    at: float
    asked: bool
    """Telegram answered it just then; else the person was seen to speak there, or a row said it."""
    step: int | None
    """The step that asked, or in which they spoke; None: no step of theirs."""
    written_at: float = -inf


class _Question:
    """One that Telegram is asked; ``overtaken``: it has told of a change meanwhile."""

    overtaken = False


class Membership:
    """Answers where somebody stands with a group."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._seen: OrderedDict[tuple[int, int], _Seen] = OrderedDict()
        self._asked_now: dict[tuple[int, int], set[_Question]] = {}
        self._complaints = Complaints(__name__)

    def known(self, user_id: int, chat_id: int) -> Standing | None:
        """Where a person stands, as far as memory knows and may still be believed."""
        seen = self._seen.get((user_id, chat_id))
        if seen is None:
            return None
        believed = BELIEVED_AWAY if seen.standing is Standing.AWAY else BELIEVED
        return seen.standing if self._clock.steady() - seen.at < believed else None

    async def learn(self, asks: Asks, user_id: int, chat_id: int, *, fresh: bool) -> Standing:
        """Where a person stands; ``fresh``: by an answer of this moment. Raises CannotTellError."""
        key = (user_id, chat_id)
        known, seen = self.known(user_id, chat_id), self._seen.get(key)
        if seen is not None and known is not None:
            if not fresh or (seen.asked and self._is_of_this_step(seen)):
                return known
        elif not fresh and (row := await self._row(key)) is not None:
            return row
        try:
            return await self._ask(asks, key)
        except CannotTellError:
            # Who speaks in a closed group by this very step is in it, though Telegram may not say so.
            seen = self._seen.get(key)
            if seen is not None and self._is_of_this_step(seen):
                return seen.standing
            raise

    def _is_of_this_step(self, seen: _Seen) -> bool:
        of_this = seen.step is not None and seen.step == this_step()
        return of_this and self._clock.steady() - seen.at < AT_ONCE

    def spoke(self, user_id: int, chat_id: int) -> None:
        """Somebody is seen to write in a closed group, or to press a button there."""
        key = (user_id, chat_id)
        known, seen = self.known(user_id, chat_id), self._seen.get(key)
        if known is Standing.AWAY:  # back, or a word from before they left: Telegram knows
            self.forget(user_id, chat_id)
        elif known is not Standing.ADMINISTRATOR:  # speaking does not show that they still are one
            now, written_at = self._clock.steady(), -inf if seen is None else seen.written_at
            self._put(key, _Seen(Standing.MEMBER, now, False, this_step(), written_at))

    async def told(self, user_id: int, chat_id: int, standing: Standing) -> None:
        """Telegram tells by itself of somebody who left, came, or changed."""
        for question in self._asked_now.get((user_id, chat_id), ()):
            question.overtaken = True
        self.forget(user_id, chat_id)
        if standing is Standing.AWAY:
            self._put((user_id, chat_id), _Seen(standing, self._clock.steady(), True, None))
        # Who came is asked about when that is needed: of two changes the later may be heard first.
        await self._write((user_id, chat_id), standing)

    def forget(self, user_id: int, chat_id: int) -> None:
        """Drop the copy of one person in one group."""
        self._seen.pop((user_id, chat_id), None)

    def forget_chat(self, chat_id: int) -> None:
        """Drop the copies of everybody in a group."""
        for key in [key for key in self._seen if key[1] == chat_id]:
            del self._seen[key]

    async def prune(self) -> int:
        """Drop rows of people without a role of their own who were not seen for a month."""
        async with self._db.write() as tx:
            return await tx.members.forget(self._clock() - KEPT, MOST_KEPT)

    async def _row(self, key: tuple[int, int]) -> Standing | None:
        async with self._db.read() as tx:
            row = await tx.members.get(*key)
        if row is None:
            return None
        age = (self._clock() - row.seen_at).total_seconds()
        standing = Standing(row.standing)
        believed = BELIEVED_AWAY if standing is Standing.AWAY else BELIEVED
        if not 0 <= age < believed:  # a row from ahead was written by a clock that was wrong
            return None
        self._put(key, _Seen(standing, self._clock.steady() - age, False, None))
        return standing

    async def _ask(self, asks: Asks, key: tuple[int, int]) -> Standing:
        question = _Question()
        asked_now = self._asked_now.setdefault(key, set())
        asked_now.add(question)
        try:
            async with asyncio.timeout(PATIENCE):
                standing = await asks.standing(*key)
        except TimeoutError as late:
            raise CannotTellError(Why.NO_ANSWER) from late
        finally:
            asked_now.discard(question)
            if not asked_now:
                self._asked_now.pop(key, None)
        if question.overtaken:  # what it told of by itself is newer, or as old: this is no yes
            return self.known(*key) or Standing.AWAY
        before = self._seen.get(key)
        now, written_at = self._clock.steady(), -inf if before is None else before.written_at
        self._put(key, _Seen(standing, now, True, this_step(), written_at))
        same = before is not None and before.standing is standing
        if not same or now - written_at >= BELIEVED / 2:
            await self._write(key, standing)
        return standing

    async def _write(self, key: tuple[int, int], standing: Standing) -> None:
        try:
            async with self._db.write() as tx:
                await tx.members.note(MemberRow(*key, standing, self._clock()))
        except TroubleError as error:  # memory knows; whoever has none asks
            cause = str(error.cause)
            self._complaints.tell("standing not written down", cause, level=logging.WARNING)
        else:
            seen = self._seen.get(key)
            if seen is not None and seen.standing is standing:
                self._seen[key] = replace(seen, written_at=self._clock.steady())

    def _put(self, key: tuple[int, int], seen: _Seen) -> None:
        self._seen[key] = seen
        self._seen.move_to_end(key)
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)

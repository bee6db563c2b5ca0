"""One budget for all sends and edits, shared by people's answers, alerts, and answers to strangers.

People go first, yet nobody waits for ever: one send in ten is an alert's while alerts wait, one a
stranger's, and in one chat an alert that was passed over for ``PATIENCE`` goes ahead of its people once.
All strangers together have a small part of the budget, however much of it is free. Among equals the order
is that of asking. A chat that must wait never holds up another.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from itertools import count
from math import inf

from bot.telegram.chat_queue import ChatId, ChatQueue, Lane, Lease, MessageKey, Waiter
from bot.telegram.errors import Paused
from bot.telegram.priority import Priority
from bot.telegram.rates import Bunches, Rates, Window

__all__ = ["Budget", "ChatId", "Priority", "Rates"]

PASSED_OVER = 9
"""So many go ahead of those who come later in rank, then one of these goes."""
SLOWEST_ANSWER = 5.0
"""Seconds after which an answer counts as come: one dead connection must not hold up the rest."""
SHORTEST_SLEEP = 0.001
AHEAD = 1 << 62
"""Taken off the number of an alert that goes before people who asked earlier."""
REFUSALS_FOR_ALL = 3
REFUSALS_WITHIN = 2.0


class Budget:
    """Lets sends go within the limits. ``clock`` is monotonic; it and ``sleep`` count seconds."""

    def __init__(
        self,
        rates: Rates,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._rates = rates
        self._clock = clock
        self._sleep = sleep
        self._overall = Window(rates.overall_per_second, 1 + rates.margin)
        self._strangers = Window(rates.strangers_per_second, 1 + rates.margin)
        self._bunches = Bunches(rates.overall_per_second, rates.alerts_together)
        self._paused_until = -inf
        self._refusals: deque[tuple[float, ChatId, float]] = deque()
        self._chats: dict[ChatId, ChatQueue] = {}
        self._sweep_at = 1000
        self._numbers = count()
        self._waiting = 0
        self._in_flight: deque[Lease] = deque()
        self._ready: dict[Priority, list[tuple[int, int, Lane]]] = {rank: [] for rank in Priority}
        self._later: list[tuple[float, int, int, Lane]] = []
        self._passed_over: dict[Priority, int] = dict.fromkeys(Priority, 0)
        self._timer: asyncio.Task[None] | None = None
        self._timer_at = inf

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return self._waiting

    def waits(self, message: MessageKey) -> bool:
        """Whether an edit of this message waits for its turn."""
        chat = self._chats.get(message[0])
        return chat is not None and message in chat.edits

    @asynccontextmanager
    async def slot(
        self, chat_id: ChatId, priority: Priority, message: MessageKey | None = None
    ) -> AsyncIterator[None]:
        """Wait for the turn, then make the request inside. Raises Paused.

        ``message``: it is an edit of that. The newest edit takes the place of one that waits, and this
        raises Superseded for whoever waited.
        """
        lease = await self._turn(chat_id, priority, message)
        try:
            yield
        finally:
            self._settle(lease)
            self._pump()

    def refused(self, chat_id: ChatId, retry_after: float) -> None:
        """Telegram answered 429, which does not say whether the chat or the bot was too fast.

        Without a chat it was the bot; so it was when several chats are refused at about one time.
        """
        self.pause(chat_id, retry_after)
        if chat_id is None:
            return
        now = self._clock()
        refusals = self._refusals
        refusals.append((now, chat_id, retry_after))
        while refusals[0][0] < now - REFUSALS_WITHIN:
            refusals.popleft()
        if len({chat for _, chat, _ in refusals}) >= REFUSALS_FOR_ALL:
            self.pause(None, min(seconds for _, _, seconds in refusals))
            refusals.clear()

    def pause(self, chat_id: ChatId, seconds: float) -> None:
        """Let nothing go to the chat (None: to any) for so long."""
        until = self._clock() + seconds + self._rates.margin
        if chat_id is None:
            self._paused_until = max(self._paused_until, until)
            chats = list(self._chats)
        else:
            chat = self._chat(chat_id)
            chat.paused_until = max(chat.paused_until, until)
            self._plan(chat)
            chats = [chat_id]
        for paused in chats:
            left = self.paused_for(paused)
            if left > self._rates.longest_pause:
                self._dismiss(self._chats[paused], left)
        self._pump()

    def paused_for(self, chat_id: ChatId) -> float:
        """For how many seconds Telegram wants nothing sent there; 0 if it may be sent."""
        chat = self._chats.get(chat_id)
        until = max(self._paused_until, -inf if chat is None else chat.paused_until)
        return max(0.0, until - self._clock())

    async def close(self) -> None:
        """Stop the timer. Those who still wait are their owners' to cancel."""
        timer, self._timer, self._timer_at = self._timer, None, inf
        if timer is not None:
            timer.cancel()
            await asyncio.gather(timer, return_exceptions=True)

    async def _turn(self, chat_id: ChatId, priority: Priority, message: MessageKey | None) -> Lease:
        left = self.paused_for(chat_id)
        if left > self._rates.longest_pause:
            raise Paused(left)
        chat = self._chat(chat_id)
        turn: asyncio.Future[Lease] = asyncio.get_running_loop().create_future()
        waiter = Waiter(next(self._numbers), self._clock(), turn, message)
        before = chat.waiting
        lane = chat.enter(chat.lanes[priority], waiter)
        self._waiting += chat.waiting - before
        if len(lane.waiters) == 1 or chat.waiting == before:
            self._plan(chat)
        self._pump()
        try:
            return await turn
        except asyncio.CancelledError:
            self._withdraw(lane, waiter)
            raise

    def _withdraw(self, lane: Lane, waiter: Waiter) -> None:
        """Whoever is cancelled gives back the place in the queue, or the turn that had just come."""
        if lane.chat.leave(lane, waiter):
            self._waiting -= 1
        elif not waiter.turn.cancelled() and waiter.turn.exception() is None:
            waiter.turn.result().settled = True
            for window in self._windows(lane.priority):
                window.in_flight -= 1
            lane.chat.give_back()
        self._plan(lane.chat)
        self._pump()

    def _dismiss(self, chat: ChatQueue, seconds: float) -> None:
        """Tell all who wait for the chat that it is not worth it."""
        self._waiting -= chat.waiting
        for waiter in chat.empty():
            if not waiter.turn.done():
                waiter.turn.set_exception(Paused(seconds))
        self._plan(chat)

    def _chat(self, chat_id: ChatId) -> ChatQueue:
        chat = self._chats.get(chat_id)
        if chat is None:
            if len(self._chats) >= self._sweep_at:
                now = self._clock()
                self._chats = {k: v for k, v in self._chats.items() if not v.idle(now)}
                self._sweep_at = 1000 + 2 * len(self._chats)
            chat = self._chats[chat_id] = ChatQueue(chat_id, self._rates)
        return chat

    def _plan(self, chat: ChatQueue) -> None:
        """Put the chat's lanes where they belong now; what was planned for them before is void."""
        now = self._clock()
        for lane in chat.lanes.values():
            lane.version += 1
            if not lane.waiters:
                continue
            at, rank = chat.next_turn(lane, now)
            number = lane.head().number
            if rank is not lane.priority:
                number -= AHEAD
            if at <= now:
                heappush(self._ready[rank], (number, lane.version, lane))
            elif at < inf:
                heappush(self._later, (at, number, lane.version, lane))

    def _pump(self) -> None:
        """Let all go who may go now, and see to it that this is asked again in time."""
        now = self._clock()
        while self._in_flight and self._in_flight[0].granted_at + SLOWEST_ANSWER <= now:
            self._settle(self._in_flight[0])
        while (planned := self._next_planned()) is not None and planned[0] <= now:
            heappop(self._later)
            self._plan(planned[3].chat)
        while (lane := self._choose(now)) is not None:
            self._let_go(lane, now)
        self._set_timer(now)

    def _windows(self, rank: Priority) -> tuple[Window, ...]:
        """What a send of this rank counts against besides its chat's limits."""
        return (self._overall, self._strangers) if rank is Priority.STRANGER else (self._overall,)

    def _opens_at(self, now: float, rank: Priority) -> float:
        opens_at = (window.ready_at(now) for window in self._windows(rank))
        # An alert that was passed over for long has a person's rank, and does not wait for others.
        bunch_at = self._bunches.ready_at(now) if rank is Priority.ALERT else now
        return max(self._paused_until, bunch_at, *opens_at)

    def _next_planned(self) -> tuple[float, int, int, Lane] | None:
        while self._later and self._later[0][2] != self._later[0][3].version:
            heappop(self._later)
        return self._later[0] if self._later else None

    def _first_ready(self, rank: Priority) -> Lane | None:
        heap = self._ready[rank]
        while heap and heap[0][1] != heap[0][2].version:
            heappop(heap)
        return heap[0][2] if heap else None

    def _choose(self, now: float) -> Lane | None:
        """Whose turn it is, if anybody may go now: by rank, but for who was passed over for long."""
        ready = {
            rank: lane
            for rank in Priority
            if (lane := self._first_ready(rank)) is not None and self._opens_at(now, rank) <= now
        }
        if not ready:
            return None
        late = (rank for rank in ready if self._passed_over[rank] >= PASSED_OVER)
        chosen = next(late, min(ready))
        for rank in Priority:
            passed = rank in ready and rank is not chosen
            self._passed_over[rank] = self._passed_over[rank] + 1 if passed else 0
        return ready[chosen]

    def _let_go(self, lane: Lane, now: float) -> None:
        chat = lane.chat
        waiter = chat.take(lane, now)
        self._waiting -= 1
        if waiter.turn.done():
            chat.give_back()  # cancelled, and not come round to saying so
        else:
            if lane.priority is Priority.ALERT:
                self._bunches.take(now)
            lease = Lease(chat, now, lane.priority)
            for window in self._windows(lane.priority):
                window.in_flight += 1
            self._in_flight.append(lease)
            waiter.turn.set_result(lease)
        self._plan(chat)

    def _settle(self, lease: Lease) -> None:
        if not lease.settled:
            lease.settled = True
            now = self._clock()
            for window in self._windows(lease.priority):
                window.settle(now)
            lease.chat.settle(now)
            self._plan(lease.chat)
        while self._in_flight and self._in_flight[0].settled:
            self._in_flight.popleft()

    def _set_timer(self, now: float) -> None:
        at = inf
        if self._waiting:
            if (planned := self._next_planned()) is not None:
                at = planned[0]
            for rank in Priority:
                if self._first_ready(rank) is not None:
                    at = min(at, self._opens_at(now, rank))
            if self._in_flight:
                at = min(at, self._in_flight[0].granted_at + SLOWEST_ANSWER)
        if at >= self._timer_at and self._waiting:
            return
        if self._timer is not None:
            self._timer.cancel()
            self._timer, self._timer_at = None, inf
        if at < inf:
            self._timer_at = at
            self._timer = asyncio.create_task(self._wake(max(at - now, SHORTEST_SLEEP)))

    async def _wake(self, seconds: float) -> None:
        await self._sleep(seconds)
        self._timer, self._timer_at = None, inf
        self._pump()

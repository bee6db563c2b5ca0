"""Lanes: what waits for its turn, one lane for each person in a chat, each in its own order.

Only the first of a lane runs, and only it holds a slot. There are two classes of people, strangers and those
who are known, each with its own share of the slots and its own bounds on what may wait; so a crowd of
strangers fills what is theirs and nothing else. What is over a bound is not taken in. A lane is forgotten
with the last that waits in it.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from handlers.frame.isolation import in_lane

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Lane:
    """Whose turn it is: a person (None: nobody in particular) in a chat (None: in none)."""

    person: int | None
    chat: int | None


@dataclass(frozen=True, slots=True)
class Share:
    """What one class of people may have: running at once, and waiting."""

    running: int
    running_in_chat: int
    waiting: int
    waiting_in_chat: int
    waiting_of_person: int


KNOWN = Share(
    running=100,
    running_in_chat=20,
    waiting=5000,
    waiting_in_chat=1000,
    waiting_of_person=200,
)
"""An album or a hundred forwarded messages are no flood. What is over ``waiting`` is not refused: whoever
fetches waits for ``room``."""
STRANGERS = Share(
    running=20,
    running_in_chat=2,
    waiting=2000,
    waiting_in_chat=40,
    waiting_of_person=20,
)
CROWDED = 0.5
"""When so much of what strangers may have waiting is taken, each of them may have no more than one."""


@dataclass(slots=True)
class _Queue(Generic[T]):
    """A lane's waiting. ``busy``: its first is at work."""

    lane: Lane
    items: "deque[tuple[T, _Class[T]]]" = field(default_factory=deque)
    busy: bool = False


class _Class(Generic[T]):
    """One class of people: what it may have, what it has, and whose turn is next."""

    def __init__(self, share: Share) -> None:
        self.share = share
        self.running = 0
        self.waiting = 0
        self.running_in_chat: Counter[int | None] = Counter()
        self.waiting_in_chat: Counter[int | None] = Counter()
        self.waiting_of_person: Counter[int | None] = Counter()
        self.ready: deque[_Queue[T]] = deque()
        self.parked: dict[int | None, deque[_Queue[T]]] = {}
        """Lanes that are next in a chat where enough are at work."""

    def takes(self, lane: Lane) -> bool:
        share = self.share
        return self.waiting_in_chat[lane.chat] < share.waiting_in_chat and (
            lane.person is None or self.waiting_of_person[lane.person] < share.waiting_of_person
        )

    def count_waiting(self, lane: Lane, by: int) -> None:
        self.waiting += by
        _add(self.waiting_in_chat, lane.chat, by)
        _add(self.waiting_of_person, lane.person, by)

    def count_running(self, lane: Lane, by: int) -> None:
        self.running += by
        _add(self.running_in_chat, lane.chat, by)
        if by < 0 and (parked := self.parked.get(lane.chat)):
            self.ready.append(parked.popleft())
            if not parked:
                del self.parked[lane.chat]

    def next(self) -> "_Queue[T] | None":
        """Whose turn it is, if there is room for one."""
        while self.ready and self.running < self.share.running:
            queue = self.ready.popleft()
            if self.running_in_chat[queue.lane.chat] < self.share.running_in_chat:
                return queue
            self.parked.setdefault(queue.lane.chat, deque()).append(queue)
        return None


class Lanes(Generic[T]):
    """Runs what is put in, each lane in order. ``slots`` bounds what runs at once of all classes."""

    def __init__(
        self,
        run: Callable[[T], Awaitable[None]],
        *,
        slots: int = 100,
        known: Share = KNOWN,
        strangers: Share = STRANGERS,
    ) -> None:
        self._run = run
        self._slots = slots
        self._known: _Class[T] = _Class(known)
        self._strangers: _Class[T] = _Class(strangers)
        self._queues: dict[Lane, _Queue[T]] = {}
        self._running: dict[asyncio.Task[None], T] = {}
        self._strangers_turn = False
        self._changed = asyncio.Event()

    @property
    def running(self) -> Mapping[asyncio.Task[None], T]:
        """What is at work."""
        return self._running

    @property
    def waiting(self) -> int:
        """How many wait."""
        return self._known.waiting + self._strangers.waiting

    @property
    def sizes(self) -> dict[str, int]:
        """How much is remembered, by name."""
        found = {"lanes": len(self._queues), "running": len(self._running)}
        for name, each in (("known", self._known), ("strangers", self._strangers)):
            found[f"{name} chats"] = len(each.waiting_in_chat) + len(each.running_in_chat)
            found[f"{name} persons"] = len(each.waiting_of_person) + len(each.parked)
        return found

    def put(self, item: T, lane: Lane, *, stranger: bool = False, keep: bool = False) -> bool:
        """Let it wait for its turn. False: too much waits already, and it is not taken in.

        ``keep``: it is taken in all the same.
        """
        if not keep and not self._has_room(lane, stranger=stranger):
            return False
        mine = self._strangers if stranger else self._known
        queue = self._queues.get(lane)
        if queue is None:
            queue = self._queues[lane] = _Queue(lane)
        queue.items.append((item, mine))
        mine.count_waiting(lane, 1)
        if not queue.busy and len(queue.items) == 1:
            mine.ready.append(queue)
        self._pump()
        return True

    async def room(self) -> None:
        """Wait until less waits than the known may have waiting."""
        while self._known.waiting >= self._known.share.waiting:
            await self._change()

    async def idle(self) -> None:
        """Wait until nothing runs and nothing waits."""
        while self._queues or self._running:
            await self._change()

    def clear(self) -> list[T]:
        """Forget what waits and has not begun, and give it."""
        left = [item for queue in self._queues.values() for item, _ in queue.items]
        for queue in list(self._queues.values()):
            while queue.items:
                _, mine = queue.items.popleft()
                mine.count_waiting(queue.lane, -1)
            self._forget(queue)
        for each in (self._known, self._strangers):
            each.ready.clear()
            each.parked.clear()
        self._changed.set()
        return left

    def _has_room(self, lane: Lane, *, stranger: bool) -> bool:
        if not stranger:
            return lane not in self._queues or self._known.takes(lane)
        them = self._strangers
        if them.waiting < them.share.waiting * CROWDED:
            return them.takes(lane)
        if lane.person is None:
            alone = not them.waiting_in_chat[lane.chat]
        else:
            alone = not them.waiting_of_person[lane.person]
        return alone and them.waiting < them.share.waiting and them.takes(lane)

    async def _change(self) -> None:
        self._changed.clear()
        await self._changed.wait()

    def _pump(self) -> None:
        """Begin what may begin."""
        while len(self._running) < self._slots:
            queue = self._next()
            if queue is None:
                return
            item, mine = queue.items.popleft()
            queue.busy = True
            mine.count_waiting(queue.lane, -1)
            mine.count_running(queue.lane, 1)
            self._begin(queue, item, mine)

    def _next(self) -> _Queue[T] | None:
        """The classes take turns; of one class those who have waited longest."""
        order = [self._known, self._strangers]
        if self._strangers_turn:
            order.reverse()
        for each in order:
            if (queue := each.next()) is not None:
                self._strangers_turn = each is self._known
                return queue
        return None

    def _begin(self, queue: _Queue[T], item: T, mine: _Class[T]) -> None:
        aside = False

        def stand_aside() -> None:
            nonlocal aside
            if not aside:
                aside = True
                self._go_on(queue)

        def ended(task: asyncio.Task[None]) -> None:
            del self._running[task]
            mine.count_running(queue.lane, -1)
            stand_aside()
            self._pump()
            self._changed.set()

        async def run() -> None:
            with in_lane(stand_aside):
                await self._run(item)

        task = asyncio.create_task(run())
        self._running[task] = item
        task.add_done_callback(ended)

    def _go_on(self, queue: _Queue[T]) -> None:
        """The lane's next may come."""
        queue.busy = False
        if queue.items:
            queue.items[0][1].ready.append(queue)
            self._pump()
        else:
            self._forget(queue)

    def _forget(self, queue: _Queue[T]) -> None:
        if not queue.busy and not queue.items and self._queues.get(queue.lane) is queue:
            del self._queues[queue.lane]


def _add(counts: Counter[int | None], key: int | None, by: int) -> None:
    counts[key] += by
    if not counts[key]:
        del counts[key]

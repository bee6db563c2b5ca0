"""Lanes: what waits for its turn, one lane for each person in a chat, each in its own order.

Only the first of a lane runs, and only it holds a slot. There are tiers of people, each with its own share
of the slots and its own bounds on what may wait; so a crowd of strangers fills what is theirs and nothing
else. What is over a bound is not taken in. A lane is forgotten with the last that waits in it.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, TypeVar

from handlers.frame.incoming.isolation import in_lane
from services.floods import Tier

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Lane:
    """Whose turn it is: a person (None: nobody in particular) in a chat (None: in none)."""

    person: int | None
    chat: int | None


@dataclass(frozen=True, slots=True)
class Share:
    """What one tier of people may have: running at once, and waiting.

    ``patient``: what is over ``waiting`` is not refused; whoever fetches waits for ``room`` instead.
    """

    running: int
    running_in_chat: int
    waiting: int
    waiting_in_chat: int
    waiting_of_person: int
    patient: bool = False


SHARES: Mapping[Tier, Share] = MappingProxyType(
    {
        # An album or a hundred forwarded messages are no flood.
        Tier.STAFF: Share(
            running=100,
            running_in_chat=20,
            waiting=5000,
            waiting_in_chat=1000,
            waiting_of_person=200,
            patient=True,
        ),
        Tier.CUSTOMER: Share(
            running=50,
            running_in_chat=2,
            waiting=5000,
            waiting_in_chat=40,
            waiting_of_person=20,
        ),
        Tier.STRANGER: Share(
            running=20,
            running_in_chat=2,
            waiting=2000,
            waiting_in_chat=40,
            waiting_of_person=20,
        ),
    }
)
CROWDED = 0.5
"""When so much of what a tier may have waiting is taken, each of it may have no more than one."""


@dataclass(slots=True)
class _Queue(Generic[T]):
    """A lane's waiting. ``busy``: its first is at work."""

    lane: Lane
    items: "deque[tuple[T, _OfTier[T]]]" = field(default_factory=deque)
    busy: bool = False


class _OfTier(Generic[T]):
    """one tier of people: what it may have, what it has, and whose turn is next."""

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

    def takes(self, lane: Lane, *, idle: bool) -> bool:
        """Whether one more may wait; ``idle``: nothing is in that lane."""
        share = self.share
        within = self.waiting_in_chat[lane.chat] < share.waiting_in_chat and (
            lane.person is None or self.waiting_of_person[lane.person] < share.waiting_of_person
        )
        if share.patient:
            return idle or within
        if self.waiting < share.waiting * CROWDED:
            return within
        if lane.person is None:
            alone = not self.waiting_in_chat[lane.chat]
        else:
            alone = not self.waiting_of_person[lane.person]
        return alone and within and self.waiting < share.waiting

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
    """Runs what is put in, each lane in order. ``slots`` bounds what runs at once of all tiers."""

    def __init__(
        self,
        run: Callable[[T], Awaitable[None]],
        *,
        slots: int = 100,
        shares: Mapping[Tier, Share] = SHARES,
    ) -> None:
        self._run = run
        self._slots = slots
        self._tiers: dict[Tier, _OfTier[T]] = {
            tier: _OfTier(share) for tier, share in shares.items()
        }
        self._turns = deque(self._tiers.values())
        self._queues: dict[Lane, _Queue[T]] = {}
        self._running: dict[asyncio.Task[None], T] = {}
        self._changed = asyncio.Event()

    @property
    def running(self) -> Mapping[asyncio.Task[None], T]:
        """What is at work."""
        return self._running

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(each.waiting for each in self._turns)

    @property
    def sizes(self) -> dict[str, int]:
        """How much is remembered, by name."""
        found = {"lanes": len(self._queues), "running": len(self._running)}
        for name, each in self._tiers.items():
            found[f"{name} chats"] = len(each.waiting_in_chat) + len(each.running_in_chat)
            found[f"{name} persons"] = len(each.waiting_of_person) + len(each.parked)
        return found

    def put(self, item: T, lane: Lane, tier: Tier = Tier.STAFF, *, keep: bool = False) -> bool:
        """Let it wait for its turn. False: too much waits already, and it is not taken in.

        ``keep``: it is taken in all the same.
        """
        mine = self._tiers[tier]
        if not (keep or mine.takes(lane, idle=lane not in self._queues)):
            return False
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
        """Wait until no more waits of the patient than may."""
        while any(
            each.share.patient and each.waiting >= each.share.waiting for each in self._turns
        ):
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
        for each in self._turns:
            each.ready.clear()
            each.parked.clear()
        self._changed.set()
        return left

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
        """The tiers take turns; of one tier those who have waited longest."""
        for each in list(self._turns):
            if (queue := each.next()) is not None:
                self._turns.remove(each)
                self._turns.append(each)
                return queue
        return None

    def _begin(self, queue: _Queue[T], item: T, mine: _OfTier[T]) -> None:
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

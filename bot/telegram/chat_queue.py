"""Who waits to send to one chat, and when the chat may take the next one."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from math import inf

from bot.telegram.errors import Superseded
from bot.telegram.priority import Priority
from bot.telegram.rates import Pace, Rates, Window

ChatId = int | str | None
"""A chat as methods name it; None where a method names none."""
MessageKey = tuple[int, int]
"""The chat and the id of a message that is edited."""

PATIENCE = 60.0
"""Seconds after which an alert goes ahead of the people of its chat, once."""


@dataclass(slots=True, eq=False)
class Lease:
    """One send on its way."""

    chat: "ChatQueue"
    granted_at: float
    priority: Priority
    settled: bool = False


@dataclass(slots=True, eq=False)
class Waiter:
    """One send that waits; ``number`` is its place in the order of asking, ``message`` what it edits."""

    number: int
    arrived_at: float
    turn: asyncio.Future[Lease]
    message: MessageKey | None = None


class Lane:
    """The waiting of one priority. ``version`` grows whenever what was planned for it is void."""

    __slots__ = ("chat", "priority", "version", "waiters")

    def __init__(self, chat: "ChatQueue", priority: Priority) -> None:
        self.chat = chat
        self.priority = priority
        self.version = 0
        self.waiters: OrderedDict[int, Waiter] = OrderedDict()

    def head(self) -> Waiter:
        """The one that has waited longest."""
        return next(iter(self.waiters.values()))


class ChatQueue:
    """One chat's limits and lanes. A group is told by its negative id, a channel by its name."""

    def __init__(self, chat_id: ChatId, rates: Rates) -> None:
        is_group = isinstance(chat_id, str) or (chat_id is not None and chat_id < 0)
        per_second = inf if chat_id is None else rates.chat_per_second
        interval = 0.0 if per_second == inf else 1 / per_second + rates.margin
        self._for_people = rates.group_for_people
        limited = is_group and rates.group_per_minute != inf
        self._for_known = int(rates.group_per_minute) - rates.group_for_strangers if limited else 0
        self._pace = Pace(interval, rates.chat_burst)
        self._window = Window(rates.group_per_minute if is_group else inf, 60 + rates.margin)
        self._last_alert_at = -inf
        self.paused_until = -inf
        self.people = Lane(self, Priority.PERSON)
        self.alerts = Lane(self, Priority.ALERT)
        self.strangers = Lane(self, Priority.STRANGER)
        self.lanes = {lane.priority: lane for lane in (self.people, self.alerts, self.strangers)}
        self.edits: dict[MessageKey, tuple[Lane, Waiter]] = {}

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(len(lane.waiters) for lane in self.lanes.values())

    def enter(self, lane: Lane, waiter: Waiter) -> Lane:
        """Queue up, an edit in the place of an older one of its message; gives the lane it waits in."""
        key = waiter.message
        older_lane, older = (lane, None) if key is None else self.edits.pop(key, (lane, None))
        if older is not None:
            if older_lane.priority <= lane.priority:
                lane, waiter.number, waiter.arrived_at = older_lane, older.number, older.arrived_at
            else:
                self.leave(older_lane, older)
            if not older.turn.done():
                older.turn.set_exception(Superseded())
        lane.waiters[waiter.number] = waiter
        if key is not None:
            self.edits[key] = lane, waiter
        return lane

    def leave(self, lane: Lane, waiter: Waiter) -> bool:
        """Take one out that does not wait any more. False: it is out already."""
        if lane.waiters.get(waiter.number) is not waiter:
            return False
        del lane.waiters[waiter.number]
        self._no_edit(waiter)
        return True

    def empty(self) -> list[Waiter]:
        """Take all out."""
        waiters = [each for lane in self.lanes.values() for each in lane.waiters.values()]
        for lane in self.lanes.values():
            lane.waiters.clear()
        self.edits.clear()
        return waiters

    def _no_edit(self, waiter: Waiter) -> None:
        if waiter.message is not None and self.edits.get(waiter.message, (None, None))[1] is waiter:
            del self.edits[waiter.message]

    def next_turn(self, lane: Lane, now: float) -> tuple[float, Priority]:
        """When the lane's first may go (``inf``: not before an answer comes), and with what rank.

        Needs someone in the lane.
        """
        earliest = max(self.paused_until, self._pace.ready_at(now), self._window.ready_at(now))
        if lane is self.people:
            return earliest, Priority.PERSON
        if lane is self.strangers:
            if self.people.waiters or self.alerts.waiters:
                return inf, Priority.STRANGER  # asked again when these have gone
            within_share = self._window.ready_at(now, spare=self._for_known)
            return max(earliest, within_share), Priority.STRANGER
        passed_over_until = max(lane.head().arrived_at, self._last_alert_at) + PATIENCE
        if self.people.waiters:
            return max(earliest, passed_over_until), Priority.PERSON
        within_share = self._window.ready_at(now, spare=self._for_people)
        return max(earliest, min(within_share, passed_over_until)), Priority.ALERT

    def take(self, lane: Lane, now: float) -> Waiter:
        """Take the lane's first out of the queue: it goes now."""
        _, waiter = lane.waiters.popitem(last=False)
        self._no_edit(waiter)
        self._pace.in_flight += 1
        self._window.in_flight += 1
        if lane is self.alerts:
            self._last_alert_at = now
        return waiter

    def settle(self, now: float) -> None:
        """The answer of one that went has come."""
        self._pace.settle(now)
        self._window.settle(now)

    def give_back(self) -> None:
        """One that was let go did not go."""
        self._pace.in_flight -= 1
        self._window.in_flight -= 1

    def idle(self, now: float) -> bool:
        """Whether there is nothing here that needs remembering."""
        return (
            not any(lane.waiters for lane in self.lanes.values())
            and self.paused_until <= now
            and self._pace.idle(now)
            and self._window.idle(now)
        )

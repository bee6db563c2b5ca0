"""A crowd that sends through a budget in fake time, and what Telegram would have counted of it."""

import asyncio
from dataclasses import dataclass, field

from bot.telegram.budget import Budget, Priority, Rates
from bot.telegram.chat_queue import ChatId
from tests.bot.fake_time import FakeTime


@dataclass
class Sent:
    """One request that went: when Telegram counted it, and whose it was."""

    chat_id: ChatId
    priority: Priority
    name: str
    at: float


@dataclass
class Crowd:
    """Sends by tasks. ``sent`` is in the order in which Telegram counted."""

    time: FakeTime
    budget: Budget
    sent: list[Sent] = field(default_factory=list)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def send(
        self,
        chat_id: ChatId,
        priority: Priority = Priority.PERSON,
        *,
        name: str = "",
        there: float = 0.0,
        back: float = 0.0,
    ) -> asyncio.Task[None]:
        """Ask for a turn now; Telegram counts ``there`` seconds after it and answers in ``back``."""
        task = asyncio.create_task(self._send(chat_id, priority, name, there, back))
        self.tasks.append(task)
        return task

    def names(self) -> list[str]:
        """Who went, in order."""
        return [one.name for one in self.sent]

    def times(self, chat_id: ChatId) -> list[float]:
        """When Telegram counted those to the chat."""
        return sorted(one.at for one in self.sent if one.chat_id == chat_id)

    async def _send(
        self, chat_id: ChatId, priority: Priority, name: str, there: float, back: float
    ) -> None:
        async with self.budget.slot(chat_id, priority):
            if there:
                await self.time.sleep(there)
            self.sent.append(Sent(chat_id, priority, name, self.time.now))
            if back:
                await self.time.sleep(back)


def crowd(rates: Rates | None = None) -> Crowd:
    """A crowd with a budget of its own, at Telegram's rates unless others are given."""
    time = FakeTime()
    return Crowd(time, Budget(rates or Rates.telegram(), clock=time, sleep=time.sleep))


def most_within(times: list[float], seconds: float) -> int:
    """The largest number of moments in any span shorter than so many seconds."""
    ordered = sorted(times)
    first = most = 0
    for last, at in enumerate(ordered):
        while at - ordered[first] >= seconds:
            first += 1
        most = max(most, last - first + 1)
    return most

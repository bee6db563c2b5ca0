"""A broadcast to ten thousand chats, in the budget's own time, against Telegram's 30 a second."""

import asyncio
import heapq
from itertools import count

from bench.result import Ratio
from bot.telegram.budget import Budget
from bot.telegram.priority import Priority
from bot.telegram.rates import Rates

CHATS = 10_000
TELEGRAM = 30.0


class FakeTime:
    """Time that jumps to the next sleeper as soon as nobody has anything left to do."""

    def __init__(self) -> None:
        self.now = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []
        self._order = count()

    async def sleep(self, seconds: float) -> None:
        """Sleep in this time."""
        woken = asyncio.Event()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._order), woken))
        await woken.wait()

    def jump(self) -> None:
        """Wake who is due next."""
        if self._sleepers:
            at, _, woken = heapq.heappop(self._sleepers)
            self.now = max(self.now, at)
            woken.set()


async def run() -> list[Ratio]:
    """Alerts only, each to another chat, answered at once."""
    clock = FakeTime()
    budget = Budget(Rates.telegram(), clock=lambda: clock.now, sleep=clock.sleep)

    async def send(chat_id: int) -> None:
        async with budget.slot(chat_id, Priority.ALERT):
            pass

    sends = [asyncio.create_task(send(chat)) for chat in range(1, CHATS + 1)]
    while not all(task.done() for task in sends[-1:]) or any(not task.done() for task in sends):
        for _ in range(50):
            await asyncio.sleep(0)
        clock.jump()
    await budget.close()
    rate = CHATS / clock.now
    return [
        Ratio("a broadcast's rate, in parts of Telegram's 30 a second", rate / TELEGRAM, 0.98, True)
    ]

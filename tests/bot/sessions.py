"""Bots with our session, and what the session tells the desk."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiogram import Bot

from bot.telegram.budget import Budget, Rates
from bot.telegram.session import make_bot
from handlers.frame.outgoing.refusals import Reason


@dataclass
class Told:
    """What the session told the desk. ``fails`` makes the desk fail to keep it."""

    migrated: list[tuple[int, int]] = field(default_factory=list)
    unreachable: list[tuple[int, Reason]] = field(default_factory=list)
    fails: bool = False

    async def on_migrated(self, old: int, new: int) -> None:
        """Remember a move."""
        self.migrated.append((old, new))
        if self.fails:
            raise RuntimeError("the database is gone")

    async def on_unreachable(self, chat_id: int, reason: Reason) -> None:
        """Remember a chat that cannot be written to."""
        self.unreachable.append((chat_id, reason))
        if self.fails:
            raise RuntimeError("the database is gone")


@asynccontextmanager
async def bot_at(
    url: str,
    token: str,
    told: Told,
    clock: Callable[[], float],
    sleep: Callable[[float], Awaitable[None]],
    *,
    rates: Rates | None = None,
    request_timeout: float = 30.0,
) -> AsyncIterator[Bot]:
    """A bot whose Telegram is at ``url``, closed at the end; no ``rates``: without limits of its own."""
    budget = Budget(rates or Rates.unlimited(), clock=clock, sleep=sleep)
    bot = make_bot(
        token,
        url,
        budget=budget,
        on_migrated=told.on_migrated,
        on_unreachable=told.on_unreachable,
        sleep=sleep,
        request_timeout=request_timeout,
    )
    yield bot
    await bot.session.close()
    await budget.close()

"""Few alerts have left and are not written down as arrived: a death would make them unsure."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from bot.sender import MOST_UNSURE
from bot.telling import KeptBackError, Passage
from services.outbox import Outbox
from storage.database import Database
from storage.tables.outbox import notices
from tests.clock import ManualClock


class Nobody:
    """Nobody is told instead."""

    owners = ()

    def chats_with(self, permission: str, home: int | None = None) -> tuple[int, ...]:
        """No chats."""
        return ()


async def test_no_more_leave_than_may_be_unsure(sqlite_database: Database) -> None:
    """The eleventh leaves when it is written down of one what became of it; at a stop none does any more."""
    db = sqlite_database
    outbox = Outbox(db, ManualClock(datetime(2030, 1, 1, tzinfo=UTC)), Nobody())
    async with db.write() as tx:
        for number in range(MOST_UNSURE + 2):
            await outbox.post(tx, "digest", -1 - number, {})
    unsure = asyncio.Semaphore(MOST_UNSURE)
    passages = [Passage(outbox, row.id, unsure) for row in await outbox.take(100)]

    async def on_the_wire() -> int:
        async with db.read() as tx:
            sending = select(func.count()).where(notices.c.state == "sending")
            return await tx.connection.scalar(sending) or 0

    leaving = [asyncio.create_task(each.leaves()) for each in passages]
    await asyncio.wait(leaving[:MOST_UNSURE])
    await asyncio.wait(leaving[MOST_UNSURE:], timeout=0.1)
    assert await on_the_wire() == MOST_UNSURE
    passages[0].over()
    await leaving[MOST_UNSURE]
    assert await on_the_wire() == MOST_UNSURE + 1
    passages[-1].cut_off = True
    passages[1].over()
    with pytest.raises(KeptBackError):
        await leaving[-1]
    assert await on_the_wire() == MOST_UNSURE + 1

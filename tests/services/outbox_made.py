"""Notices as tests of the outbox write and read them."""

from typing import Any

from services.outbox import Outbox
from storage.database import Database
from storage.notices import NoticeRow


async def posted(
    database: Database, outbox: Outbox, chat_id: int, kind: str = "order-changed", **more: Any
) -> int:
    """Post one, and give its id."""
    async with database.write() as tx:
        made = await outbox.post(tx, kind, chat_id, {"order": "K-1"}, **more)
    assert made is not None
    return made


async def row_of(database: Database, notice_id: int) -> NoticeRow:
    """A notice as its row stands."""
    async with database.read() as tx:
        row = await tx.notices.get(notice_id)
    assert row is not None
    return row

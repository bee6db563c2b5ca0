"""Dialogs: what the bot has asked a person in a chat and waits to read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.conversations import dialogs
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class DialogRow:
    """An open question. ``facts`` is JSON: what the answer is about."""

    chat_id: int
    user_id: int
    question: str
    facts: dict[str, Any]
    asked_at: datetime


class Dialogs:
    """Rows of ``dialogs``: at most one question for a person in a chat."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def ask(self, dialog: DialogRow) -> None:
        """Open a question; it takes the place of the one before."""
        new = {"question": dialog.question, "facts": dialog.facts, "asked_at": dialog.asked_at}
        insert = insert_into(self._connection, dialogs).values(
            chat_id=dialog.chat_id, user_id=dialog.user_id, **new
        )
        await self._connection.execute(
            insert.on_conflict_do_update(index_elements=["chat_id", "user_id"], set_=new)
        )

    async def get(self, chat_id: int, user_id: int) -> DialogRow | None:
        """Give the open question, or None."""
        found = select(dialogs).where(dialogs.c.chat_id == chat_id, dialogs.c.user_id == user_id)
        row = (await self._connection.execute(found)).first()
        return None if row is None else DialogRow(*row)

    async def all(self) -> tuple[DialogRow, ...]:
        """Give every open question, oldest first."""
        found = select(dialogs).order_by(dialogs.c.asked_at)
        return tuple(DialogRow(*row) for row in await self._connection.execute(found))

    async def end(self, chat_id: int, user_id: int) -> bool:
        """Close the question. False: there was none, or someone else has just closed it."""
        gone = delete(dialogs).where(dialogs.c.chat_id == chat_id, dialogs.c.user_id == user_id)
        return (await self._connection.execute(gone)).rowcount == 1

    async def end_all(self, user_id: int) -> int:
        """Close every question to a person and tell how many there were."""
        gone = delete(dialogs).where(dialogs.c.user_id == user_id)
        return (await self._connection.execute(gone)).rowcount

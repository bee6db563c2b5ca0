"""Answers that chats keep ready."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.cases import reply_templates
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A ready answer of a chat."""

    id: int
    chat_id: int
    name: str
    name_key: str
    text: str
    made_by: int
    made_at: datetime


class ReplyTemplates:
    """Rows of ``reply_templates``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_chat(self, chat_id: int) -> Sequence[TemplateRow]:
        """Give those of a chat, by name."""
        found = select(reply_templates).where(reply_templates.c.chat_id == chat_id)
        rows = await self._connection.execute(found.order_by(reply_templates.c.name_key))
        return [TemplateRow(**row) for row in rows.mappings()]

    async def counted(self, chat_id: int) -> int:
        """How many a chat has."""
        found = select(func.count()).where(reply_templates.c.chat_id == chat_id)
        return await self._connection.scalar(found) or 0

    async def get(self, chat_id: int, template_id: int) -> TemplateRow | None:
        """One of a chat's own."""
        found = select(reply_templates).where(
            reply_templates.c.id == template_id, reply_templates.c.chat_id == chat_id
        )
        row = (await self._connection.execute(found)).mappings().one_or_none()
        return None if row is None else TemplateRow(**row)

    async def add(self, **values: Any) -> int | None:
        """Keep one and give its number; None: the chat has one of that name."""
        made = insert_into(self._connection, reply_templates).values(**values)
        once = made.on_conflict_do_nothing(index_elements=["chat_id", "name_key"])
        done = await self._connection.execute(once.returning(reply_templates.c.id))
        made_id: int | None = done.scalar_one_or_none()
        return made_id

    async def rewrite(self, chat_id: int, template_id: int, text: str) -> bool:
        """Let it say something else. False: there is none."""
        mine = update(reply_templates).where(
            reply_templates.c.id == template_id, reply_templates.c.chat_id == chat_id
        )
        return (await self._connection.execute(mine.values(text=text))).rowcount == 1

    async def remove(self, chat_id: int, template_id: int) -> bool:
        """Take it out. False: there is none."""
        gone = delete(reply_templates).where(
            reply_templates.c.id == template_id, reply_templates.c.chat_id == chat_id
        )
        return (await self._connection.execute(gone)).rowcount == 1

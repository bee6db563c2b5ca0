"""Hooks: addresses at which other systems post into a chat, by the digests of their tokens."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.hooks import hooks


@dataclass(frozen=True, slots=True)
class HookRow:
    """A hook as it stands in the table. ``every`` (minutes) is None unless it is a heartbeat.

    ``quiet``: its quiet hours, as text, if it has any.
    """

    id: int
    chat_id: int
    thread_id: int | None
    name: str
    token_digest: str
    every: int | None
    severity: str
    made_by: int
    made_at: datetime
    full_at: datetime | None
    heard_at: datetime | None
    due_at: datetime | None
    missed_at: datetime | None
    quiet: str | None


class HookRows:
    """Rows of ``hooks``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, **values: Any) -> HookRow:
        """Write a hook."""
        made = insert(hooks).values(**values).returning(hooks)
        return HookRow(*(await self._connection.execute(made)).one())

    async def of_chat(self, chat_id: int) -> list[HookRow]:
        """Give those of a chat, oldest first."""
        found = select(hooks).where(hooks.c.chat_id == chat_id).order_by(hooks.c.id)
        return [HookRow(*row) for row in await self._connection.execute(found)]

    async def made_by(self, user_id: int) -> list[HookRow]:
        """Give those that a person made, in whatever chat, oldest first."""
        found = select(hooks).where(hooks.c.made_by == user_id).order_by(hooks.c.id)
        return [HookRow(*row) for row in await self._connection.execute(found)]

    async def get(self, hook_id: int) -> HookRow | None:
        """Give a hook, or None."""
        return await self._one(hooks.c.id == hook_id)

    async def of_digest(self, digest: str) -> HookRow | None:
        """Give the hook whose token has this digest, or None."""
        return await self._one(hooks.c.token_digest == digest)

    async def lock(self, hook_id: int) -> HookRow | None:
        """The same by its number, and let nobody else change it in this transaction."""
        found = select(hooks).where(hooks.c.id == hook_id).with_for_update()
        row = (await self._connection.execute(found)).first()
        return None if row is None else HookRow(*row)

    async def change(self, hook_id: int, **values: Any) -> None:
        """Set columns of a hook that is locked, or that nobody else changes so."""
        await self._connection.execute(update(hooks).where(hooks.c.id == hook_id).values(**values))

    async def remove(self, hook_id: int) -> bool:
        """Delete a hook. False: there is none."""
        gone = delete(hooks).where(hooks.c.id == hook_id)
        return (await self._connection.execute(gone)).rowcount == 1

    async def of_ids(self, ids: Collection[int]) -> dict[int, HookRow]:
        """Give these, by their numbers."""
        if not ids:
            return {}
        found = select(hooks).where(hooks.c.id.in_(ids))
        rows = [HookRow(*row) for row in await self._connection.execute(found)]
        return {row.id: row for row in rows}

    async def overdue(self, now: datetime, most: int, every: int | None = None) -> list[HookRow]:
        """Give heartbeats that should have come and are not known to be missing.

        ``every``: only those of so many minutes.
        """
        found = select(hooks).where(hooks.c.due_at <= now, hooks.c.missed_at.is_(None))
        if every is not None:
            found = found.where(hooks.c.every == every)
        rows = await self._connection.execute(found.order_by(hooks.c.due_at).limit(most))
        return [HookRow(*row) for row in rows]

    async def leave_topic(self, chat_id: int, thread_id: int) -> None:
        """A forum topic is gone: what was posted there belongs to the chat itself."""
        mine = update(hooks).where(hooks.c.chat_id == chat_id, hooks.c.thread_id == thread_id)
        await self._connection.execute(mine.values(thread_id=None))

    async def _one(self, condition: Any) -> HookRow | None:
        row = (await self._connection.execute(select(hooks).where(condition))).first()
        return None if row is None else HookRow(*row)

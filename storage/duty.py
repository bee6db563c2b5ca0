"""Who is on duty: the rota of a chat, who stands in for whom, and what was told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.duty import duty_overrides, duty_rotas, duty_shifts
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class RotaRow:
    """A chat that has people on duty. ``told``: who was when that was told last, numbers by commas."""

    chat_id: int
    thread_id: int | None
    told: str
    feed_hash: str | None
    feed_made_by: int | None
    feed_made_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """Somebody on some days of the week: a bit a day, Monday's the lowest; hours as minutes of a day."""

    id: int
    chat_id: int
    user_id: int
    days: int
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """Somebody in the place of another, or of whoever it is, for a while."""

    id: int
    chat_id: int
    user_id: int
    instead_of: int | None
    begins_at: datetime
    ends_at: datetime


class Duty:
    """Rows of ``duty_rotas``, ``duty_shifts`` and ``duty_overrides``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def rotas(self) -> Sequence[RotaRow]:
        """All chats that have people on duty, or had."""
        return [RotaRow(*row) for row in await self._connection.execute(select(duty_rotas))]

    async def rota(self, chat_id: int) -> RotaRow | None:
        """That of a chat; None: it never had any."""
        found = select(duty_rotas).where(duty_rotas.c.chat_id == chat_id)
        row = (await self._connection.execute(found)).first()
        return None if row is None else RotaRow(*row)

    async def begin(self, chat_id: int, thread_id: int | None) -> None:
        """Let a chat have one, told in this topic; one that it has stays."""
        made = insert_into(self._connection, duty_rotas).values(
            chat_id=chat_id, thread_id=thread_id, told=""
        )
        await self._connection.execute(made.on_conflict_do_nothing(index_elements=["chat_id"]))

    async def tell(self, row: RotaRow, people: str) -> bool:
        """Others are on duty now than were told. False: another process has told it."""
        same = duty_rotas.c.chat_id == row.chat_id, duty_rotas.c.told == row.told
        done = await self._connection.execute(update(duty_rotas).where(*same).values(told=people))
        return done.rowcount == 1

    async def set_feed(self, row: RotaRow, **values: Any) -> bool:
        """Give the calendar another link, or none. False: it has another by now than in this row."""
        mine = update(duty_rotas).where(
            duty_rotas.c.chat_id == row.chat_id,
            duty_rotas.c.feed_hash.is_not_distinct_from(row.feed_hash),
        )
        return (await self._connection.execute(mine.values(**values))).rowcount == 1

    async def of_feed(self, feed_hash: str) -> RotaRow | None:
        """The rota behind a link."""
        found = select(duty_rotas).where(duty_rotas.c.feed_hash == feed_hash)
        row = (await self._connection.execute(found)).first()
        return None if row is None else RotaRow(*row)

    async def feeds_made_by(self, user_id: int) -> Sequence[int]:
        """The chats whose calendar's link this person made."""
        found = select(duty_rotas.c.chat_id).where(
            duty_rotas.c.feed_made_by == user_id, duty_rotas.c.feed_hash.is_not(None)
        )
        return list(await self._connection.scalars(found.order_by(duty_rotas.c.chat_id)))

    async def shifts(self, chat_id: int | None = None) -> Sequence[ShiftRow]:
        """Those of a chat, or of all, the oldest first."""
        found = select(duty_shifts).order_by(duty_shifts.c.id)
        if chat_id is not None:
            found = found.where(duty_shifts.c.chat_id == chat_id)
        return [ShiftRow(*row) for row in await self._connection.execute(found)]

    async def add_shift(self, **values: int) -> int:
        """Put somebody on duty on some days."""
        made = insert(duty_shifts).values(**values).returning(duty_shifts.c.id)
        return int((await self._connection.execute(made)).scalar_one())

    async def drop_shift(self, chat_id: int, shift_id: int) -> ShiftRow | None:
        """Take a shift away, and give it; None: somebody was first."""
        mine = duty_shifts.c.id == shift_id, duty_shifts.c.chat_id == chat_id
        gone = delete(duty_shifts).where(*mine).returning(duty_shifts)
        row = (await self._connection.execute(gone)).first()
        return None if row is None else ShiftRow(*row)

    async def overrides(self, since: datetime, chat_id: int | None = None) -> Sequence[OverrideRow]:
        """Those of a chat, or of all, that end after a moment, the oldest first."""
        found = select(duty_overrides).where(duty_overrides.c.ends_at > since)
        if chat_id is not None:
            found = found.where(duty_overrides.c.chat_id == chat_id)
        rows = await self._connection.execute(found.order_by(duty_overrides.c.id))
        return [OverrideRow(*row) for row in rows]

    async def add_override(self, **values: Any) -> int:
        """Let somebody be on duty in another's place."""
        made = insert(duty_overrides).values(**values).returning(duty_overrides.c.id)
        return int((await self._connection.execute(made)).scalar_one())

    async def drop_override(self, chat_id: int, override_id: int) -> OverrideRow | None:
        """Call it off, and give it; None: somebody was first."""
        mine = duty_overrides.c.id == override_id, duty_overrides.c.chat_id == chat_id
        gone = delete(duty_overrides).where(*mine).returning(duty_overrides)
        row = (await self._connection.execute(gone)).first()
        return None if row is None else OverrideRow(*row)

    async def leave_topic(self, chat_id: int, thread_id: int) -> None:
        """A forum topic is gone."""
        there = duty_rotas.c.chat_id == chat_id, duty_rotas.c.thread_id == thread_id
        await self._connection.execute(update(duty_rotas).where(*there).values(thread_id=None))

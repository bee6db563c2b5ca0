"""The outbox: facts that must reach a chat, kept until they were sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import locks
from storage.tables import notices
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice. States: waiting, sending, sent, dropped. ``tries`` counts those that failed."""

    id: int
    kind: str
    chat_id: int
    facts: dict[str, Any]
    once_key: str | None
    state: str
    due_at: datetime
    tries: int
    made_at: datetime
    ended_at: datetime | None
    message_id: int | None
    problem: str | None


class Notices:
    """Rows of ``notices``. Changes of state are compare-and-set: False says someone else did it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self,
        kind: str,
        chat_id: int,
        facts: dict[str, Any],
        once_key: str | None,
        due_at: datetime,
        made_at: datetime,
    ) -> int | None:
        """Write a notice and give its id; None if one with this ``once_key`` was written before."""
        insert = insert_into(self._connection, notices).values(
            kind=kind,
            chat_id=chat_id,
            facts=facts,
            once_key=once_key,
            state="waiting",
            due_at=due_at,
            made_at=made_at,
        )
        made = insert.on_conflict_do_nothing(index_elements=["once_key"]).returning(notices.c.id)
        made_id: int | None = (await self._connection.execute(made)).scalar()
        return made_id

    async def withdraw(self, once_key: str, at: datetime) -> bool:
        """End a waiting notice that is no longer needed. False: there is none, or it is sent."""
        mine = update(notices).where(notices.c.once_key == once_key, notices.c.state == "waiting")
        ended = mine.values(state="dropped", problem="not needed", ended_at=at)
        return (await self._connection.execute(ended)).rowcount == 1

    async def replace_once(self, prefix: str, once_key: str, at: datetime) -> bool:
        """End what waits under other keys with this prefix; True: something under one was told."""
        others = notices.c.once_key.startswith(prefix, autoescape=True)
        of_them = and_(others, notices.c.once_key != once_key)
        ended = update(notices).where(of_them, notices.c.state == "waiting")
        await self._connection.execute(
            ended.values(state="dropped", problem="not needed", ended_at=at)
        )
        told = select(notices.c.id).where(of_them, notices.c.state != "dropped").limit(1)
        return await self._connection.scalar(told) is not None

    async def get(self, notice_id: int) -> NoticeRow | None:
        """Give a notice, or None."""
        row = (
            await self._connection.execute(select(notices).where(notices.c.id == notice_id))
        ).first()
        return None if row is None else NoticeRow(*row)

    async def take(self, limit: int, now: datetime) -> tuple[NoticeRow, ...]:
        """Mark due notices as sending and give them, oldest first; at most one a chat is on its way."""
        # Row locks would not do: two takers could each take another notice of one chat.
        await locks.only_one(self._connection, locks.TAKING_NOTICES)
        in_line = (
            func.row_number()
            .over(partition_by=notices.c.chat_id, order_by=(notices.c.due_at, notices.c.id))
            .label("in_line")
        )
        busy = select(notices.c.chat_id).where(notices.c.state == "sending")
        due = (
            select(notices.c.id, notices.c.due_at, in_line)
            .where(notices.c.state == "waiting", notices.c.due_at <= now)
            .where(notices.c.chat_id.not_in(busy))
            .subquery()
        )
        first = (
            select(due.c.id).where(due.c.in_line == 1).order_by(due.c.due_at, due.c.id).limit(limit)
        )
        taken = (
            update(notices)
            .where(notices.c.id.in_(first), notices.c.state == "waiting")
            .values(state="sending")
            .returning(notices)
        )
        rows = [NoticeRow(*row) for row in await self._connection.execute(taken)]
        return tuple(sorted(rows, key=lambda row: (row.due_at, row.id)))

    async def sending(self) -> tuple[NoticeRow, ...]:
        """Give the notices that are on their way, or were when the process ended."""
        found = select(notices).where(notices.c.state == "sending").order_by(notices.c.id)
        return tuple(NoticeRow(*row) for row in await self._connection.execute(found))

    async def next_due(self) -> datetime | None:
        """Tell when the next waiting notice is due, or None if none waits."""
        found = select(notices.c.due_at).where(notices.c.state == "waiting")
        return (await self._connection.execute(found.order_by(notices.c.due_at).limit(1))).scalar()

    async def sent(self, notice_id: int, message_id: int | None, at: datetime) -> bool:
        """End a notice that has arrived."""
        return await self._leave_sending(
            notice_id, state="sent", message_id=message_id, ended_at=at
        )

    async def wait_again(self, notice_id: int, due_at: datetime, tries: int, problem: str) -> bool:
        """Put a notice back to be tried later."""
        return await self._leave_sending(
            notice_id, state="waiting", due_at=due_at, tries=tries, problem=problem
        )

    async def drop(self, notice_id: int, problem: str, at: datetime) -> bool:
        """End a notice that will not be sent."""
        return await self._leave_sending(notice_id, state="dropped", problem=problem, ended_at=at)

    async def _leave_sending(self, notice_id: int, **values: object) -> bool:
        mine = update(notices).where(notices.c.id == notice_id, notices.c.state == "sending")
        return (await self._connection.execute(mine.values(**values))).rowcount == 1

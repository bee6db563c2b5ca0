"""Who is in which group, as far as the desk has reason to know."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.access import grants
from storage.tables.chats import members
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Where a person stood with a group at a moment; ``standing`` is away, member or administrator."""

    user_id: int
    chat_id: int
    standing: str
    seen_at: datetime


class Members:
    """Rows of ``members``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, user_id: int, chat_id: int) -> MemberRow | None:
        """Give what was last known of a person in a group."""
        found = select(members).where(members.c.user_id == user_id, members.c.chat_id == chat_id)
        row = (await self._connection.execute(found)).first()
        return None if row is None else MemberRow(*row)

    async def granted(self, standing: str) -> tuple[MemberRow, ...]:
        """Give all of this standing who were granted a role in that very group."""
        found = select(members).where(members.c.standing == standing, _granted())
        return tuple(MemberRow(*row) for row in await self._connection.execute(found))

    async def seen_in(self, chat_id: int, most: int) -> tuple[int, ...]:
        """Give people who were seen in a group last, and are not known to have left."""
        there = members.c.chat_id == chat_id, members.c.standing != "away"
        found = select(members.c.user_id).where(*there).order_by(members.c.seen_at.desc())
        return tuple((await self._connection.execute(found.limit(most))).scalars())

    async def note(self, row: MemberRow) -> None:
        """Write down what is known now."""
        new = {"standing": row.standing, "seen_at": row.seen_at}
        insert = insert_into(self._connection, members).values(
            user_id=row.user_id, chat_id=row.chat_id, **new
        )
        await self._connection.execute(
            insert.on_conflict_do_update(index_elements=["user_id", "chat_id"], set_=new)
        )

    async def forget(self, before: datetime, most: int) -> int:
        """Drop rows of people without a role of their own: old ones, and all but the latest ``most``."""
        idle = ~_granted()
        done = await self._connection.execute(
            delete(members).where(members.c.seen_at < before, idle)
        )
        newest = select(members.c.seen_at).where(idle).order_by(members.c.seen_at.desc())
        last = (await self._connection.execute(newest.offset(most).limit(1))).scalar()
        if last is None:
            return done.rowcount
        more = await self._connection.execute(
            delete(members).where(members.c.seen_at <= last, idle)
        )
        return done.rowcount + more.rowcount


def _granted() -> ColumnElement[bool]:
    return exists().where(
        and_(grants.c.user_id == members.c.user_id, grants.c.chat_id == members.c.chat_id)
    )

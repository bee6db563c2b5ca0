"""Roles given to people, and single permissions of a role switched in a chat."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import grants, switches
from storage.upsert import insert_into

EVERYWHERE = 0
"""The chat id of a grant that holds in every chat; Telegram gives this id to none."""


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A role given to a person in a chat, or in every one (chat ``EVERYWHERE``)."""

    user_id: int
    chat_id: int
    role: str
    granted_by: int
    granted_at: datetime


@dataclass(frozen=True, slots=True)
class SwitchRow:
    """A permission that a role has, or has not, in one chat, whatever it has elsewhere."""

    chat_id: int
    role: str
    permission: str
    allowed: bool


class Grants:
    """Rows of ``grants`` and ``switches``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> tuple[GrantRow, ...]:
        """Give every grant, in the order they were given."""
        found = select(grants).order_by(grants.c.granted_at, grants.c.user_id)
        return tuple(GrantRow(*row) for row in await self._connection.execute(found))

    async def add(self, grant: GrantRow) -> bool:
        """Give a role. False: the person has it there already."""
        insert = insert_into(self._connection, grants).values(
            user_id=grant.user_id,
            chat_id=grant.chat_id,
            role=grant.role,
            granted_by=grant.granted_by,
            granted_at=grant.granted_at,
        )
        done = await self._connection.execute(insert.on_conflict_do_nothing())
        return done.rowcount == 1

    async def remove(self, user_id: int, chat_id: int, role: str) -> bool:
        """Take a role away. False: the person has it not."""
        gone = delete(grants).where(
            grants.c.user_id == user_id, grants.c.chat_id == chat_id, grants.c.role == role
        )
        return (await self._connection.execute(gone)).rowcount == 1

    async def remove_all(self, user_id: int) -> tuple[GrantRow, ...]:
        """Take away all that a person was given, wherever; gives what that was."""
        gone = delete(grants).where(grants.c.user_id == user_id).returning(*grants.c)
        rows = [GrantRow(*row) for row in await self._connection.execute(gone)]
        return tuple(sorted(rows, key=lambda row: (row.granted_at, row.chat_id, row.role)))

    async def switches(self) -> tuple[SwitchRow, ...]:
        """Give every switch."""
        return tuple(SwitchRow(*row) for row in await self._connection.execute(select(switches)))

    async def switch(self, chat_id: int, role: str, permission: str, allowed: bool | None) -> None:
        """Switch a permission of a role on or off in a chat; None puts it back as it was born."""
        at = {"chat_id": chat_id, "role": role, "permission": permission}
        if allowed is None:
            await self._connection.execute(delete(switches).filter_by(**at))
            return
        insert = insert_into(self._connection, switches).values(**at, allowed=allowed)
        await self._connection.execute(
            insert.on_conflict_do_update(index_elements=list(at), set_={"allowed": allowed})
        )

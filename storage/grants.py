"""Roles given to people, and single permissions of a role switched in a chat."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.access import grants, switches
from storage.upsert import insert_into

EVERYWHERE = 0
"""The chat id of a grant that holds in every chat; Telegram gives this id to none."""


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A role given to a person in a chat, or in every one (chat ``EVERYWHERE``).

    It counts before the moment ``until``; None: for good.
    """

    user_id: int
    chat_id: int
    role: str
    granted_by: int
    granted_at: datetime
    until: datetime | None = None


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
        """Give a role, in place of the same one with another end. False: it is there already, just so."""
        at = {"user_id": grant.user_id, "chat_id": grant.chat_id, "role": grant.role}
        new = {
            "granted_by": grant.granted_by,
            "granted_at": grant.granted_at,
            "until": grant.until,
        }
        insert = insert_into(self._connection, grants).values(**at, **new)
        other_end = grants.c.until.is_distinct_from(insert.excluded.until)
        done = await self._connection.execute(
            insert.on_conflict_do_update(index_elements=list(at), set_=new, where=other_end)
        )
        return done.rowcount == 1

    async def remove(self, user_id: int, chat_id: int, role: str) -> bool:
        """Take a role away. False: the person has it not."""
        gone = delete(grants).where(
            grants.c.user_id == user_id, grants.c.chat_id == chat_id, grants.c.role == role
        )
        return (await self._connection.execute(gone)).rowcount == 1

    async def of_role(self, role: str) -> tuple[GrantRow, ...]:
        """Give the grants of one role, those whose end has come too."""
        found = select(grants).where(grants.c.role == role)
        return tuple(GrantRow(*row) for row in await self._connection.execute(found))

    async def lapsed(self, now: datetime) -> tuple[GrantRow, ...]:
        """Give those whose end has come."""
        found = select(grants).where(grants.c.until <= now)
        return tuple(GrantRow(*row) for row in await self._connection.execute(found))

    async def remove_lapsed(self, now: datetime) -> tuple[GrantRow, ...]:
        """Take away those whose end has come; gives what this transaction has taken, and no other."""
        gone = delete(grants).where(grants.c.until <= now).returning(*grants.c)
        rows = [GrantRow(*row) for row in await self._connection.execute(gone)]
        return tuple(
            sorted(rows, key=lambda row: (row.granted_at, row.chat_id, row.user_id, row.role))
        )

    async def remove_all(self, user_id: int) -> tuple[GrantRow, ...]:
        """Take away all that a person was given, wherever; gives what that was."""
        gone = delete(grants).where(grants.c.user_id == user_id).returning(*grants.c)
        rows = [GrantRow(*row) for row in await self._connection.execute(gone)]
        return tuple(sorted(rows, key=lambda row: (row.granted_at, row.chat_id, row.role)))

    async def switches(self) -> tuple[SwitchRow, ...]:
        """Give every switch."""
        return tuple(SwitchRow(*row) for row in await self._connection.execute(select(switches)))

    async def unswitch(self, chat_id: int, role: str | None) -> int:
        """Take the switches of a role, or of every role, out of a chat; gives how many there were."""
        at = {"chat_id": chat_id} if role is None else {"chat_id": chat_id, "role": role}
        return (await self._connection.execute(delete(switches).filter_by(**at))).rowcount

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

"""Roles of the desk's own: named sets of permissions that an owner has made."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.access import role_permissions, roles, switches
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role and what it may do; its name is what grants call it by, and never changes."""

    name: str
    made_by: int
    made_at: datetime
    permissions: frozenset[str] = frozenset()


class Roles:
    """Rows of ``roles`` and ``role_permissions``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> tuple[RoleRow, ...]:
        """Give every role, by name."""
        may: dict[str, set[str]] = {}
        for row in await self._connection.execute(select(role_permissions)):
            may.setdefault(row.role, set()).add(row.permission)
        found = select(roles.c.name, roles.c.made_by, roles.c.made_at).order_by(roles.c.name_key)
        return tuple(
            RoleRow(*row, frozenset(may.get(row.name, ())))
            for row in await self._connection.execute(found)
        )

    async def add(self, role: RoleRow, name_key: str) -> bool:
        """Make a role that may do nothing yet. False: there is one of that name, in whatever case."""
        insert = insert_into(self._connection, roles).values(
            name=role.name, name_key=name_key, made_by=role.made_by, made_at=role.made_at
        )
        done = await self._connection.execute(insert.on_conflict_do_nothing())
        return done.rowcount == 1

    async def hold(self, name: str) -> bool:
        """Whether there is such a role; it stays until this transaction ends."""
        found = select(roles.c.name).where(roles.c.name == name).with_for_update(read=True)
        return await self._connection.scalar(found) is not None

    async def allow(self, name: str, permission: str, allowed: bool) -> bool:
        """Let a role do something, or no more. False: nothing is changed by that."""
        at = {"role": name, "permission": permission}
        if allowed:
            insert = insert_into(self._connection, role_permissions).values(**at)
            done = await self._connection.execute(insert.on_conflict_do_nothing())
        else:
            done = await self._connection.execute(delete(role_permissions).filter_by(**at))
        return done.rowcount == 1

    async def remove(self, name: str) -> bool:
        """Delete a role and its switches. False: there is none. Who has it is not looked at."""
        await self._connection.execute(delete(switches).where(switches.c.role == name))
        may = delete(role_permissions).where(role_permissions.c.role == name)
        await self._connection.execute(may)
        gone = await self._connection.execute(delete(roles).where(roles.c.name == name))
        return gone.rowcount == 1

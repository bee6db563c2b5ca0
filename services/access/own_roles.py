"""Roles of the desk's own: an owner makes one of permissions, names it, changes and deletes it.

A change counts at once, in every chat, for everybody who has the role.
"""

from collections.abc import Iterable

from services.access.errors import (
    BadRoleNameError,
    OnlyOwnerError,
    RoleInUseError,
    RoleThereError,
    TooManyRolesError,
    UnknownPermissionError,
    UnknownRoleError,
)
from services.access.roles import OWN_KEYS, PERMISSIONS, ROLES
from services.access.service import Access
from services.actor import Actor
from services.audit import Audit
from services.clock import Clock
from services.lookalikes import looks
from services.visible import visible_line
from storage.database import Database
from storage.roles import RoleRow
from storage.transaction import Tx

LONGEST = 32
"""Characters of a name."""
MOST = 30
"""Roles of a desk: more fit on no card."""
MOST_NAMED = 10
"""People who are named where a role cannot be deleted."""


class OwnRoles:
    """Changed here; what they may do is answered by Access."""

    def __init__(self, db: Database, clock: Clock, access: Access, audit: Audit) -> None:
        self._db = db
        self._clock = clock
        self._access = access
        self._audit = audit

    async def make(self, actor: Actor, name: str) -> str:
        """Make a role that may do nothing yet, and give its name as it is written from now on.

        Raises OnlyOwnerError, BadRoleNameError, RoleThereError, TooManyRolesError.
        """
        self._need_owner(actor)
        name = visible_line(name)
        key = name.casefold()
        if not 2 <= len(name) <= LONGEST or not name[0].isalpha():
            raise BadRoleNameError(longest=LONGEST, problem="form", text="")
        if taken := self._taken(name, ROLES):
            raise RoleThereError(role=taken)
        row = RoleRow(name, actor.user_id, self._clock())
        async with self._db.write() as tx:
            there = [row.name for row in await tx.roles.all()]
            if taken := self._taken(name, there):
                raise RoleThereError(role=taken)
            if len(there) >= MOST:
                raise TooManyRolesError(most=MOST)
            if not await tx.roles.add(row, key):
                raise RoleThereError(role=name)
            # A limit of one that had this name may have been set in the moment in which that was deleted.
            await tx.limits.remove_of_role(name)
            await self._audit.write(tx, actor, "role.made", name)
        await self._access.load()
        return name

    async def allow(self, actor: Actor, name: str, permission: str, allowed: bool) -> None:
        """Let a role do something, or no more. Twice changes nothing.

        Raises OnlyOwnerError, UnknownRoleError, UnknownPermissionError.
        """
        self._need_owner(actor)
        if permission not in PERMISSIONS - {OWN_KEYS}:
            raise UnknownPermissionError(permission=permission)
        async with self._db.write() as tx:
            if not await tx.roles.hold(name):
                raise self._unknown(name)
            if not await tx.roles.allow(name, permission, allowed):
                return
            facts = {"role": name, "allowed": allowed}
            await self._audit.write(tx, actor, "role.changed", permission, **facts)
        await self._access.load()

    async def delete(self, actor: Actor, name: str) -> None:
        """Delete a role that nobody has, with what chats have switched of it and the limits set for it.

        Raises OnlyOwnerError, UnknownRoleError, RoleInUseError.
        """
        self._need_owner(actor)
        async with self._db.write() as tx:
            # The role first: whoever grants it meanwhile waits for this, or this for them.
            if not await tx.roles.remove(name):
                raise self._unknown(name)
            if people := await self._people(tx, name):
                raise RoleInUseError(role=name, people=people)
            gone = await tx.limits.remove_of_role(name)
            facts = {"limits": gone} if gone else {}
            await self._audit.write(tx, actor, "role.deleted", name, **facts)
        await self._access.load()

    async def holders(self, name: str) -> list[str]:
        """Name those who have it somewhere; more than ten are not named."""
        async with self._db.read() as tx:
            return await self._people(tx, name)

    async def limits(self, name: str) -> int:
        """How many limits are set for it, which go with it."""
        async with self._db.read() as tx:
            return await tx.limits.count_of_role(name)

    @staticmethod
    def _taken(name: str, there: Iterable[str]) -> str | None:
        """The one of these names that this is, or is taken for by whoever reads it."""
        same = {name.casefold(), looks(name)}
        return next((each for each in there if same & {each.casefold(), looks(each)}), None)

    async def _people(self, tx: Tx, name: str) -> list[str]:
        now = self._clock()
        holders = sorted(
            {
                grant.user_id
                for grant in await tx.grants.of_role(name)
                if grant.until is None or grant.until > now
            }
        )
        names = await tx.users.names(holders)
        return [names.get(each, str(each)) for each in holders[:MOST_NAMED]]

    def _need_owner(self, actor: Actor) -> None:
        if not self._access.is_owner(actor.user_id):
            raise OnlyOwnerError

    def _unknown(self, name: str) -> UnknownRoleError:
        known = [role for role in self._access.grantable() if role != name]
        return UnknownRoleError(role=name, known=known)

"""Access as the desk asks for it, and as people change it."""

from datetime import datetime

from services.access.choices import Choices
from services.access.errors import (
    AlreadyGrantedError,
    BadEndError,
    BeyondOwnError,
    NoPersonError,
    NothingToRevokeError,
    OneselfError,
    OutlastsOwnError,
    UnknownPermissionError,
    UnknownRoleError,
)
from services.access.roles import EDIT_ROLES, GRANTABLE, PERMISSIONS, SUPPORT
from services.access.standing import Standing
from services.actor import NO_PERSONS, Actor
from services.audit.kinds import ROLE_REVOKED
from storage.grants import EVERYWHERE, GrantRow


class Access(Choices):
    """Questions are answered from memory; a change is committed first and remembered after."""

    async def may_grant(
        self,
        actor: Actor,
        user_id: int,
        role: str,
        everywhere: bool = False,
        until: datetime | None = None,
    ) -> GrantRow:
        """Give the grant as it would be, if the actor may make it; nothing is changed.

        In the actor's chat, or everywhere; before ``until``, or for good. In place of the same role with
        another end. Raises NotPermittedError, UnknownRoleError, OnlyOwnerError, GroupOnlyError,
        NotSetUpError, NoPersonError, BadEndError, OneselfError, BeyondOwnError, OutlastsOwnError,
        AlreadyGrantedError.
        """
        if user_id in NO_PERSONS:
            raise NoPersonError
        chat_id = await self._place(actor, role, everywhere)
        now = self._clock()
        if until is not None and until <= now:
            raise BadEndError(problem="past", text="")
        if not self.is_owner(actor.user_id):
            if user_id == actor.user_id:
                raise OneselfError
            _need_end_within(role, until, self._longest_of_own(actor, role))
        row = GrantRow(user_id, chat_id, role, actor.user_id, now, until)
        there = self.granted_at(user_id, chat_id, role)
        if there is not None and there.until == until:
            raise AlreadyGrantedError(role=role)
        return row

    async def grant(
        self,
        actor: Actor,
        user_id: int,
        role: str,
        everywhere: bool = False,
        until: datetime | None = None,
    ) -> GrantRow:
        """Give a person a role. Raises what ``may_grant`` raises."""
        row = await self.may_grant(actor, user_id, role, everywhere, until)
        facts: dict[str, object] = {"role": role, "everywhere": everywhere}
        if until is not None:
            facts["until"] = until.isoformat()
        async with self._changing:
            async with self._db.write() as tx:
                if role not in GRANTABLE and not await tx.roles.hold(role):  # deleted just now
                    raise UnknownRoleError(role=role, known=GRANTABLE)
                if not await tx.grants.add(row):
                    raise AlreadyGrantedError(role=role)
                await self._audit.write(tx, actor, "role.granted", str(user_id), **facts)
            self._book.grant(row)
        return row

    async def revoke(self, actor: Actor, user_id: int, role: str, everywhere: bool = False) -> None:
        """Take a role away from a person in the actor's chat, or the one granted everywhere.

        Raises NotPermittedError, UnknownRoleError, OnlyOwnerError, GroupOnlyError, NotSetUpError,
        NothingToRevokeError.
        """
        chat_id = await self._place(actor, role, everywhere)
        async with self._changing:
            async with self._db.write() as tx:
                if not await tx.grants.remove(user_id, chat_id, role):
                    raise self.nothing_to_revoke(user_id, role)
                await tx.own_keys.forget_new_of(user_id)
                await self._audit.write(
                    tx, actor, ROLE_REVOKED, str(user_id), role=role, everywhere=everywhere
                )
            self._book.revoke(user_id, chat_id, role)

    def nothing_to_revoke(self, user_id: int, role: str) -> NothingToRevokeError:
        """They have no such role there; they may have it in every chat, which is another thing to take."""
        still = self.granted_at(user_id, EVERYWHERE, role) is not None
        return NothingToRevokeError(role=role, everywhere="yes" if still else "no")

    async def set_switch(
        self, actor: Actor, role: str, permission: str, allowed: bool | None
    ) -> None:
        """Switch a permission of a role on or off in the actor's group; None puts it back.

        Raises OnlyOwnerError, UnknownRoleError, UnknownPermissionError, GroupOnlyError, NotSetUpError.
        """
        self._need_owner(actor)
        self._check_role(role)
        if permission not in PERMISSIONS:
            raise UnknownPermissionError(permission=permission)
        chat = self._group(actor.chat_id)
        async with self._changing:
            async with self._db.write() as tx:
                await tx.grants.switch(chat.id, role, permission, allowed)
                await self._audit.write(
                    tx, actor, "role.switched", permission, role=role, allowed=allowed
                )
            self._book.switch(chat.id, role, permission, allowed)

    async def reset_switches(self, actor: Actor, role: str | None) -> int:
        """Put a role, or every role, back to what it has at first in the actor's group.

        Gives how many permissions were switched.
        Raises OnlyOwnerError, UnknownRoleError, GroupOnlyError, NotSetUpError.
        """
        self._need_owner(actor)
        if role is not None:
            self._check_role(role)
        chat = self._group(actor.chat_id)
        async with self._changing:
            async with self._db.write() as tx:
                count = await tx.grants.unswitch(chat.id, role)
                if count:
                    facts = {"role": role, "what": "all" if role is None else "one", "count": count}
                    await self._audit.write(tx, actor, "role.reset", role or "all", **facts)
            self._book.unswitch(chat.id, role)
        return count

    async def follow_migration(self, old: int, new: int) -> None:
        """Forget a group's old id, after ``People.migrate_chat`` has changed it in the rows."""
        self._membership.forget_chat(old)
        if self._book.chat(old) is not None or any(m.chat_id == old for m in self.members(old)):
            await self.load()

    async def longest_gift(self, actor: Actor, role: str, everywhere: bool) -> datetime | None:
        """Until when at most the actor may give this role, to whomever; None: for good.

        Raises NotPermittedError, UnknownRoleError, OnlyOwnerError, GroupOnlyError, NotSetUpError,
        BeyondOwnError.
        """
        await self._place(actor, role, everywhere)
        return None if self.is_owner(actor.user_id) else self._longest_of_own(actor, role)

    async def may_give(
        self, actor: Actor, role: str, everywhere: bool, until: datetime | None
    ) -> None:
        """See at once that the actor may give this role at all, for so long.

        Raises what ``longest_gift`` raises, and OutlastsOwnError.
        """
        _need_end_within(role, until, await self.longest_gift(actor, role, everywhere))

    async def may_take(self, actor: Actor, role: str, everywhere: bool) -> None:
        """See at once that the actor may take this role away at all. Raises as ``revoke`` does."""
        await self._place(actor, role, everywhere)

    def gifts(self, actor: Actor, everywhere: bool) -> tuple[str, ...]:
        """Give the roles that the actor may give, as far as memory knows: for buttons."""
        if self.is_owner(actor.user_id):
            return self.grantable()
        may = not everywhere and self.allows(actor.user_id, actor.chat_id, EDIT_ROLES)
        return (SUPPORT,) if may and not self._lacking(actor, SUPPORT) else ()

    def takable(self, actor: Actor) -> tuple[GrantRow, ...]:
        """Give the grants of a chat that the actor may take away, as far as memory knows: for buttons."""
        here = self.members(actor.chat_id)
        if self.is_owner(actor.user_id):
            return here
        may = self.allows(actor.user_id, actor.chat_id, EDIT_ROLES)
        return tuple(
            row for row in here if may and (row.role, row.chat_id) == (SUPPORT, actor.chat_id)
        )

    async def _place(self, actor: Actor, role: str, everywhere: bool) -> int:
        await self._need_edit(actor)
        self._check_role(role)
        if everywhere or role != SUPPORT:
            self._need_owner(actor)
        return EVERYWHERE if everywhere else self._group(actor.chat_id).id

    def _longest_of_own(self, actor: Actor, role: str) -> datetime | None:
        """Nobody gives what they do not have, nor for longer than they have it."""
        if lacking := self._lacking(actor, role):
            raise BeyondOwnError(role=role, rights=sorted(lacking))
        return self._book.lasts(*self._standing_of(actor), self._book.role_in(role, actor.chat_id))

    def _lacking(self, actor: Actor, role: str) -> frozenset[str]:
        """What the role may do in the actor's chat, and the actor may not."""
        gift = self._book.role_in(role, actor.chat_id)
        return gift - self._book.permissions(*self._standing_of(actor))

    def _standing_of(self, actor: Actor) -> tuple[int, int, Standing]:
        return actor.user_id, actor.chat_id, self._remembered(actor.user_id, actor.chat_id)

    def _check_role(self, role: str) -> None:
        known = self.grantable()
        if role not in known:
            raise UnknownRoleError(role=role, known=known)


def _need_end_within(role: str, until: datetime | None, lasts: datetime | None) -> None:
    if lasts is not None and (until is None or until > lasts):
        raise OutlastsOwnError(role=role, lasts=lasts)

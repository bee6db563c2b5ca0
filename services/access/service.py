"""Access as the desk asks for it, and as people change it."""

import asyncio
from dataclasses import replace

from services.access.book import Book, RoleHeld
from services.access.errors import (
    AlreadyGrantedError,
    GroupOnlyError,
    NoPersonError,
    NothingToRevokeError,
    NotSetUpError,
    OnlyOwnerError,
    UnknownPermissionError,
    UnknownRoleError,
)
from services.access.reach import Reach
from services.access.roles import EDIT_ROLES, GRANTABLE, PERMISSIONS, SUPPORT
from services.actor import NO_PERSONS, Actor
from services.audit import Audit
from services.clock import Clock
from services.errors import NotPermittedError
from services.zones import zone_meant
from storage.chats import ChatRow
from storage.database import Database
from storage.grants import EVERYWHERE, GrantRow


class Access:
    """Questions are answered from memory; a change is committed first and remembered after."""

    def __init__(self, db: Database, clock: Clock, owners: frozenset[int], audit: Audit) -> None:
        self._db = db
        self._clock = clock
        self._audit = audit
        self._book = Book(owners)
        # Changes are remembered in the order they were committed.
        self._changing = asyncio.Lock()

    async def load(self) -> None:
        """Read every row into memory."""
        async with self._changing:
            async with self._db.read() as tx:
                rows = await tx.grants.all(), await tx.grants.switches(), await tx.chats.chosen()
            self._book.fill(*rows)

    @property
    def owners(self) -> frozenset[int]:
        """Who owns the desk, by the settings; their private chats have the same numbers."""
        return self._book.owners

    def is_owner(self, user_id: int) -> bool:
        """Whether the settings name this person as an owner."""
        return user_id in self._book.owners

    async def permits(
        self, user_id: int, chat_id: int, permission: str, *, fresh: bool = False
    ) -> bool:
        """Whether a person may do this in a chat, or with what belongs to it, from wherever they ask.

        The one question of access: an owner, a role granted everywhere, one granted in that chat, or
        that chat's default role. ``fresh``: before a key, a link, money or a role moves.
        """
        try:
            await self.require(user_id, chat_id, permission, fresh=fresh)
        except NotPermittedError:
            return False
        return True

    async def require(
        self, user_id: int, chat_id: int, permission: str, *, fresh: bool = False
    ) -> None:
        """The same question for who goes on only if the answer is yes. Raises NotPermittedError."""
        if permission not in self._book.permissions(user_id, chat_id):
            raise NotPermittedError(permission=permission)

    async def reach(self, user_id: int, permission: str) -> Reach:
        """Give the chats in which a person may do this: what a list or a search may show of."""
        return self._book.reach(user_id, permission)

    def permissions(self, user_id: int, chat_id: int) -> frozenset[str]:
        """Give what a person may do in a chat, as far as memory knows: for menus and buttons.

        Nothing in a group that was not set up. Before a step is taken ``permits`` is asked.
        """
        return self._book.permissions(user_id, chat_id)

    def allows(self, user_id: int, chat_id: int, permission: str) -> bool:
        """Whether a person may do this in a chat, as far as memory knows: for menus and buttons."""
        return permission in self._book.permissions(user_id, chat_id)

    def has_grant(self, user_id: int) -> bool:
        """Whether anybody has given this person a role, in whatever chat."""
        return self._book.has_grant(user_id)

    def chat_is_set_up(self, chat_id: int) -> bool:
        """Whether the chat gets service: private ones do, groups after an owner's /setup."""
        return self._book.is_set_up(chat_id)

    def roles_of(self, user_id: int, chat_id: int) -> tuple[RoleHeld, ...]:
        """Give the roles a person has in a chat, the chat's default role included."""
        return self._book.roles_of(user_id, chat_id)

    def members(self, chat_id: int) -> tuple[GrantRow, ...]:
        """Give the grants that hold in a chat: its own, then those that hold everywhere."""
        return self._book.members(chat_id)

    def chats_with(self, permission: str, home: int | None = None) -> tuple[int, ...]:
        """Give where to find somebody who may do this: groups, or the owners where there is none.

        ``home``: who may do it with what belongs to that chat.
        """
        return self._book.chats_with(permission, home) or tuple(sorted(self._book.owners))

    def groups_with(self, user_id: int, permission: str) -> tuple[str, ...]:
        """Give the titles of the groups in which this person was given a role that may do this."""
        return self._book.groups_with(user_id, permission)

    def title_of(self, chat_id: int) -> str:
        """Give what a group is called; "" for a private chat, and one that nobody set up."""
        chat = self._book.chat(chat_id)
        return "" if chat is None or chat_id > 0 else chat.title

    def switches(self, chat_id: int, role: str) -> dict[str, bool]:
        """Give the permissions of a role that this chat has switched on or off."""
        return self._book.switches(chat_id, role)

    def timezone(self, chat_id: int) -> str | None:
        """Give the time zone a chat has chosen, if it has."""
        chat = self._book.chat(chat_id)
        return None if chat is None else chat.timezone

    def default_role(self, chat_id: int) -> str | None:
        """Give the role every member of a chat has, if there is one."""
        chat = self._book.chat(chat_id)
        return None if chat is None else chat.default_role

    async def grant(
        self, actor: Actor, user_id: int, role: str, everywhere: bool = False
    ) -> GrantRow:
        """Give a person a role in the actor's chat, or everywhere.

        Raises NotPermittedError, UnknownRoleError, OnlyOwnerError, GroupOnlyError, NotSetUpError,
        NoPersonError, AlreadyGrantedError.
        """
        if user_id in NO_PERSONS:
            raise NoPersonError
        chat_id = self._place(actor, role, everywhere)
        row = GrantRow(user_id, chat_id, role, actor.user_id, self._clock())
        async with self._changing:
            async with self._db.write() as tx:
                if not await tx.grants.add(row):
                    raise AlreadyGrantedError(role=role)
                await self._audit.write(
                    tx, actor, "role.granted", str(user_id), role=role, everywhere=everywhere
                )
            self._book.grant(row)
        return row

    async def revoke(self, actor: Actor, user_id: int, role: str, everywhere: bool = False) -> None:
        """Take a role away from a person in the actor's chat, or the one granted everywhere.

        Raises NotPermittedError, UnknownRoleError, OnlyOwnerError, GroupOnlyError, NotSetUpError,
        NothingToRevokeError.
        """
        chat_id = self._place(actor, role, everywhere)
        async with self._changing:
            async with self._db.write() as tx:
                if not await tx.grants.remove(user_id, chat_id, role):
                    raise NothingToRevokeError(role=role)
                await self._audit.write(
                    tx, actor, "role.revoked", str(user_id), role=role, everywhere=everywhere
                )
            self._book.revoke(user_id, chat_id, role)

    async def set_up(self, actor: Actor, kind: str, title: str) -> None:
        """Open the actor's group for service. Raises OnlyOwnerError, GroupOnlyError."""
        self._need_owner(actor)
        if actor.chat_id > 0:
            raise GroupOnlyError
        async with self._changing:
            async with self._db.write() as tx:
                await tx.chats.set_up(actor.chat_id, kind, title, actor.user_id, self._clock())
                await self._audit.write(tx, actor, "chat.set-up", str(actor.chat_id))
                chat = await tx.chats.get(actor.chat_id)
            if chat is not None:
                self._book.choose(chat)

    async def set_default_role(self, actor: Actor, role: str | None) -> None:
        """Give every member of the actor's group a role, or none.

        Raises OnlyOwnerError, UnknownRoleError, GroupOnlyError, NotSetUpError.
        """
        self._need_owner(actor)
        if role is not None:
            _check_role(role)
        chat = self._group(actor.chat_id)
        async with self._changing:
            async with self._db.write() as tx:
                await tx.chats.set_default_role(chat.id, role)
                await self._audit.write(tx, actor, "chat.default-role", str(chat.id), role=role)
            self._book.choose(replace(self._group(chat.id), default_role=role))

    async def set_switch(
        self, actor: Actor, role: str, permission: str, allowed: bool | None
    ) -> None:
        """Switch a permission of a role on or off in the actor's group; None puts it back.

        Raises OnlyOwnerError, UnknownRoleError, UnknownPermissionError, GroupOnlyError, NotSetUpError.
        """
        self._need_owner(actor)
        _check_role(role)
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

    async def set_timezone(self, actor: Actor, timezone: str | None) -> None:
        """Choose the time zone of the actor's chat, as people write it; None follows the desk.

        Everybody may for the own private chat, whoever has roles.edit for a group.
        Raises NotPermittedError, BadTimezoneError.
        """
        if actor.chat_id != actor.user_id:
            self._need_edit(actor)
        if timezone is not None:
            timezone = zone_meant(timezone)
        async with self._changing:
            async with self._db.write() as tx:
                await tx.chats.set_timezone(actor.chat_id, timezone)
                await self._audit.write(
                    tx, actor, "chat.timezone", str(actor.chat_id), timezone=timezone
                )
                chat = await tx.chats.get(actor.chat_id)
            if chat is not None:
                self._book.choose(chat)

    async def follow_migration(self, old: int, new: int) -> None:
        """Forget a group's old id, after ``People.migrate_chat`` has changed it in the rows."""
        if self._book.chat(old) is not None or any(m.chat_id == old for m in self.members(old)):
            await self.load()

    def _place(self, actor: Actor, role: str, everywhere: bool) -> int:
        self._need_edit(actor)
        _check_role(role)
        if everywhere or role != SUPPORT:
            self._need_owner(actor)
        return EVERYWHERE if everywhere else self._group(actor.chat_id).id

    def _need_edit(self, actor: Actor) -> None:
        if not self.allows(actor.user_id, actor.chat_id, EDIT_ROLES):
            raise NotPermittedError(permission=EDIT_ROLES)

    def _need_owner(self, actor: Actor) -> None:
        if not self.is_owner(actor.user_id):
            raise OnlyOwnerError

    def _group(self, chat_id: int) -> ChatRow:
        chat = self._book.chat(chat_id)
        if chat_id > 0:
            raise GroupOnlyError
        if chat is None or chat.set_up_at is None:
            raise NotSetUpError
        return chat


def _check_role(role: str) -> None:
    if role not in GRANTABLE:
        raise UnknownRoleError(role=role, known=GRANTABLE)

"""What a group chooses: that it is served at all, what it is for, its default role, zone and language."""

from collections.abc import Awaitable, Callable

from services.access.chats_now import DefaultFor
from services.access.errors import (
    GroupOnlyError,
    NotSetUpError,
    OnlyOwnerError,
    OpenGroupError,
    UnknownRoleError,
)
from services.access.layout import Layout
from services.access.purposes import Purpose
from services.access.roles import EDIT_ROLES, GRANTABLE, SUPPORT
from services.access.sightings import Sightings
from services.access.standing import Openness
from services.actor import Actor
from services.zones import zone_meant
from storage.chats import ChatRow
from storage.transaction import Tx

EDIT_ALERTS = "alerts.edit"


class Choices(Sightings):
    """A choice is committed first and remembered after."""

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

    async def set_default_role(
        self,
        actor: Actor,
        role: str | None,
        role_for: DefaultFor = DefaultFor.MEMBERS,
        *,
        yes: bool = False,
    ) -> None:
        """Give every member of the actor's group a role, or its administrators only, or nobody.

        Where passers-by can get in, "every member" needs a second yes, and can be support at most.
        Raises OnlyOwnerError, UnknownRoleError, GroupOnlyError, NotSetUpError, OpenGroupError.
        """
        self._need_owner(actor)
        if role is not None and role not in GRANTABLE:
            raise UnknownRoleError(role=role, known=GRANTABLE)
        chat = self._group(actor.chat_id)
        for_all = role is not None and role_for is DefaultFor.MEMBERS
        yes = yes and role == SUPPORT
        if for_all and not yes:
            openness = await self._openings.look(self._asks, chat.id, anew=True)
            if openness is not Openness.CLOSED:
                raise OpenGroupError(role=role, open_to=str(openness or "unknown"))
            await self._opened(chat, openness)
        yes_at = self._clock() if for_all and yes else None
        only = role_for if role is not None and not for_all else None
        facts = {"role": role, "role_for": only, "second_yes": yes_at is not None}
        async with self._changing:
            async with self._db.write() as tx:
                if not await tx.chats.set_default_role(chat.id, role, only, yes_at):
                    raise NotSetUpError  # it has another id since a moment ago
                await self._audit.write(tx, actor, "chat.default-role", str(chat.id), **facts)
                now = await tx.chats.get(chat.id)
            self._membership.forget_chat(chat.id)
            if now is not None:
                self._book.choose(now)

    async def set_timezone(self, actor: Actor, timezone: str | None) -> None:
        """Choose the time zone of the actor's chat, as people write it; None follows the desk.

        Everybody may for the own private chat, whoever has roles.edit for a group.
        Raises NotPermittedError, BadTimezoneError, NotSetUpError.
        """
        if actor.chat_id != actor.user_id:
            await self._need_edit(actor)
        zone = None if timezone is None else zone_meant(timezone)
        await self._choose(
            actor,
            "chat.timezone",
            lambda tx: tx.chats.set_timezone(actor.chat_id, zone, *self._counted(actor.chat_id)),
            timezone=zone,
        )

    def _counted(self, chat_id: int) -> tuple[str, str]:
        """The zone by which limits go on counting this day, since it began in it, and the day."""
        zone = self.zone_of_limits(chat_id)
        return zone.key, self.day_in(zone)

    async def set_purpose(self, actor: Actor, purpose: Purpose) -> str | None:
        """Say what the actor's group is for; gives the role that every member had and has no more.

        In a group of customers that is anybody, so none stays. Raises NotPermittedError, GroupOnlyError,
        NotSetUpError.
        """
        await self._need_edit(actor)
        chat = self._group(actor.chat_id)
        taken: str | None = None

        async def put_down_purpose(tx: Tx) -> bool:
            nonlocal taken
            before = await tx.chats.get(chat.id)
            if (
                purpose is Purpose.CUSTOMERS
                and before is not None
                and before.default_role_for != DefaultFor.ADMINISTRATORS
                and (taken := before.default_role) is not None
            ):
                if not await tx.chats.set_default_role(chat.id, None, None, None):
                    return False
                facts = {"role": None, "role_for": None, "second_yes": False}
                await self._audit.write(tx, actor, "chat.default-role", str(chat.id), **facts)
            return await tx.chats.set_purpose(chat.id, purpose)

        await self._choose(actor, "chat.purpose", put_down_purpose, purpose=str(purpose))
        if taken is not None:
            self._membership.forget_chat(chat.id)
        return taken

    async def set_language(self, actor: Actor, language: str) -> None:
        """Choose the language that the actor's group is spoken to in.

        Raises NotPermittedError, GroupOnlyError, NotSetUpError.
        """
        await self._need_edit(actor)
        chat = self._group(actor.chat_id)
        await self._choose(
            actor,
            "chat.language",
            lambda tx: tx.chats.set_language(chat.id, language),
            language=language,
        )

    async def set_layout(self, actor: Actor, layout: Layout) -> None:
        """Choose how reports look in the actor's chat. Raises NotPermittedError, NotSetUpError."""
        await self.require(actor.user_id, actor.chat_id, EDIT_ALERTS)
        await self._choose(
            actor,
            "chat.layout",
            lambda tx: tx.chats.set_layout(actor.chat_id, layout),
            layout=str(layout),
        )

    async def _choose(
        self, actor: Actor, action: str, write: Callable[[Tx], Awaitable[bool]], **facts: object
    ) -> None:
        async with self._changing:
            async with self._db.write() as tx:
                if not await write(tx):
                    raise NotSetUpError
                await self._audit.write(tx, actor, action, str(actor.chat_id), **facts)
                chat = await tx.chats.get(actor.chat_id)
            if chat is not None:
                self._book.choose(chat)

    async def _need_edit(self, actor: Actor) -> None:
        await self.require(actor.user_id, actor.chat_id, EDIT_ROLES)

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

"""What chats have chosen, in memory: whether they are served, their default role, what roles may do there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from services.access.roles import OWN_KEYS, PERMISSIONS, ROLES
from services.access.standing import Openness
from storage.chats import ChatRow


class DefaultFor(StrEnum):
    """Whose the default role of a group is."""

    MEMBERS = "members"
    ADMINISTRATORS = "administrators"
    WAITS = "waits"
    """Administrators', though all members were meant: passers-by can get in, and no owner said yes."""


class ChatsNow:
    """Chats that were set up or have chosen something, and roles; ``changed`` is called when any changes."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._chats: dict[int, ChatRow] = {}
        self._switches: dict[tuple[int, str], dict[str, bool]] = {}
        self._own_roles: dict[str, frozenset[str]] = {}
        self._changed = changed

    def choose(self, chat: ChatRow) -> None:
        """Take a chat's choices in."""
        self._chats[chat.id] = chat
        self._changed()

    def leave(self, chat_id: int, at: datetime | None) -> None:
        """Note that the bot is not in a chat any more; None: it is in it again."""
        chat = self._chats.get(chat_id)
        if chat is not None and chat.left_at != at:
            self.choose(replace(chat, left_at=at))

    def hush(self, chat_id: int, at: datetime | None) -> None:
        """Note that the bot cannot write in a chat any more; None: it can again."""
        chat = self._chats.get(chat_id)
        if chat is not None and chat.removed_at != at:
            self.choose(replace(chat, removed_at=at))

    def hears(self, chat_id: int) -> bool:
        """Whether nothing is known against writing in a chat."""
        chat = self._chats.get(chat_id)
        return chat is None or chat.removed_at is None

    def chat(self, chat_id: int) -> ChatRow | None:
        """Give a chat that was set up or has chosen something."""
        return self._chats.get(chat_id)

    def groups(self) -> tuple[int, ...]:
        """Give the groups the book knows."""
        return tuple(chat_id for chat_id in self._chats if chat_id < 0)

    def is_set_up(self, chat_id: int) -> bool:
        """Private chats are; groups are after an owner's /setup."""
        chat = self._chats.get(chat_id)
        return chat_id > 0 or (chat is not None and chat.set_up_at is not None)

    def serves(self, chat_id: int) -> bool:
        """Whether anything of the chat is served: it was set up, and the bot is still in it."""
        chat = self._chats.get(chat_id)
        return self.is_set_up(chat_id) and (chat is None or chat_id > 0 or chat.left_at is None)

    def default_for(self, chat_id: int) -> DefaultFor:
        """Give whose the default role of a chat is."""
        chat = self._chats.get(chat_id)
        if chat is None or chat.default_role_for == DefaultFor.ADMINISTRATORS:
            return DefaultFor.ADMINISTRATORS
        closed = chat.open_to == Openness.CLOSED or chat.open_yes_at is not None
        return DefaultFor.MEMBERS if closed else DefaultFor.WAITS

    def switch(self, chat_id: int, role: str, permission: str, allowed: bool | None) -> None:
        """Switch a permission of a role in a chat; None takes the switch away."""
        switches = self._switches.setdefault((chat_id, role), {})
        if allowed is None:
            switches.pop(permission, None)
        else:
            switches[permission] = allowed
        self._changed()

    def unswitch(self, chat_id: int, role: str | None) -> None:
        """Take the switches of a role, or of every role, away in a chat."""
        for at in [at for at in self._switches if at[0] == chat_id and role in (None, at[1])]:
            del self._switches[at]
        self._changed()

    def switches(self, chat_id: int, role: str) -> dict[str, bool]:
        """Give the switches of a role in a chat."""
        return dict(self._switches.get((chat_id, role), {}))

    @property
    def own_roles(self) -> tuple[str, ...]:
        """The roles that an owner of this desk has made."""
        return tuple(self._own_roles)

    def role(self, role: str) -> frozenset[str]:
        """Give what a role may do where nothing is switched; one that is not known nothing."""
        return (ROLES.get(role) or self._own_roles.get(role) or frozenset()) - {OWN_KEYS}

    def role_in(self, role: str, chat_id: int) -> frozenset[str]:
        """Give what a role may do in a group, by its switches there."""
        return frozenset(self._role_in(role, chat_id) - {OWN_KEYS})

    def _role_in(self, role: str, chat_id: int) -> set[str]:
        # A role this Keydesk does not know, left by a newer one, gives nothing.
        allowed = set(self.role(role))
        for permission, on in self._switches.get((chat_id, role), {}).items():
            (allowed.add if on else allowed.discard)(permission)
        return allowed & PERMISSIONS

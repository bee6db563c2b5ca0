"""Every grant, switch and choice of a chat in memory: permissions are asked for with every tap."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.access.reach import Reach
from services.access.roles import CUSTOMER, OWN_KEYS, PERMISSIONS, ROLES
from services.actor import NO_PERSONS
from storage.chats import ChatRow
from storage.grants import EVERYWHERE, GrantRow, SwitchRow

REMEMBERED = 10_000
"""Answers kept at once; whoever asks after that makes the book forget them all and begin again."""


SOMEBODYS = 1 << 52
"""The private chat of somebody else, for what holds in all of them: no id of Telegram's has 53 bits."""


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role a person has in a chat, or has there because it was granted everywhere."""

    role: str
    everywhere: bool


class Book:
    """What the database says about access, and the answers that follow from it."""

    def __init__(self, owners: frozenset[int]) -> None:
        self.owners = owners
        self._grants: dict[tuple[int, int], dict[str, GrantRow]] = {}
        self._switches: dict[tuple[int, str], dict[str, bool]] = {}
        self._chats: dict[int, ChatRow] = {}
        self._answers: dict[tuple[int, int], frozenset[str]] = {}
        self._holders: frozenset[int] | None = None

    def fill(
        self,
        grants: Iterable[GrantRow],
        switches: Iterable[SwitchRow],
        chats: Iterable[ChatRow],
    ) -> None:
        """Begin anew with these rows."""
        self._grants, self._switches = {}, {}
        self._chats = {chat.id: chat for chat in chats}
        for grant in grants:
            self.grant(grant)
        for switch in switches:
            self.switch(switch.chat_id, switch.role, switch.permission, switch.allowed)
        self._answers, self._holders = {}, None

    def grant(self, grant: GrantRow) -> None:
        """Take a grant in."""
        self._grants.setdefault((grant.user_id, grant.chat_id), {})[grant.role] = grant
        self._answers, self._holders = {}, None

    def revoke(self, user_id: int, chat_id: int, role: str) -> None:
        """Strike a grant out."""
        self._grants.get((user_id, chat_id), {}).pop(role, None)
        self._answers, self._holders = {}, None

    def switch(self, chat_id: int, role: str, permission: str, allowed: bool | None) -> None:
        """Switch a permission of a role in a chat; None takes the switch away."""
        switches = self._switches.setdefault((chat_id, role), {})
        if allowed is None:
            switches.pop(permission, None)
        else:
            switches[permission] = allowed
        self._answers = {}

    def choose(self, chat: ChatRow) -> None:
        """Take a chat's choices in."""
        self._chats[chat.id] = chat
        self._answers = {}

    def chat(self, chat_id: int) -> ChatRow | None:
        """Give a chat that was set up or has chosen something."""
        return self._chats.get(chat_id)

    def is_set_up(self, chat_id: int) -> bool:
        """Private chats are; groups are after an owner's /setup."""
        chat = self._chats.get(chat_id)
        return chat_id > 0 or (chat is not None and chat.set_up_at is not None)

    def switches(self, chat_id: int, role: str) -> dict[str, bool]:
        """Give the switches of a role in a chat."""
        return dict(self._switches.get((chat_id, role), {}))

    def roles_of(self, user_id: int, chat_id: int) -> tuple[RoleHeld, ...]:
        """Give the roles a person has there: by a grant there, everywhere, or as a member."""
        here = dict.fromkeys(self._grants.get((user_id, chat_id), {}))
        chat = self._chats.get(chat_id)
        if chat is not None and chat.default_role is not None:
            here[chat.default_role] = None
        everywhere = self._grants.get((user_id, EVERYWHERE), {})
        return (
            *(RoleHeld(role, everywhere=True) for role in everywhere),
            *(RoleHeld(role, everywhere=False) for role in here if role not in everywhere),
        )

    def has_grant(self, user_id: int) -> bool:
        """Whether a person has a role by a grant, in whatever chat."""
        if self._holders is None:
            self._holders = frozenset(user for (user, _), grants in self._grants.items() if grants)
        return user_id in self._holders

    def members(self, chat_id: int) -> tuple[GrantRow, ...]:
        """Give the grants that hold in a chat: its own first, then those that hold everywhere."""
        return tuple(
            grant
            for place in (chat_id, EVERYWHERE)
            for (_, granted_in), grants in self._grants.items()
            if granted_in == place
            for grant in grants.values()
        )

    def chats_with(self, permission: str, home: int | None = None) -> tuple[int, ...]:
        """Give the set-up groups in which somebody was granted a role that has this permission.

        ``home``: and has the permission in that chat too.
        """
        found = {
            chat_id
            for (user_id, chat_id), grants in self._grants.items()
            if grants and chat_id < 0 and permission in self.permissions(user_id, chat_id)
            if home is None or permission in self.permissions(user_id, home)
        }
        return tuple(sorted(found))

    def groups_with(self, user_id: int, permission: str) -> tuple[str, ...]:
        """Give the titles of the groups in which a grant of this person's has the permission."""
        return tuple(
            sorted(
                chat.title
                for (holder, chat_id), grants in self._grants.items()
                if holder == user_id and grants and (chat := self._chats.get(chat_id)) is not None
                if chat.removed_at is None and permission in self.permissions(user_id, chat_id)
            )
        )

    def permissions(self, user_id: int, chat_id: int) -> frozenset[str]:
        """Give what a person may do in a chat."""
        answer = self._answers.get((user_id, chat_id))
        if answer is None:
            if len(self._answers) >= REMEMBERED:
                self._answers = {}
            answer = self._answers[user_id, chat_id] = self._work_out(user_id, chat_id)
        return answer

    def reach(self, user_id: int, permission: str) -> Reach:
        """Give the chats in which a person has a permission."""
        groups = {chat_id for chat_id in self._chats if chat_id < 0}
        having = {each for each in groups if permission in self.permissions(user_id, each)}
        # Nobody sets a private chat up or switches permissions there: what holds in one holds in all.
        if permission in self.permissions(user_id, SOMEBODYS):
            return Reach(anywhere=True, chats=frozenset(groups - having))
        if permission in self.permissions(user_id, user_id):
            having.add(user_id)
        return Reach(anywhere=False, chats=frozenset(having))

    def _work_out(self, user_id: int, chat_id: int) -> frozenset[str]:
        if user_id in NO_PERSONS:
            return frozenset()
        if user_id in self.owners:
            return PERMISSIONS
        if not self.is_set_up(chat_id):
            return frozenset()
        allowed: set[str] = set()
        for held in self.roles_of(user_id, chat_id):
            allowed |= self._role_in(held.role, chat_id)
        allowed.discard(OWN_KEYS)
        if user_id == chat_id:
            allowed |= ROLES[CUSTOMER]
        return frozenset(allowed)

    def _role_in(self, role: str, chat_id: int) -> set[str]:
        # A role this Keydesk does not know, left by a newer one, gives nothing.
        allowed = set(ROLES.get(role, ()))
        for permission, on in self._switches.get((chat_id, role), {}).items():
            (allowed.add if on else allowed.discard)(permission)
        return allowed & PERMISSIONS

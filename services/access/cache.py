"""Every grant, switch and choice of a chat in memory: permissions are asked for with every tap."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from services.access.chats_now import ChatsNow, DefaultFor
from services.access.grants_now import GrantsNow
from services.access.roles import CUSTOMER, OWN_KEYS, PERMISSIONS, ROLES
from services.access.standing import Standing
from services.actor import NO_PERSONS
from storage.chats import ChatRow
from storage.grants import EVERYWHERE, GrantRow, SwitchRow
from storage.roles import RoleRow

REMEMBERED = 10_000
"""Answers kept at once; whoever asks after that makes the book forget them all and begin again."""
SOMEBODYS = 1 << 52
"""The private chat of somebody else, for what holds in all of them: no id of Telegram's has 53 bits."""


@dataclass(frozen=True, slots=True)
class GrantedRole:
    """A role a person has in a chat, or has there because it was granted everywhere.

    ``asleep``: it was granted there, and the person is not there now. ``until``: it counts before that
    moment; None: for good.
    """

    role: str
    everywhere: bool
    asleep: bool = False
    until: datetime | None = None


class Book(ChatsNow):
    """What the database says about access, and the answers that follow from it.

    Where somebody stands with the group is not in it: who asks, says. A grant whose end has come is out of
    it from that moment on, whether or not the row is gone yet.
    """

    def __init__(self, owners: frozenset[int], now: Callable[[], datetime]) -> None:
        super().__init__(self._forget)
        self.owners = owners
        self._grants = GrantsNow(now, self._forget)
        self._away: set[tuple[int, int]] = set()
        self._answers: dict[tuple[int, int, Standing], frozenset[str]] = {}
        self._holders: frozenset[int] | None = None
        self._lost: dict[int, int] = {}

    def fill(
        self,
        grants: Iterable[GrantRow],
        switches: Iterable[SwitchRow],
        chats: Iterable[ChatRow],
        away: Iterable[tuple[int, int]] = (),
        ended: Iterable[GrantRow] = (),
        own_roles: Iterable[RoleRow] = (),
        lost: Mapping[int, int] = MappingProxyType({}),
    ) -> None:
        """Begin anew with these rows; ``away``: persons and groups whose grants are asleep.

        ``ended``: grants whose end came lately, the earliest first. ``own_roles``: by name. ``lost``: how
        often a person has lost a role.
        """
        self._lost = dict(lost)
        self._switches = {}
        self._chats = {chat.id: chat for chat in chats}
        self._own_roles = {role.name: role.permissions & PERMISSIONS for role in own_roles}
        self._grants.fill(grants, ended)
        for switch in switches:
            self.switch(switch.chat_id, switch.role, switch.permission, switch.allowed)
        self._away = set(away)
        self._forget()

    def grant(self, grant: GrantRow) -> None:
        """Take a grant in."""
        self._grants.add(grant)

    def revoke(self, user_id: int, chat_id: int, role: str) -> None:
        """Strike a grant out."""
        self._grants.remove(user_id, chat_id, role)
        self._lost[user_id] = self.lost(user_id) + 1

    def lost(self, user_id: int) -> int:
        """How often a person has lost a role, or all of them."""
        return self._lost.get(user_id, 0)

    def ended(self, user_id: int, chat_id: int, permission: str) -> GrantRow | None:
        """The role of this person there that had the permission, and has ended lately."""
        for place in (chat_id, EVERYWHERE):
            for role, grant in self._grants.ended_at(user_id, place).items():
                if permission in self._role_in(role, chat_id) and self.serves(chat_id):
                    return grant
        return None

    def see(self, user_id: int, chat_id: int, standing: Standing) -> None:
        """Note where somebody with a grant stands, so that it is known where it is asleep."""
        if standing is not Standing.AWAY:
            self._away.discard((user_id, chat_id))
        elif self.has_grant_in(user_id, chat_id):
            self._away.add((user_id, chat_id))

    def granted_at(self, user_id: int, chat_id: int, role: str) -> GrantRow | None:
        """Give the grant of this role to a person at that very place."""
        return self._grants.at(user_id, chat_id).get(role)

    def has_grant_in(self, user_id: int, chat_id: int) -> bool:
        """Whether a person was given a role in that very chat."""
        return bool(self._grants.at(user_id, chat_id))

    def depends(self, user_id: int, chat_id: int) -> bool:
        """Whether where this person stands with this group changes anything."""
        chat = self._chats.get(chat_id)
        given = chat is not None and chat.default_role is not None
        return (
            chat_id < 0
            and user_id not in self.owners
            and self.serves(chat_id)
            and (given or self.has_grant_in(user_id, chat_id))
        )

    def roles_of(self, user_id: int, chat_id: int, standing: Standing) -> tuple[GrantedRole, ...]:
        """Give the roles a person has there: by a grant there, everywhere, or as a member."""
        asleep = standing is Standing.AWAY
        here = {role: row.until for role, row in self._grants.at(user_id, chat_id).items()}
        default = self._default_of(chat_id, standing)
        if default is not None:
            here[default] = None
        everywhere = {role: row.until for role, row in self._grants.at(user_id, EVERYWHERE).items()}
        return (
            *(GrantedRole(role, True, until=until) for role, until in everywhere.items()),
            *(
                GrantedRole(role, False, asleep, until)
                for role, until in here.items()
                if role not in everywhere or _is_later(until, everywhere[role])
            ),
        )

    def has_grant(self, user_id: int) -> bool:
        """Whether a person has a role by a grant, in whatever chat."""
        grants = self._grants.all()
        if self._holders is None:
            self._holders = frozenset(user for (user, _), held in grants.items() if held)
        return user_id in self._holders

    def members(self, chat_id: int) -> tuple[GrantRow, ...]:
        """Give the grants that hold in a chat: its own first, then those that hold everywhere."""
        return tuple(
            grant
            for place in (chat_id, EVERYWHERE)
            for (_, granted_in), grants in self._grants.all().items()
            if granted_in == place
            for grant in grants.values()
        )

    def is_away(self, user_id: int, chat_id: int) -> bool:
        """Whether a person with a grant there was last seen to be gone."""
        return (user_id, chat_id) in self._away

    def last_seen(self, user_id: int, chat_id: int) -> Standing:
        """Where somebody was last seen to stand: for what is only shown, and where to tell of things."""
        there = self.has_grant_in(user_id, chat_id) and not self.is_away(user_id, chat_id)
        return Standing.MEMBER if there else Standing.AWAY

    def chats_with(self, permission: str, home: int | None = None) -> tuple[int, ...]:
        """Give the set-up groups in which somebody was granted a role that has this permission.

        Not those that the bot is not in, or cannot write in: who is to be told something there is not.
        ``home``: and has the permission in that chat too.
        """

        def may(user_id: int, chat_id: int) -> bool:
            seen = self.last_seen(user_id, chat_id)
            return permission in self.permissions(user_id, chat_id, seen)

        found = {
            chat_id
            for (user_id, chat_id), grants in self._grants.all().items()
            if grants and chat_id < 0 and self.serves(chat_id) and self.hears(chat_id)
            if may(user_id, chat_id)
            if home is None or may(user_id, home)
        }
        return tuple(sorted(found))

    def groups_with(self, user_id: int, permission: str) -> tuple[str, ...]:
        """Give the titles of the groups in which a grant of this person's has the permission."""
        return tuple(
            sorted(
                chat.title
                for (holder, chat_id), grants in self._grants.all().items()
                if holder == user_id and grants and (chat := self._chats.get(chat_id)) is not None
                if self.hears(chat_id)
                and permission
                in self.permissions(user_id, chat_id, self.last_seen(user_id, chat_id))
            )
        )

    def gives(self, user_id: int, chat_id: int, permission: str) -> bool:
        """Whether a role that this person was given in that very chat has it, while they are there."""
        roles = self._grants.at(user_id, chat_id)
        return any(permission in self._role_in(role, chat_id) for role in roles)

    def given(self, user_id: int, chat_id: int, permission: str) -> bool:
        """Whether a person has it in a chat by name: as an owner, or by a grant there or everywhere."""
        roles = (*self._grants.at(user_id, chat_id), *self._grants.at(user_id, EVERYWHERE))
        if user_id in NO_PERSONS:
            return False
        return user_id in self.owners or any(
            permission in self._role_in(role, chat_id) for role in roles
        )

    def persons_given(self, permission: str, chat_ids: Collection[int]) -> frozenset[int]:
        """Who was granted a role that has this permission and holds in one of these chats, and is there."""

        def may(user_id: int) -> bool:
            return any(
                self.given(user_id, each, permission)
                and permission in self.permissions(user_id, each, self.last_seen(user_id, each))
                for each in chat_ids
            )

        holders = {user_id for (user_id, _), grants in self._grants.all().items() if grants}
        return frozenset(filter(may, holders))

    def granted_in(self, user_id: int, permission: str) -> tuple[int, ...]:
        """Give the groups in which a role that this person was given has the permission."""
        return tuple(
            sorted(
                chat_id
                for holder, chat_id in self._grants.all()
                if holder == user_id and chat_id < 0 and self.gives(user_id, chat_id, permission)
            )
        )

    def permissions(self, user_id: int, chat_id: int, standing: Standing) -> frozenset[str]:
        """Give what a person who stands so with the group may do in a chat."""
        self._grants.let_lapse()
        key = (user_id, chat_id, standing)
        answer = self._answers.get(key)
        if answer is None:
            if len(self._answers) >= REMEMBERED:
                self._answers = {}
            answer = self._answers[key] = self._work_out(user_id, chat_id, standing)
        return answer

    def lasts(
        self, user_id: int, chat_id: int, standing: Standing, permissions: frozenset[str]
    ) -> datetime | None:
        """When a person loses the first of these permissions, which they have now; None: never."""
        ends = (held.until for held in self.roles_of(user_id, chat_id, standing))
        for end in sorted({end for end in ends if end is not None}):
            if not permissions <= self._work_out(user_id, chat_id, standing, at=end):
                return end
        return None

    def _forget(self) -> None:
        self._answers, self._holders = {}, None

    def _work_out(
        self, user_id: int, chat_id: int, standing: Standing, at: datetime | None = None
    ) -> frozenset[str]:
        """What they may do now, or what of it they will still have from a later moment on."""
        if user_id in NO_PERSONS:
            return frozenset()
        if user_id in self.owners:
            return PERMISSIONS
        if not self.serves(chat_id):
            return frozenset()
        allowed: set[str] = set()
        for held in self.roles_of(user_id, chat_id, standing):
            if not held.asleep and (at is None or held.until is None or held.until > at):
                allowed |= self._role_in(held.role, chat_id)
        allowed.discard(OWN_KEYS)
        if user_id == chat_id:
            allowed |= ROLES[CUSTOMER]
        return frozenset(allowed)

    def _default_of(self, chat_id: int, standing: Standing) -> str | None:
        """The role somebody has who was given none by name.

        Where passers-by can get in, and no owner said yes to that, it is the administrators' only.
        """
        chat = self._chats.get(chat_id)
        if chat is None or chat_id > 0 or standing is Standing.AWAY:
            return None
        for_all = self.default_for(chat_id) is DefaultFor.MEMBERS
        return chat.default_role if for_all or standing is Standing.ADMINISTRATOR else None


def _is_later(end: datetime | None, other: datetime | None) -> bool:
    """Whether one end comes after another; None never comes."""
    return other is not None and (end is None or end > other)

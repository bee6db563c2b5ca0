"""What memory knows of rights: for menus, buttons, lists of commands, and all that is only drawn.

Before a step is taken ``permits`` or ``require`` of services/access/rights.py gets to know the rest.
"""

from collections.abc import Collection
from zoneinfo import ZoneInfo

from services.access.cache import Book, GrantedRole
from services.access.chats_now import DefaultFor
from services.access.explaining import Explained, explain, owners_for
from services.access.layout import Layout
from services.access.membership import Membership
from services.access.purposes import Purpose
from services.access.roles import DESK_WIDE, GRANTABLE
from services.access.standing import Standing
from services.clock import Clock
from storage.database import Database
from storage.grants import GrantRow


class Remembered:
    """Answers from memory alone, and asks nobody."""

    def __init__(self, db: Database, clock: Clock, owners: frozenset[int]) -> None:
        self._db = db
        self._clock = clock
        self._book = Book(owners, clock)
        self._membership = Membership(db, clock)
        self._desk_zone = ZoneInfo("UTC")

    @property
    def owners(self) -> frozenset[int]:
        """Who owns the desk, by the settings; their private chats have the same numbers."""
        return self._book.owners

    def is_owner(self, user_id: int) -> bool:
        """Whether the settings name this person as an owner."""
        return user_id in self._book.owners

    def permissions(self, user_id: int, chat_id: int) -> frozenset[str]:
        """Give what a person may do in a chat, as far as memory knows: for menus and buttons.

        Nothing in a group that was not set up. Before a step is taken ``permits`` is asked.
        """
        return self._book.permissions(user_id, chat_id, self._remembered(user_id, chat_id))

    def allows(self, user_id: int, chat_id: int, permission: str) -> bool:
        """Whether a person may do this in a chat, as far as memory knows: for menus and buttons."""
        return permission in self.permissions(user_id, chat_id)

    def might(self, user_id: int, chat_id: int, permission: str) -> bool:
        """Whether nothing that memory knows speaks against it: for a button whose step asks again.

        Where memory does not know whether somebody is in the group, they are taken to be its administrator.
        """
        if permission in DESK_WIDE and chat_id == user_id and self.granted_in(user_id, permission):
            return True
        standing = self._membership.known(user_id, chat_id) or Standing.ADMINISTRATOR
        return permission in self._book.permissions(user_id, chat_id, standing)

    def granted(self, user_id: int, chat_id: int) -> frozenset[str]:
        """Give what a person's roles hold in a chat while they are there: for lists of commands."""
        return self._book.permissions(user_id, chat_id, Standing.MEMBER)

    def explain(self, user_id: int, chat_id: int, permission: str | None = None) -> Explained:
        """Say why a person has not this permission in a chat, and who can change that."""
        return explain(self._book, user_id, chat_id, self._remembered(user_id, chat_id), permission)

    def owners_for(self, user_id: int, chat_id: int) -> tuple[int, ...]:
        """Whom a person may be told of as those who can change what owners alone can."""
        return owners_for(self._book, user_id, chat_id, self._remembered(user_id, chat_id))

    def lost_roles(self, user_id: int) -> int:
        """How often this person has lost a role: what they were asked before the last time is over."""
        return self._book.lost(user_id)

    def has_grant(self, user_id: int) -> bool:
        """Whether anybody has given this person a role, in whatever chat."""
        return self._book.has_grant(user_id)

    def has_role_for(self, user_id: int, chat_id: int, permission: str) -> bool:
        """Whether a role gives a person this in a chat, be they there or not at the moment.

        While the bot is not there itself nobody has lost anything.
        """
        may = self._book.permissions(user_id, chat_id, Standing.ADMINISTRATOR)
        return permission in may or not self._book.serves(chat_id)

    def has_grant_in(self, user_id: int, chat_id: int) -> bool:
        """Whether this person was given a role in that very chat, be it asleep or not."""
        return self._book.has_grant_in(user_id, chat_id)

    def chat_is_set_up(self, chat_id: int) -> bool:
        """Whether the chat gets service: private ones do, groups after an owner's /setup."""
        return self._book.is_set_up(chat_id)

    def roles_of(self, user_id: int, chat_id: int) -> tuple[GrantedRole, ...]:
        """Give the roles a person has in a chat, the chat's default role included."""
        known = self._membership.known(user_id, chat_id)
        return self._book.roles_of(
            user_id, chat_id, known or self._book.last_seen(user_id, chat_id)
        )

    def members(self, chat_id: int) -> tuple[GrantRow, ...]:
        """Give the grants that hold in a chat: its own, then those that hold everywhere."""
        return self._book.members(chat_id)

    def own_roles(self) -> tuple[str, ...]:
        """Give the roles that an owner of this desk has made, by name."""
        return self._book.own_roles

    def grantable(self) -> tuple[str, ...]:
        """Give the roles there are to give, be it to whoever may give only some."""
        return (*GRANTABLE, *self._book.own_roles)

    def role(self, role: str) -> frozenset[str]:
        """Give what a role may do where no chat has switched anything, in groups."""
        return self._book.role(role)

    def granted_at(self, user_id: int, chat_id: int, role: str) -> GrantRow | None:
        """Give the grant of this role to a person at that very place (a chat, or ``EVERYWHERE``)."""
        return self._book.granted_at(user_id, chat_id, role)

    def chats_with(self, permission: str, home: int | None = None) -> tuple[int, ...]:
        """Give where to find somebody who may do this: groups, or the owners where there is none.

        ``home``: who may do it with what belongs to that chat.
        """
        return self._book.chats_with(permission, home) or tuple(sorted(self._book.owners))

    def groups_with(self, user_id: int, permission: str) -> tuple[str, ...]:
        """Give the titles of the groups in which this person was given a role that may do this."""
        return self._book.groups_with(user_id, permission)

    def given(self, user_id: int, chat_id: int, permission: str) -> bool:
        """Whether a person has it in a chat by their own name, and not only as everybody has who is there.

        Whether they are there is another question: see ``permits``.
        """
        return self._book.given(user_id, chat_id, permission)

    def persons_given(self, permission: str, chat_ids: Collection[int]) -> frozenset[int]:
        """Who was granted a role that may do this in one of these chats, as far as is remembered."""
        return self._book.persons_given(permission, chat_ids)

    def granted_in(self, user_id: int, permission: str) -> tuple[int, ...]:
        """Give the groups in which this person was given a role that may do this, be it asleep or not."""
        return self._book.granted_in(user_id, permission)

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

    def purpose(self, chat_id: int) -> Purpose | None:
        """Give what a group is for, if an owner said."""
        chat = self._book.chat(chat_id)
        said = None if chat is None else chat.purpose
        return Purpose(said) if said in tuple(Purpose) else None

    def layout(self, chat_id: int) -> Layout:
        """Give how reports look in a chat."""
        chat = self._book.chat(chat_id)
        said = None if chat is None else chat.layout
        return Layout.CLASSIC if said == Layout.CLASSIC else Layout.RICH

    def language(self, chat_id: int) -> str | None:
        """Give the language a group has chosen, if it has."""
        chat = self._book.chat(chat_id)
        return None if chat is None or chat_id > 0 else chat.language

    def default_role(self, chat_id: int) -> str | None:
        """Give the role that was chosen for every member of a chat, if there is one."""
        chat = self._book.chat(chat_id)
        return None if chat is None else chat.default_role

    def default_for(self, chat_id: int) -> DefaultFor:
        """Give whose the default role of a chat is."""
        return self._book.default_for(chat_id)

    def count_days_by(self, zone: str) -> None:
        """The desk's own zone, which chats follow that have chosen none."""
        self._desk_zone = ZoneInfo(zone)

    def zone_of_limits(self, chat_id: int) -> ZoneInfo:
        """By which zone limits count a chat's day now.

        Where its zone was changed that is the one before until the day has ended that it began: else who
        changes it would have another day, or month, to spend.
        """
        chat = self._book.chat(chat_id)
        if chat is None:
            return self._desk_zone
        if chat.zone_day is not None:
            before = ZoneInfo(chat.zone_before) if chat.zone_before else self._desk_zone
            if self.day_in(before) == chat.zone_day:
                return before
        return ZoneInfo(chat.timezone) if chat.timezone else self._desk_zone

    def day_in(self, zone: ZoneInfo) -> str:
        """Today there, as sums are called."""
        return self._clock().astimezone(zone).date().isoformat()

    def _remembered(self, user_id: int, chat_id: int) -> Standing:
        return self._membership.known(user_id, chat_id) or Standing.AWAY

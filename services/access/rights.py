"""Rights: who may do what, and where, and what has to be known to answer that.

A right counts where it was given, for whom it was given, while they are there. What is only drawn (menus,
buttons, lists of commands) goes by what memory knows (services/access/remembered.py); before a step is taken
``permits`` or ``require`` gets to know the rest.
"""

import asyncio
import json
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from services.access.cache import SOMEBODYS
from services.access.errors import AwayError, CannotSeeError, EndedError
from services.access.opened_groups import tell_if_it_shrank
from services.access.openness import Openings
from services.access.reach import Reach
from services.access.remembered import Remembered
from services.access.roles import DESK_WIDE, MOVING
from services.access.standing import Asks, CannotTellError, NobodyToAsk, Openness, Standing, Why
from services.audit import Audit
from services.audit.kinds import OPEN_TO, ROLE_LAPSED, ROLES_LOST, AuditKind
from services.clock import Clock
from services.errors import NotPermittedError
from storage.audit_reading import Looked
from storage.chats import ChatRow
from storage.database import Database
from storage.errors import TroubleError
from storage.grants import EVERYWHERE, GrantRow
from storage.transaction import Tx

ENDED_LATELY = timedelta(days=30)
"""For so long whoever is refused hears that a role of theirs has ended, and when."""
_MOST_LATELY = 1000


class Rights(Remembered):
    """Answers from memory, and asks who is where when an answer hangs on it."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        owners: frozenset[int],
        audit: Audit,
        asks: Asks | None = None,
    ) -> None:
        super().__init__(db, clock, owners)
        self._audit = audit
        self._openings = Openings(clock)
        self._asks: Asks = asks or NobodyToAsk()
        self._unwritten: dict[int, ChatRow] = {}
        """Groups whose openness is known and not written down yet, as their rows are."""
        # Changes are remembered in the order they were committed.
        self._changing = asyncio.Lock()

    def ask_by(self, asks: Asks) -> None:
        """Ask Telegram by this from now on."""
        self._asks = asks

    async def load(self) -> None:
        """Read every row into memory."""
        async with self._changing:
            async with self._db.read() as tx:
                rows = await tx.grants.all(), await tx.grants.switches(), await tx.chats.chosen()
                away = await tx.members.granted(Standing.AWAY)
                own_roles = await tx.roles.all()
                ended = await _ended_lately(tx, self._clock() - ENDED_LATELY)
                lost = await tx.audit_reading.count(AuditKind.TEAM, ROLES_LOST)
            # How open a group is may be known and not be written down yet.
            known = {chat_id: self._book.chat(chat_id) for chat_id in self._unwritten}
            asleep = [(row.user_id, row.chat_id) for row in away]
            by_person = {int(subject): count for subject, count in lost.items()}
            self._book.fill(*rows, asleep, ended, own_roles, by_person)
            for chat_id, before in known.items():
                if before is not None and (chat := self._book.chat(chat_id)) is not None:
                    self._book.choose(replace(chat, open_to=before.open_to))

    async def permits(
        self, user_id: int, chat_id: int, permission: str, *, fresh: bool = False
    ) -> bool:
        """Whether a person may do this in a chat, or with what belongs to it, from wherever they ask.

        The one question of access: an owner, a role granted everywhere, one granted in that chat to
        somebody who is in it, or that chat's default role. ``fresh``: before a key, a link, money or a
        role moves, so that Telegram is asked anew whether they are in it.
        """
        try:
            await self.require(user_id, chat_id, permission, fresh=fresh)
        except NotPermittedError:
            return False
        return True

    async def has_lost(self, user_id: int, chat_id: int, permission: str) -> bool:
        """Whether a person may surely not do this in a chat: what nobody can tell takes nothing from them."""
        try:
            await self.require(user_id, chat_id, permission)
        except CannotSeeError:
            return False
        except NotPermittedError:
            return True
        return False

    async def require(
        self, user_id: int, chat_id: int, permission: str, *, fresh: bool = False
    ) -> None:
        """The same question for who goes on only if the answer is yes.

        Raises NotPermittedError: AwayError for a role that is asleep, EndedError for one whose time is over,
        CannotSeeError where nobody can tell whether the person is in the group.
        """
        book, fresh = self._book, fresh or permission in MOVING
        if permission in book.permissions(user_id, chat_id, Standing.AWAY):
            return
        if permission in DESK_WIDE and chat_id == user_id:
            for group in book.granted_in(user_id, permission):
                if await self.permits(user_id, group, permission, fresh=fresh):
                    return
        granted, chat = book.has_grant_in(user_id, chat_id), book.chat(chat_id)
        title = chat.title if chat is not None and granted else ""
        left = chat is not None and chat.left_at is not None
        if left and book.gives(user_id, chat_id, permission):
            raise CannotSeeError(permission=permission, title=title, why=Why.BOT_AWAY)
        if permission not in book.permissions(user_id, chat_id, Standing.ADMINISTRATOR):
            raise self._refused(user_id, chat_id, permission)
        try:
            standing = await self._stands(user_id, chat_id, fresh=fresh)
        except CannotTellError as error:
            raise CannotSeeError(permission=permission, title=title, why=error.why) from error
        if permission in book.permissions(user_id, chat_id, standing):
            return
        if granted and standing is Standing.AWAY:
            raise AwayError(permission=permission, title=title)
        raise self._refused(user_id, chat_id, permission)

    def _refused(self, user_id: int, chat_id: int, permission: str) -> NotPermittedError:
        ended = self._book.ended(user_id, chat_id, permission)
        if ended is None:
            return NotPermittedError(permission=permission)
        title = "" if ended.chat_id == EVERYWHERE else self.title_of(ended.chat_id)
        return EndedError(permission=permission, role=ended.role, until=ended.until, title=title)

    async def may_still(self, tx: Tx, user_id: int, chat_id: int, permission: str) -> bool:
        """Whether a person who was let in to do this a while ago still may, by what is written down.

        Telegram was asked then, and is not asked here: work does not wait for it. What any process has heard
        since of who left counts.
        """
        book = self._book
        if permission in book.permissions(user_id, chat_id, Standing.AWAY):
            return True
        chat = book.chat(chat_id)
        if chat is not None and chat.left_at is not None:
            return False
        seen = await tx.members.get(user_id, chat_id)
        standing = Standing.ADMINISTRATOR if seen is None else Standing(seen.standing)
        return permission in book.permissions(user_id, chat_id, standing)

    async def reach(self, user_id: int, permission: str) -> Reach:
        """Give the chats in which a person may do this: what a list or a search may show of."""
        book = self._book
        groups = frozenset(book.groups())
        having = {each for each in groups if await self.permits(user_id, each, permission)}
        # Nobody sets a private chat up or switches permissions there: what holds in one holds in all.
        if permission in book.permissions(user_id, SOMEBODYS, Standing.AWAY):
            return Reach(anywhere=True, chats=groups - having)
        if permission in book.permissions(user_id, user_id, Standing.AWAY):
            having.add(user_id)
        return Reach(anywhere=False, chats=frozenset(having))

    async def asleep(self, user_ids: frozenset[int], chat_id: int) -> frozenset[int]:
        """Give those among them whose grants in a group are asleep, because they are not in it."""

        async def look(user_id: int) -> bool:
            if not self._book.has_grant_in(user_id, chat_id) or self.is_owner(user_id):
                return False
            try:
                return await self._stands(user_id, chat_id, fresh=False) is Standing.AWAY
            except CannotTellError:
                return self._book.is_away(user_id, chat_id)

        users = sorted(user_ids)
        away = await asyncio.gather(*(look(user_id) for user_id in users))
        return frozenset(user for user, is_away in zip(users, away, strict=True) if is_away)

    async def _stands(self, user_id: int, chat_id: int, *, fresh: bool) -> Standing:
        chat = self._book.chat(chat_id)
        standing = await self._membership.learn(self._asks, user_id, chat_id, fresh=fresh)
        if chat is not None and chat.default_role is not None:
            # Who has only what every member has: whether passers-by are members now matters as much.
            by_default = standing is Standing.MEMBER and not self._book.has_grant_in(
                user_id, chat_id
            )
            anew = fresh and by_default and chat.open_yes_at is None
            await self._look(chat, anew=anew)
        self._book.see(user_id, chat_id, standing)
        return standing

    async def _look(self, chat: ChatRow, *, anew: bool = False) -> Openness | None:
        """How open a group is now; None: it cannot be told, and what was last heard stands."""
        openness = await self._openings.look(self._asks, chat.id, anew=anew)
        if openness is not None:
            await self._opened(chat, openness)
        return openness

    async def _opened(self, chat: ChatRow, openness: Openness) -> None:
        self._openings.note(chat.id, openness)
        if chat.open_to == openness and chat.id not in self._unwritten:
            return
        async with self._changing:
            chat = self._book.chat(chat.id) or chat
            was = self._unwritten.setdefault(chat.id, chat)
            self._book.choose(replace(chat, open_to=openness))
            with suppress(TroubleError):  # memory knows, and it is written down at the next look
                async with self._db.write() as tx:
                    if await tx.chats.open_to(chat.id, openness):
                        facts = {"to": str(openness)}
                        await self._audit.write(tx, None, OPEN_TO, str(chat.id), **facts)
                        await tell_if_it_shrank(tx, self._book, was, openness, self._clock())
                del self._unwritten[chat.id]


async def _ended_lately(tx: Tx, since: datetime) -> list[GrantRow]:
    """What has ended since then, the earliest first: its rows are gone, the audit knows them."""
    found = await tx.audit_reading.newest(Looked(kind=AuditKind.TEAM, since=since), _MOST_LATELY)
    ended = []
    for each in reversed(found):
        if each.row.action == ROLE_LAPSED:
            facts, place = json.loads(each.row.facts), each.home_id or EVERYWHERE
            until = datetime.fromisoformat(facts["until"])
            ended.append(GrantRow(int(each.row.subject), place, facts["role"], 0, until, until))
    return ended

"""Arrivals: the bot is brought into a group by somebody who does not own it, and its owners hear of that.

A stranger can bring it into as many groups as they like, so it is told once a day for a group, and only so
often for whoever does it; that there are more is told once a day, and owners can list all of them.
"""

from services.access import Access
from services.access.errors import OnlyOwnerError
from services.actor import Actor
from services.audit import Audit
from services.clock import Clock
from services.floods import Allowances
from storage.chats import ChatRow
from storage.database import Database

BROUGHT_IN = "brought-in"
"""The kind of the notice. Facts: ``chat`` (0: more than are told one by one), its ``title``, ``user`` (0: no
person), and their ``name``.
"""


class Arrivals:
    """Tells owners of groups that nobody set up, and writes down that one was left."""

    def __init__(
        self, db: Database, clock: Clock, access: Access, audit: Audit, allowances: Allowances
    ) -> None:
        self._db = db
        self._clock = clock
        self._access = access
        self._audit = audit
        self._allowances = allowances

    async def tell(self, chat_id: int, kind: str, title: str, user_id: int, name: str) -> None:
        """Tell every owner who brought the bot into which group, or that there are more of these."""
        if await self._allowances.may_bring_in(user_id):
            facts = {"chat": chat_id, "title": title, "user": user_id, "name": name}
        else:
            facts = {"chat": 0, "title": "", "user": user_id, "name": name}
        now = self._clock()
        async with self._db.write() as tx:
            await tx.chats.note(chat_id, kind, title)
            for owner in sorted(self._access.owners):
                once = f"{BROUGHT_IN}:{facts['chat']}:{now.date().isoformat()}:{owner}"
                await tx.notices.add(BROUGHT_IN, owner, facts, once, now, now)

    async def not_set_up(self, actor: Actor) -> tuple[ChatRow, ...]:
        """Give the groups the bot is in that nobody has set up. Raises OnlyOwnerError."""
        if not self._access.is_owner(actor.user_id):
            raise OnlyOwnerError
        async with self._db.read() as tx:
            return await tx.chats.not_set_up()

    async def left(self, actor: Actor, chat_id: int, title: str) -> None:
        """An owner has told the bot to leave a group, and it has. Raises OnlyOwnerError."""
        if not self._access.is_owner(actor.user_id):
            raise OnlyOwnerError
        async with self._db.write() as tx:
            await self._audit.write(tx, actor, "chat.left", str(chat_id), title=title)

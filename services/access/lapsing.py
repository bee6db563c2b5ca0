"""Lapsing: a role that was given for a time is taken out of the rows when that is over, and told of.

It counts no more from its moment on, in every process, whether the row is still there or not
(services/access/grants_now.py). Taking it out, the row of the audit and the notices are one transaction,
so it is told once, also where no desk was there at the moment.
"""

from services.access.service import Access
from services.audit import Audit
from services.audit.kinds import ROLE_LAPSED
from services.clock import Clock
from storage.database import Database
from storage.grants import EVERYWHERE, GrantRow
from storage.transaction import Tx


class Lapsing:
    """Looks whether the end of any grant has come. A look that finds none is one statement."""

    def __init__(self, db: Database, clock: Clock, access: Access, audit: Audit) -> None:
        self._db = db
        self._clock = clock
        self._access = access
        self._audit = audit

    async def run(self) -> tuple[GrantRow, ...]:
        """Let lapse what has come to its end, and give it."""
        async with self._db.read() as tx:
            if not await tx.grants.lapsed(self._clock()):
                return ()
        async with self._db.write() as tx:
            gone = await tx.grants.remove_lapsed(self._clock())
            for grant in gone:
                await tx.own_keys.forget_new_of(grant.user_id)
                await self._tell(tx, grant)
            for grant in gone:
                await self._note(tx, grant)
        await self._access.load()
        return gone

    async def _tell(self, tx: Tx, grant: GrantRow) -> None:
        """Where it counted, and whose it was, if they can be written to."""
        everywhere = grant.chat_id == EVERYWHERE
        told = self._access.owners if everywhere else {grant.chat_id}
        user = await tx.users.get(grant.user_id)
        if user is not None and user.can_be_written_to:
            told = told | {grant.user_id}
        facts = {
            "user": grant.user_id,
            "role": grant.role,
            "title": "" if everywhere else self._access.title_of(grant.chat_id),
            "everywhere": everywhere,
            "until": _end(grant),
            "still": not everywhere
            and self._access.granted_at(grant.user_id, EVERYWHERE, grant.role) is not None,
        }
        now = self._clock()
        for chat_id in sorted(told):
            place = f"{grant.user_id}:{grant.chat_id}:{grant.role}"
            once = f"{ROLE_LAPSED}:{place}:{grant.granted_at.isoformat()}:{chat_id}"
            await tx.notices.add(NOTICE, chat_id, facts, once, now, now)

    async def _note(self, tx: Tx, grant: GrantRow) -> None:
        everywhere = grant.chat_id == EVERYWHERE
        home = None if everywhere else grant.chat_id
        facts = {"role": grant.role, "everywhere": everywhere, "until": _end(grant)}
        await self._audit.write_of(tx, home, ROLE_LAPSED, str(grant.user_id), **facts)


NOTICE = "role-lapsed"
"""The kind of the notice. Facts: ``user``, ``role``, ``title`` of the group, ``everywhere``, ``until``,
``still`` (they have it in every chat)."""


def _end(grant: GrantRow) -> str:
    return "" if grant.until is None else grant.until.isoformat()

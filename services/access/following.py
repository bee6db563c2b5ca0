"""Following changes of rights by other processes: commands of the shell, desks on the same database.

Rights are answered from memory. Every change of them is a row of the audit, so whoever looks at the rows
written since the last look knows when memory is out of date, and whose roles were all taken away. What
else is answered from memory is told of the rows of its own kind (``tell``).
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence

from services.access.service import Access
from services.audit.kinds import REVOKED_ALL, AuditKind
from storage.audit_reading import Written
from storage.database import Database
from storage.transaction import Tx

Follower = Callable[[Sequence[Written]], Awaitable[None]]


class Following:
    """Keeps the memory of this process true. A look that finds nothing new is one statement."""

    def __init__(self, db: Database, access: Access) -> None:
        self._db = db
        self._access = access
        self._seen = 0
        self._lost: dict[int, list[int]] = {}
        self._reading = asyncio.Lock()
        self._others: dict[str, Follower] = {}

    def tell(self, kind: AuditKind, follower: Follower) -> None:
        """Have rows of a kind told to who keeps something of theirs in memory, this process's own too."""
        self._others[kind] = follower

    async def begin(self) -> None:
        """Before memory is filled: what is written from here on is looked at."""
        async with self._db.read() as tx:
            self._seen = await tx.audit_reading.last_id()

    async def look(self) -> dict[int, list[int]]:
        """Read rights anew where one was changed since.

        Gives those who have lost all of theirs since the last look, and the groups in which they had one.
        """
        await self.catch_up()
        lost, self._lost = self._lost, {}
        return lost

    async def catch_up(self) -> None:
        """The same, for who needs to know it now. See services.work.MayStill. Raises TroubleError."""
        async with self._reading:
            async with self._db.read() as tx:
                rows = await tx.audit_reading.since(self._seen)
            if any(row.kind == AuditKind.TEAM for row in rows):
                await self._access.load()
            for kind, follower in self._others.items():
                if of_kind := [row for row in rows if row.kind == kind]:
                    await follower(of_kind)
            if rows:
                self._seen = rows[-1].id
            for row in rows:
                if row.action == REVOKED_ALL:
                    grants = json.loads(row.facts)["grants"]
                    groups = self._lost.setdefault(int(row.subject), [])
                    groups += [chat for _, chat in grants if chat < 0]

    async def may_still(self, tx: Tx, user_id: int, chat_id: int, permission: str) -> bool:
        """See services.work.MayStill."""
        return await self._access.may_still(tx, user_id, chat_id, permission)

"""Silent schedules: a chat's alerts reach nobody, since the bot cannot write there; owners are told once."""

from collections.abc import Collection

from services.access import Access
from services.outbox import Outbox
from storage.database import Database
from storage.schedules import SilentRow

ALERTS_SILENT = "alerts-silent"
"""The kind of the notice. Facts: ``chat``, its ``title``, and the ``count`` of its alerts."""


class Silent:
    """Looks for such chats. What was told is in the notices' own keys; memory has the last look."""

    def __init__(self, db: Database, outbox: Outbox, access: Access) -> None:
        self._db = db
        self._outbox = outbox
        self._access = access
        self._told: set[SilentRow] = set()

    async def tell(self, rows: Collection[SilentRow]) -> None:
        """Tell of those among the chats that are silent now which were not told of since they are."""
        found = set(rows)
        new = found - self._told
        if new:
            async with self._db.write() as tx:
                for chat in sorted(new, key=lambda each: each.chat_id):
                    facts = {"chat": chat.chat_id, "title": chat.title, "count": chat.count}
                    for owner in sorted(self._access.owners - {chat.chat_id}):
                        once = f"{ALERTS_SILENT}:{chat.chat_id}:{chat.since.isoformat()}:{owner}"
                        await self._outbox.post(tx, ALERTS_SILENT, owner, facts, once_key=once)
            self._outbox.kick()
        self._told = found

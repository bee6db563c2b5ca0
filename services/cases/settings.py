"""How a chat wants its cases: after how long it is reminded, and whether customers see who answers."""

from datetime import datetime, timedelta

from services.actor import Actor
from services.audit import Audit
from storage.case_settings import CaseSettingsRow
from storage.database import Database
from storage.transaction import Tx

REMIND_AFTER = 60
"""Minutes after which a chat is reminded that has chosen nothing."""
CHOICES = (0, 15, 30, 60, 120, 240, 1440)
"""Minutes that a chat may choose; 0: never."""
LONGEST = timedelta(minutes=max(CHOICES))


class CaseSettings:
    """Reads and changes the settings of chats."""

    def __init__(self, db: Database, audit: Audit) -> None:
        self._db = db
        self._audit = audit

    async def of(self, chat_id: int) -> CaseSettingsRow:
        """What holds in a chat."""
        async with self._db.read() as tx:
            return await settings_of(tx, chat_id)

    async def set_remind_after(self, actor: Actor, minutes: int) -> CaseSettingsRow:
        """Let the actor's chat be reminded after so many minutes; it counts for who waits already."""
        if minutes not in CHOICES:
            raise ValueError(f"no choice: {minutes}")
        async with self._db.write() as tx:
            was = await settings_of(tx, actor.chat_id)
            row = CaseSettingsRow(actor.chat_id, minutes, was.shows_names)
            await tx.case_settings.put(row, "remind_after")
            moved = 0
            for case in await tx.cases.waiting_in(actor.chat_id):
                # Of whom the chat was told already it is not told again.
                if case.waiting_since is not None and (case.remind_at or not was.remind_after):
                    at = case.waiting_since + timedelta(minutes=minutes) if minutes else None
                    moved += await tx.cases.remind_at(case.id, case.waiting_since, at)
            await self._audit.write(
                tx, actor, "chat.case-reminder", str(actor.chat_id), minutes=minutes, cases=moved
            )
        return row

    async def set_shows_names(self, actor: Actor, shows: bool) -> CaseSettingsRow:
        """Let customers see who answers them, or not."""
        async with self._db.write() as tx:
            row = await settings_of(tx, actor.chat_id)
            row = CaseSettingsRow(actor.chat_id, row.remind_after, shows)
            await tx.case_settings.put(row, "shows_names")
            await self._audit.write(tx, actor, "chat.case-names", str(actor.chat_id), allowed=shows)
        return row


async def settings_of(tx: Tx, chat_id: int) -> CaseSettingsRow:
    """What holds in a chat."""
    row = await tx.case_settings.get(chat_id)
    return row or CaseSettingsRow(chat_id, REMIND_AFTER, shows_names=False)


async def remind_at(tx: Tx, chat_id: int, since: datetime) -> datetime | None:
    """When a chat is reminded of who waits since then; None: never."""
    minutes = (await settings_of(tx, chat_id)).remind_after
    return since + timedelta(minutes=minutes) if minutes else None

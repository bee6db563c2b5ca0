"""Where a chat's incidents go that nobody takes in hand, as people choose it."""

from collections.abc import Sequence
from dataclasses import replace

from services.access import Access
from services.actor import Actor
from services.audit import Audit
from services.incidents.errors import NotThereError
from storage.database import Database
from storage.escalations import EscalationRow

EDIT = "alerts.edit"
MINUTES = (0, 5, 10, 15, 30, 60)
"""What a chat may choose; 0: they go nowhere."""


class EscalationSettings:
    """Reads and changes them; an actor reaches those of the chat the actor is in."""

    def __init__(self, db: Database, access: Access, audit: Audit) -> None:
        self._db = db
        self._access = access
        self._audit = audit

    async def of(self, chat_id: int) -> EscalationRow:
        """What holds in a chat."""
        async with self._db.read() as tx:
            row = await tx.escalations.get(chat_id)
        return row or EscalationRow(chat_id, 0, None, None, to_duty=True, to_owners=True)

    async def after(self, actor: Actor, minutes: int) -> EscalationRow:
        """Let what nobody takes in hand go on after so many minutes; what is open from its next step on.

        0 ends the way of that too. What came while it was 0 has no next step.
        """
        row = replace(await self.of(actor.chat_id), after_minutes=minutes)
        return await self._put(actor, row, ("after_minutes",), minutes=minutes)

    async def switch(self, actor: Actor, *, duty: bool, on: bool) -> EscalationRow:
        """Tell whoever is on duty, or else the owners, or do not."""
        row = await self.of(actor.chat_id)
        row = replace(row, to_duty=on) if duty else replace(row, to_owners=on)
        return await self._put(actor, row, ("to_duty" if duty else "to_owners",), allowed=on)

    async def to(self, actor: Actor, chat_id: int | None, thread_id: int | None) -> EscalationRow:
        """Tell another chat first, or a topic of one, or none. Raises NotThereError."""
        if chat_id is not None and not await self._access.permits(actor.user_id, chat_id, EDIT):
            raise NotThereError
        row = replace(await self.of(actor.chat_id), to_chat=chat_id, to_thread=thread_id)
        return await self._put(actor, row, ("to_chat", "to_thread"))

    async def others(self, actor: Actor) -> dict[int, str]:
        """The other groups in which the actor may say what is told there, by title."""
        async with self._db.read() as tx:
            groups = await tx.chats.chosen()
        return {
            chat.id: chat.title
            for chat in groups
            if chat.id < 0
            and chat.id != actor.chat_id
            and self._access.chat_is_set_up(chat.id)
            and self._access.allows(actor.user_id, chat.id, EDIT)
        }

    async def _put(
        self, actor: Actor, row: EscalationRow, chosen: Sequence[str], **facts: object
    ) -> EscalationRow:
        """Write what was chosen of it and nothing else: somebody may have chosen other things since."""
        async with self._db.write() as tx:
            row = await tx.escalations.put(row, *chosen)
            await self._audit.write(
                tx, actor, "incident.escalation-changed", str(row.chat_id), **facts
            )
        return row

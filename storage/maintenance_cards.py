"""Maintenance cards: which message shows a maintenance, and what it shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.schedules import maintenance_cards
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class MaintenanceCardRow:
    """A card as it stands in the table. ``notice_id`` brings it to its chat, as ``message_id``."""

    id: int
    chat_id: int
    thread_id: int | None
    schedule_id: int
    app: str
    open_as: str | None
    facts: dict[str, Any]
    notice_id: int | None
    message_id: int | None
    opened_at: datetime
    ended_at: datetime | None


class MaintenanceCards:
    """Rows of ``maintenance_cards``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, card_id: int) -> MaintenanceCardRow | None:
        """Give a card, or None."""
        found = select(maintenance_cards).where(maintenance_cards.c.id == card_id)
        row = (await self._connection.execute(found)).first()
        return None if row is None else MaintenanceCardRow(*row)

    async def open_of(
        self, chat_id: int, thread_id: int | None, schedule_id: int, app: str
    ) -> MaintenanceCardRow | None:
        """Give the card of an app that is not over: the schedule's own, or another one's at its place."""
        here = maintenance_cards.c.open_as == _open_as(thread_id, app)
        own = maintenance_cards.c.schedule_id == schedule_id
        found = select(maintenance_cards).where(
            maintenance_cards.c.chat_id == chat_id,
            maintenance_cards.c.app == app,
            maintenance_cards.c.ended_at.is_(None),
            or_(here, own),
        )
        row = (await self._connection.execute(found.order_by(here.desc()).limit(1))).first()
        return None if row is None else MaintenanceCardRow(*row)

    async def open_of_schedule(self, schedule_id: int, chat_id: int) -> list[MaintenanceCardRow]:
        """Give the cards of a schedule that are not over."""
        found = select(maintenance_cards).where(
            maintenance_cards.c.chat_id == chat_id,
            maintenance_cards.c.schedule_id == schedule_id,
            maintenance_cards.c.ended_at.is_(None),
        )
        return [MaintenanceCardRow(*row) for row in await self._connection.execute(found)]

    async def open(
        self,
        chat_id: int,
        thread_id: int | None,
        schedule_id: int,
        app: str,
        facts: dict[str, Any],
        at: datetime,
    ) -> int | None:
        """Write a card; None: there is one of this app at this place."""
        made = insert_into(self._connection, maintenance_cards).values(
            chat_id=chat_id,
            thread_id=thread_id,
            schedule_id=schedule_id,
            app=app,
            open_as=_open_as(thread_id, app),
            facts=facts,
            opened_at=at,
        )
        once = made.on_conflict_do_nothing(index_elements=["chat_id", "open_as"])
        made_id: int | None = await self._connection.scalar(once.returning(maintenance_cards.c.id))
        return made_id

    async def change(self, card_id: int, **values: Any) -> None:
        """Set columns of a card."""
        mine = update(maintenance_cards).where(maintenance_cards.c.id == card_id)
        await self._connection.execute(mine.values(**values))

    async def end(self, card_id: int, facts: dict[str, Any], at: datetime) -> bool:
        """It is over. False: it was so before."""
        mine = update(maintenance_cards).where(
            maintenance_cards.c.id == card_id, maintenance_cards.c.ended_at.is_(None)
        )
        over = mine.values(facts=facts, ended_at=at, open_as=None)
        return (await self._connection.execute(over)).rowcount == 1

    async def forget(self, chat_id: int, before: datetime) -> None:
        """Delete a chat's cards that were over before a moment."""
        old = delete(maintenance_cards).where(maintenance_cards.c.chat_id == chat_id)
        await self._connection.execute(old.where(maintenance_cards.c.ended_at < before))


def _open_as(thread_id: int | None, app: str) -> str:
    return f"{thread_id or 0}:{app}"

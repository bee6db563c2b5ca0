"""Where the cards of incidents stand, and which state of an incident each shows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.many import execute_many
from storage.tables.incidents import incident_cards
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class IncidentCardRow:
    """A card. ``message_id`` is None until it has arrived; ``shown``: the version that it shows.

    ``summary_id``: the notice whose message tells of it together with others; None: it has its own.
    """

    id: int
    incident_id: int
    chat_id: int
    thread_id: int | None
    step: int
    message_id: int | None
    shown: int
    summary_id: int | None = None


class IncidentCards:
    """Rows of ``incident_cards``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self, incident_id: int, chat_id: int, thread_id: int | None, step: int
    ) -> int | None:
        """There is to be a card, and this is its number; None: there was one before."""
        made = insert_into(self._connection, incident_cards).values(
            incident_id=incident_id, chat_id=chat_id, thread_id=thread_id, step=step, shown=0
        )
        once = made.on_conflict_do_nothing(index_elements=["chat_id", "incident_id", "step"])
        found = await self._connection.execute(once.returning(incident_cards.c.id))
        card_id: int | None = found.scalar_one_or_none()
        return card_id

    async def add_together(
        self,
        incident_ids: Collection[int],
        chat_id: int,
        thread_id: int | None,
        step: int,
        summary_id: int,
    ) -> None:
        """The message of a notice is the card of all these there; those with their own there keep it."""
        made = insert_into(self._connection, incident_cards)
        new = {"thread_id": thread_id, "summary_id": summary_id, "message_id": None, "shown": 0}
        told = incident_cards.c.summary_id.is_not(None) | incident_cards.c.message_id.is_(None)
        there = ["chat_id", "incident_id", "step"]
        put = made.on_conflict_do_update(index_elements=there, set_=new, where=told)
        at = {"chat_id": chat_id, "step": step, **new}
        await execute_many(self._connection, put, [{**at, "incident_id": n} for n in incident_ids])

    async def of_summary(self, summary_id: int) -> Sequence[IncidentCardRow]:
        """Those that the message of a notice tells of together."""
        return await self._many(incident_cards.c.summary_id == summary_id)

    async def show_together(
        self, summary_id: int, message_id: int, versions: Mapping[int, int]
    ) -> None:
        """The message of a notice shows these versions of its cards, by their numbers, now."""
        mine = update(incident_cards).where(
            incident_cards.c.id == bindparam("card"), incident_cards.c.summary_id == summary_id
        )
        put = mine.values(message_id=message_id, shown=bindparam("version"))
        rows = [{"card": card, "version": version} for card, version in versions.items()]
        await execute_many(self._connection, put, rows)

    async def part(self, card: IncidentCardRow) -> None:
        """Give a card a message of its own, that is to come; what told of it with others has changed."""
        own = update(incident_cards).where(incident_cards.c.id == card.id)
        await self._connection.execute(own.values(summary_id=None, message_id=None, shown=0))
        rest = update(incident_cards).where(incident_cards.c.summary_id == card.summary_id)
        await self._connection.execute(rest.values(shown=0))

    async def get(self, card_id: int) -> IncidentCardRow | None:
        """Find a card by its number."""
        return next(iter(await self._many(incident_cards.c.id == card_id)), None)

    async def threads(self, ids: Collection[int]) -> dict[int, int | None]:
        """The forum topic of each of these."""
        if not ids:
            return {}
        found = select(incident_cards.c.id, incident_cards.c.thread_id)
        rows = await self._connection.execute(found.where(incident_cards.c.id.in_(ids)))
        return {row.id: row.thread_id for row in rows}

    async def of_incident(self, incident_id: int) -> Sequence[IncidentCardRow]:
        """All cards of an incident, its own chat's first."""
        return await self._many(incident_cards.c.incident_id == incident_id)

    async def of_incidents(self, ids: Collection[int]) -> Sequence[IncidentCardRow]:
        """All cards of these incidents, the oldest first."""
        return await self._many(incident_cards.c.incident_id.in_(ids))

    async def there(self, incident_id: int, chat_id: int) -> bool:
        """Whether a chat has a card of an incident."""
        here = incident_cards.c.incident_id == incident_id, incident_cards.c.chat_id == chat_id
        return bool(await self._many(*here))

    async def show(self, card_id: int, message_id: int, version: int) -> None:
        """A message shows this version of it now."""
        mine = update(incident_cards).where(incident_cards.c.id == card_id)
        await self._connection.execute(mine.values(message_id=message_id, shown=version))

    async def leave_topic(self, chat_id: int, thread_id: int) -> None:
        """A forum topic is gone."""
        there = incident_cards.c.chat_id == chat_id, incident_cards.c.thread_id == thread_id
        await self._connection.execute(update(incident_cards).where(*there).values(thread_id=None))

    async def _many(self, *where: Any) -> list[IncidentCardRow]:
        found: Select[Any] = select(incident_cards).where(*where).order_by(incident_cards.c.id)
        return [IncidentCardRow(**r) for r in (await self._connection.execute(found)).mappings()]

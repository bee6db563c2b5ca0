"""Objects at providers that are being changed: by one at a time, over all processes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.work import object_changes
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class ObjectChangeRow:
    """An object of a provider. ``holder`` has it until ``held_until``, None: nobody has.

    ``held_by`` and ``changed_by`` are people's names; the latter changed it last from here.
    """

    provider: str
    object_id: str
    holder: str | None
    held_by: str | None
    held_until: datetime | None
    changed_by: str | None
    changed_at: datetime | None


class ObjectChanges:
    """Rows of ``object_changes``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def begin(
        self,
        provider: str,
        object_id: str,
        holder: str,
        by: str,
        until: datetime,
        now: datetime,
    ) -> bool:
        """Take an object for oneself, or have it on. False: somebody else has it."""
        mine = {"holder": holder, "held_by": by, "held_until": until}
        row = insert_into(self._connection, object_changes).values(
            provider=provider, object_id=object_id, **mine
        )
        free = or_(
            object_changes.c.holder.is_(None),
            object_changes.c.holder == holder,
            object_changes.c.held_until <= now,
        )
        taken = row.on_conflict_do_update(
            index_elements=["provider", "object_id"], set_=mine, where=free
        )
        found = await self._connection.execute(taken.returning(object_changes.c.provider))
        return found.first() is not None

    async def of(self, provider: str, object_id: str) -> ObjectChangeRow | None:
        """Give what is known of an object; None: it was never changed from here."""
        found = select(object_changes).where(_is(provider, object_id))
        row = (await self._connection.execute(found)).first()
        return None if row is None else ObjectChangeRow(*row)

    async def end(
        self, provider: str, object_id: str, holder: str, changed: tuple[str, datetime] | None
    ) -> bool:
        """Give an object back; ``changed``: by whom and when. False: somebody else has taken it since."""
        values: dict[str, str | datetime | None]
        values = {"holder": None, "held_by": None, "held_until": None}
        if changed is not None:
            values |= {"changed_by": changed[0], "changed_at": changed[1]}
        mine = and_(_is(provider, object_id), object_changes.c.holder == holder)
        ended = update(object_changes).where(mine).values(**values)
        return (await self._connection.execute(ended)).rowcount == 1


def _is(provider: str, object_id: str) -> ColumnElement[bool]:
    return and_(object_changes.c.provider == provider, object_changes.c.object_id == object_id)

"""Changes of the catalog: what each found and left, field by field, so that it can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.locks import CHANGING_CATALOG, only_one
from storage.many import execute_many
from storage.tables.catalog import catalog_change_parts, catalog_changes


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change. ``undoes`` is the one that it takes back."""

    id: int
    at: datetime
    actor_id: int
    action: str
    undoes: int | None


@dataclass(frozen=True, slots=True)
class PartRow:
    """A field of a product or an offer: what stood there before and after."""

    thing: str
    thing_id: int
    field: str
    before: str | None
    after: str | None


class CatalogChanges:
    """Rows of ``catalog_changes`` and ``catalog_change_parts``; they are never changed."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def alone(self) -> None:
        """Wait until nobody else changes the catalog, and be the only one until the transaction ends."""
        await only_one(self._connection, CHANGING_CATALOG)

    async def add(
        self,
        at: datetime,
        actor_id: int,
        action: str,
        parts: Sequence[PartRow],
        undoes: int | None = None,
    ) -> int:
        """Write a change down and give its number."""
        made = insert(catalog_changes).values(
            at=at, actor_id=actor_id, action=action, undoes=undoes
        )
        number = int(
            (await self._connection.execute(made.returning(catalog_changes.c.id))).scalar_one()
        )
        rows = [
            {
                "change_id": number,
                "thing": each.thing,
                "thing_id": each.thing_id,
                "field": each.field,
                "before": each.before,
                "after": each.after,
            }
            for each in parts
        ]
        await execute_many(self._connection, insert(catalog_change_parts), rows)
        return number

    async def newest(self) -> int:
        """The number of the newest change; 0 where there is none."""
        return await self._connection.scalar(select(func.max(catalog_changes.c.id))) or 0

    async def change(self, number: int) -> ChangeRow | None:
        """One change."""
        columns = catalog_changes.c
        found = select(columns.id, columns.at, columns.actor_id, columns.action, columns.undoes)
        row = (await self._connection.execute(found.where(columns.id == number))).first()
        return None if row is None else ChangeRow(*row)

    async def parts(self, number: int) -> list[PartRow]:
        """What a change found and left."""
        columns = catalog_change_parts.c
        found = select(
            columns.thing, columns.thing_id, columns.field, columns.before, columns.after
        ).where(columns.change_id == number)
        return [PartRow(*row) for row in await self._connection.execute(found)]

    async def last(self, part: PartRow) -> ChangeRow | None:
        """The last change of this field."""
        parts, columns = catalog_change_parts.c, catalog_changes.c
        found = (
            select(columns.id, columns.at, columns.actor_id, columns.action, columns.undoes)
            .join(catalog_change_parts, parts.change_id == columns.id)
            .where(
                parts.thing == part.thing,
                parts.thing_id == part.thing_id,
                parts.field == part.field,
            )
            .order_by(parts.change_id.desc())
            .limit(1)
        )
        row = (await self._connection.execute(found)).first()
        return None if row is None else ChangeRow(*row)

    async def went_to(self, product_id: int, thing: str, field: str) -> int | None:
        """The product that the last of a product's offers was moved to; None: none was.

        ``thing`` and ``field`` say where that stands. It looks at all changes: ask it of what is gone.
        """
        parts = catalog_change_parts.c
        moved = parts.thing == thing, parts.field == field, parts.before == str(product_id)
        found = select(parts.after).where(*moved).order_by(parts.change_id.desc()).limit(1)
        after = await self._connection.scalar(found)
        return None if after is None else int(after)

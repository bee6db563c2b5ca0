"""Changes of the catalog taken back, each from its row of the audit and as a whole.

It is a change itself. What somebody has changed since is not overwritten: then nothing is undone, and it is
said who did.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.actor import Actor
from services.audit import AuditKind
from services.audit.kinds import kind_of
from services.catalog.changes import Standing, standing
from services.catalog.errors import ChangedSinceError, UndoneBeforeError, UnknownChangeError
from services.catalog.fields import NAME, OFFER, PRODUCT, UNDER, Fields
from services.catalog.service import Catalog
from storage.audit import AuditRow
from storage.catalog_changes import PartRow
from storage.database import Database
from storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone: its row of the audit, and how many fields were put back."""

    row: AuditRow
    fields: int


class CatalogUndoing:
    """Undoes changes; ``row_id`` is that of the change's row of the audit."""

    def __init__(self, db: Database, catalog: Catalog) -> None:
        self._db = db
        self._catalog = catalog

    async def look(self, row_id: int) -> Undone:
        """See what would be undone. Raises as ``undo``."""
        async with self._db.read() as tx:
            row, number = await _row(tx, row_id)
            parts = await tx.catalog_changes.parts(number)
            await _see_that_it_stands(tx, number, parts)
            return Undone(row, len(parts))

    async def undo(self, actor: Actor, row_id: int) -> Undone:
        """Put back what a change found, in a change of its own.

        Raises UnknownChangeError, UndoneBeforeError, ChangedSinceError, NameTakenError.
        """
        async with self._catalog.change() as change:
            row, number = await _row(change.tx, row_id)
            parts = await change.tx.catalog_changes.parts(number)
            await _see_that_it_stands(change.tx, number, parts)
            back = [
                PartRow(each.thing, each.thing_id, each.field, each.after, each.before)
                for each in parts
            ]
            facts: dict[str, Any] = {"what": row.action.partition(".")[2], "row": row_id}
            await change.write(actor, "catalog.undone", row.subject, back, undoes=number, **facts)
        return Undone(row, len(parts))


async def _row(tx: Tx, row_id: int) -> tuple[AuditRow, int]:
    """The row of the audit, and the number of its change."""
    row = await tx.audit.row(row_id)
    if row is not None and kind_of(row.action) is AuditKind.CATALOG:
        number = json.loads(row.facts).get("change")
        if isinstance(number, int) and await tx.catalog_changes.change(number) is not None:
            return row, number
    raise UnknownChangeError


async def _see_that_it_stands(tx: Tx, number: int, parts: Sequence[PartRow]) -> None:
    found = await standing(
        tx,
        (part.thing_id for part in parts if part.thing == PRODUCT),
        (part.thing_id for part in parts if part.thing == OFFER),
    )
    other = [part for part in parts if _now(found, part) != part.after]
    if not other:
        return
    last = await tx.catalog_changes.last(other[0])
    facts: dict[str, Any] = {"known": "no"}
    if last is not None and last.id != number:  # else by a version beside that notes no changes
        names = await tx.users.called([last.actor_id])
        facts = {"who": names.get(last.actor_id, str(last.actor_id)), "at": last.at}
        if last.undoes == number:
            raise UndoneBeforeError(**facts)
        facts["known"] = "yes"
    product = await _product(tx, found, other[0])
    raise ChangedSinceError(product=product, count=len(other), **facts)


def _now(found: Standing, part: PartRow) -> str | None:
    fields: Fields = found.get((part.thing, part.thing_id), {})
    return fields.get(part.field)


async def _product(tx: Tx, found: Standing, part: PartRow) -> str:
    """The name of the product of which something else stands there."""
    if part.thing == PRODUCT:
        return found.get((PRODUCT, part.thing_id), {}).get(NAME) or ""
    offer = found.get((OFFER, part.thing_id), {})
    under = offer.get(UNDER) or part.after or part.before
    rows = await tx.catalog.products([int(under)]) if under else []
    return rows[0].name if rows else ""

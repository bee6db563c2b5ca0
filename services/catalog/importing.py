"""A plan of a table carried out: all of it in one transaction, or nothing."""

import asyncio

from services.actor import Actor
from services.catalog.changes import Change, standing
from services.catalog.fields import NAME, OFFER, PAUSED, PRODUCT, UNDER
from services.catalog.service import Catalog
from services.catalog.sheet_errors import CatalogMovedError
from services.catalog.sheets import Plan
from services.product_words import fold
from storage.catalog import OfferRow
from storage.catalog_changes import PartRow

LONGEST_NAME = 100
_AT_ONCE = 2000
"""Products that are gone through before others get their turn."""


class CatalogImporting:
    """Does what a plan says, as one change, which is undone as a whole."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    async def carry_out(self, actor: Actor, file: str, plan: Plan) -> None:
        """Raises CatalogMovedError where what the plan was made of is not what stands there now."""
        async with self._catalog.change() as change:
            if await change.tx.catalog_changes.newest() != plan.basis:
                raise CatalogMovedError
            ids = await self._products(change, plan)
            parts = await _settings(change, plan, ids)
            parts += [
                PartRow(
                    OFFER, each.offer.id, UNDER, str(each.offer.product_id), str(ids(each.product))
                )
                for each in plan.moved
            ]
            there = await _offers(change, plan, ids)
            placed = [PartRow(OFFER, row.id, UNDER, None, str(row.product_id)) for row in there]
            await change.write(
                actor,
                "catalog.imported",
                file[:LONGEST_NAME],
                parts,
                placed=placed,
                added=len(plan.added),
                moved=len(plan.moved),
                changed=len(plan.changed),
            )

    async def _products(self, change: Change, plan: Plan) -> "_Ids":
        """The numbers of all products that the plan names, new ones made."""
        new = {fold(each.name): each.name for each in plan.changed if each.id is None}
        before = await change.tx.catalog.ids_of_names(new)
        missing = {key: name for key, name in new.items() if key not in before}
        await change.tx.catalog.add_products(missing, change.now)
        made = await change.tx.catalog.ids_of_names(missing)
        return _Ids(self._catalog, {**before, **made}, frozenset(before.values()))


class _Ids:
    """Products by their names. ``back`` are those that were gone and come back."""

    def __init__(self, catalog: Catalog, new: dict[str, int], back: frozenset[int]) -> None:
        self._catalog = catalog
        self._new = new
        self.back = back

    def __call__(self, name: str) -> int:
        """The product's number."""
        found = self._new.get(fold(name))
        if found is None and (known := self._catalog.named(name)) is not None:
            found = known.id
        if found is None:
            raise CatalogMovedError
        return found


async def _settings(change: Change, plan: Plan, ids: _Ids) -> list[PartRow]:
    """What becomes of products; one that comes back has something standing in it."""
    rows = await standing(change.tx, ids.back, ())
    parts = []
    for number, each in enumerate(plan.changed):
        if not number % _AT_ONCE:
            await asyncio.sleep(0)
        id_ = ids(each.name)
        before, after = each.before, dict(each.after)
        if id_ in ids.back:
            before = rows[PRODUCT, id_]
            after = {PAUSED: None, **after, NAME: each.name}
        parts += [PartRow(PRODUCT, id_, f, before.get(f), said) for f, said in after.items()]
    return parts


async def _offers(change: Change, plan: Plan, ids: _Ids) -> list[OfferRow]:
    """Put new offers in, and give their rows."""
    wanted = {
        (each.provider, each.external_id, each.currency, each.country): ids(each.product)
        for each in plan.added
    }
    await change.tx.catalog.put_offers(wanted, change.now)
    rows = await change.tx.catalog.offers_of(set(wanted.values()))
    there = [
        row for row in rows if (row.provider, row.external_id, row.currency, row.country) in wanted
    ]
    if len(there) != len(wanted):  # one of them is another product's, of which memory knows nothing
        raise CatalogMovedError
    return there
